"""What never reaches a feature: other people's words, machines, old versions of a message, floods."""

from dataclasses import dataclass

from telegram import Chat, Message, Update
from telegram.ext import ApplicationHandlerStop, TypeHandler

from bot.domain.errors import Refusal
from bot.telegram.limits import CommandLimits, Verdict
from bot.telegram.reply import Replies
from bot.views import refusals
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler

ONLY_IN_PRIVATE = "only-in-private"
IMPOSTORS = frozenset({777000, 1087968824, 136817688})
"""Ids that stand for others: Telegram's service, anonymous administrators, channels."""


@dataclass(frozen=True, slots=True)
class Gate:
    """Registered before all features, in a group of its own: whoever it stops is seen by none of them."""

    asking: Asking
    replies: Replies
    limits: CommandLimits

    @property
    def handlers(self) -> list[AnyHandler]:
        return [TypeHandler(Update, self.on_any)]

    async def on_any(self, update: Update, _context: AnyContext) -> None:
        if update.my_chat_member is not None:
            return
        sender = trusted_sender(update)
        if sender is None:
            raise ApplicationHandlerStop
        if not speaks_to_us(update):
            return
        verdict = self.limits.take(sender)
        if verdict is Verdict.NOTICE:
            asked = await self.asking.of(update)
            await self.replies.send(asked.to, refusals.too_many(asked.words))
        if verdict is not Verdict.ALLOWED:
            raise ApplicationHandlerStop


def trusted_sender(update: Update) -> int | None:
    """Who is behind a first-hand message or press: a person's id, or a group's own id where its
    administrators write in its name; None for everything that must have no effect.
    """
    query = update.callback_query
    if query is not None:
        in_chat = query.message is not None and query.message.chat.type != Chat.CHANNEL
        return query.from_user.id if in_chat and not query.from_user.is_bot else None
    message = update.message
    if message is None or message.from_user is None or second_hand(message):
        return None
    if message.sender_chat is not None:
        return message.chat.id if message.sender_chat.id == message.chat.id else None
    return None if message.from_user.is_bot else message.from_user.id


def second_hand(message: Message) -> bool:
    """Forwarded, or sent through another bot: not what the sender typed here."""
    return bool(message.forward_origin or message.is_automatic_forward or message.via_bot)


def speaks_to_us(update: Update) -> bool:
    """Is there something to answer, and so to count? Groups also carry what people say to each other."""
    message = update.message
    if message is None or message.chat.type == Chat.PRIVATE:
        return True
    replied = message.reply_to_message
    to_a_bot = replied is not None and replied.from_user is not None and replied.from_user.is_bot
    return to_a_bot or (message.text or "").startswith("/")


def ensure_private(asked: Asked) -> None:
    """Personal matters are settled in a private chat only; the refusal carries a link to it."""
    if asked.in_group:
        raise Refusal(ONLY_IN_PRIVATE)


def ensure_in_person(asked: Asked) -> None:
    """Coordinators act in their private chats, in their own name; buttons and words alike."""
    ensure_private(asked)
    if asked.anonymous or asked.sender_id != asked.chat_id or asked.sender_id in IMPOSTORS:
        raise Refusal("not-a-coordinator")
