"""What was typed in a group's own name: the command, for a button whose press tells who means it."""

from telegram import Update

from bot.domain.spoken import command_of
from handlers.context import argument
from handlers.replied import question_language

_ASKED_FIRST = frozenset({"delete"})
"""Not to be done by one press that somebody finds later: the press asks, as the bare command does."""


def command_in(update: Update) -> tuple[str, str] | None:
    """The command and what stands after it; an answer to the bot's question counts as the command asked
    about. None for anything else.
    """
    message = update.message
    text = (message.text if message else None) or ""
    if not text.startswith("/"):
        return ("add", argument(message)) if question_language(update, "add") else None
    said = text[1:].split(maxsplit=1)[0].partition("@")[0].partition("_")[0] if text[1:].strip() else ""
    command = command_of(said.lower())
    return command, "" if command in _ASKED_FIRST else argument(message)
