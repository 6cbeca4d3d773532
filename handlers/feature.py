"""What a feature is, and the two ways in which a person reaches it: a typed command, a pressed button."""

import re
from collections.abc import Callable, Coroutine
from typing import Any, Protocol

from telegram import Chat, Message, Update
from telegram.ext import Application, BaseHandler, CallbackContext, CallbackQueryHandler, ExtBot

from bot.domain.errors import StaleButton
from bot.domain.spoken import command_of
from bot.views.callbacks import Callback
from bot.views.group_buttons import AsMyself

AnyHandler = BaseHandler[Any, Any, Any]
AnyContext = CallbackContext[ExtBot[None], Any, Any, Any]
AnyApplication = Application[Any, Any, Any, Any, Any, Any]
OnUpdate = Callable[[Update, AnyContext], Coroutine[Any, Any, None]]

_COMMAND = re.compile(r"/([a-z0-9_]{1,64})(?:@([a-z0-9_]+))?(?=\s|$)", re.IGNORECASE)


class Feature(Protocol):
    @property
    def handlers(self) -> list[AnyHandler]: ...


class Typed(BaseHandler[Update, AnyContext, None]):
    """A message that begins with `/command`, or `/command@this_bot`; in any case of letters.

    Other words for the command count too; in a group, where they may be another bot's, only if this one
    is named. So does the press by which somebody does what was typed anonymously. With `joined`, also
    `/command_ARGUMENT`, which is one tap in a message. The text decides, not
    the entities that came with it.
    """

    __slots__ = ("command", "joined")

    def __init__(self, command: str, callback: OnUpdate, *, joined: bool = False) -> None:
        super().__init__(callback)
        self.command = command
        self.joined = joined

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update):
            return False
        if update.message is None:
            own = as_myself(update)
            return own is not None and own.command == self.command
        typed = _COMMAND.match(update.message.text or "")
        if typed is None:
            return False
        name, addressed = typed[1].lower(), typed[2]
        username = update.message.get_bot().username
        # A server that does not tell the bot's name leaves nobody else to be meant.
        if addressed and username and addressed.lower() != username.lower():
            return False
        if addressed or update.message.chat.type == "private":
            name = command_of(name)
        return name == self.command or (self.joined and name.startswith(f"{self.command}_"))


def addressee(message: Message) -> str:
    """The bot that a command names, without the sign before it; empty if it names none."""
    typed = _COMMAND.match(message.text or "")
    return (typed[2] if typed else None) or ""


class Pressed(CallbackQueryHandler[AnyContext, None]):
    """A press of a button of this class; whether its fields make sense is for `parse` to say."""

    __slots__ = ("button",)

    def __init__(self, button: type[Callback], callback: OnUpdate) -> None:
        super().__init__(callback, pattern=button.pattern())
        self.button = button


def as_myself(update: Update) -> AsMyself | None:
    """The command that a press in a group carries; None for every other update."""
    if update.effective_chat is None or update.effective_chat.type == Chat.PRIVATE:
        return None
    try:
        return AsMyself.parse(data_of(update))
    except StaleButton:
        return None


def stands_there(update: Update) -> bool:
    """Does the pressed message bear this very button? A forged press names any message it likes, and must
    not have that one replaced.
    """
    carrier = update.callback_query.message if update.callback_query else None
    markup = carrier.reply_markup if isinstance(carrier, Message) else None
    rows = markup.inline_keyboard if markup else ()
    return data_of(update) in {button.callback_data for row in rows for button in row}


def data_of(update: Update) -> str:
    """The wire form of the pressed button."""
    return (update.callback_query.data if update.callback_query else None) or ""
