"""Replies to a question of the bot. Which question it was, its own text says; so nothing is remembered."""

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.subscriber import Language
from bot.views import places
from bot.views.words import Words, visible
from handlers.feature import AnyContext, OnUpdate


class Replied(BaseHandler[Update, AnyContext, None]):
    """A text or location in reply to the bot's question which place `/command` is about, in any language."""

    __slots__ = ("_questions", "command")

    def __init__(self, command: str, callback: OnUpdate) -> None:
        super().__init__(callback)
        self.command = command
        self._questions = frozenset(line for language in Language for line in _asked_as(language, command))

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None:
            return False
        message, asked = update.message, update.message.reply_to_message
        if asked is None or asked.from_user is None or asked.from_user.id != message.get_bot().id:
            return False
        answered = bool(message.location or (message.text and not message.text.startswith("/")))
        return answered and _first_line(asked.text or "") in self._questions


def question_language(update: Update, command: str) -> str:
    """The language in which the bot asked what this message replies to; empty where it asked nothing."""
    asked = update.message.reply_to_message if update.message else None
    line = _first_line(asked.text or "") if asked else ""
    return next((language for language in Language if line in _asked_as(language, command)), "")


def _asked_as(language: Language, command: str) -> frozenset[str]:
    words = Words(language)
    return frozenset(
        _first_line(visible(places.ask_place(words, command, group=group).text)) for group in (True, False)
    )


def _first_line(text: str) -> str:
    return text.strip().partition("\n")[0]
