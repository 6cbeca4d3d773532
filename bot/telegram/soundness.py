"""Whether an update is what Telegram documents, in every field that the bot reads."""

from collections.abc import Iterator
from math import isfinite
from typing import Any

from telegram import Chat, Message, Update, User

_LARGEST = 2**63
_KINDS = frozenset({Chat.PRIVATE, Chat.GROUP, Chat.SUPERGROUP, Chat.CHANNEL})


class Unsound(ValueError):
    """A field is of another type than it should be. Carries nothing of what stood there."""


def ensure_sound(update: Update) -> None:
    """Unsound, so that nothing behind this has to expect a number for a text. The parser checks no types."""
    query, change, asked = update.callback_query, update.my_chat_member, update.inline_query
    if not all(_sound(update.message, query and query.message)):
        raise Unsound
    if query is not None and not (
        isinstance(query.id, str) and isinstance(query.data, str | None) and _person(query.from_user)
    ):
        raise Unsound
    if asked is not None and not (
        isinstance(asked.id, str) and isinstance(asked.query, str) and _person(asked.from_user)
    ):
        raise Unsound
    if change is not None and not (
        _chat(change.chat)
        and change.new_chat_member is not None
        and isinstance(change.new_chat_member.status, str)
    ):
        raise Unsound


def _sound(*messages: Any) -> Iterator[bool]:
    for message in messages:
        if message is None:
            continue
        yield _chat(message.chat) and _number(message.message_id)
        if isinstance(message, Message):
            yield _message(message)
            yield message.reply_to_message is None or _message(message.reply_to_message)


def _message(message: Message) -> bool:
    at = message.location
    return (
        isinstance(message.text, str | None)
        and (message.from_user is None or _person(message.from_user))
        and (message.sender_chat is None or _chat(message.sender_chat))
        and all(
            number is None or _number(number)
            for number in (
                message.message_thread_id,
                message.migrate_to_chat_id,
                message.migrate_from_chat_id,
            )
        )
        and (at is None or (_finite(at.latitude) and _finite(at.longitude)))
    )


def _chat(chat: Any) -> bool:
    return isinstance(chat, Chat) and _number(chat.id) and isinstance(chat.type, str) and chat.type in _KINDS


def _person(person: Any) -> bool:
    return (
        isinstance(person, User)
        and _number(person.id)
        and isinstance(person.is_bot, bool)
        and isinstance(person.language_code, str | None)
    )


def _number(value: Any) -> bool:
    """An id of 64 bits, as all of Telegram's are."""
    return type(value) is int and -_LARGEST <= value < _LARGEST


def _finite(value: Any) -> bool:
    return isinstance(value, float | int) and isfinite(value)
