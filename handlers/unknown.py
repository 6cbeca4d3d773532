"""A command that nobody claimed. To be registered after all features that have commands."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.errors import StaleButton
from bot.views.group_buttons import AsMyself
from handlers.feature import AnyContext, AnyHandler, Pressed, addressee
from handlers.help import HelpHandlers


class AnyCommand(BaseHandler[Update, AnyContext, None]):
    """Whatever begins like a command in a private chat; in a group, where it may be another bot's, only
    what names this bot.
    """

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None:
            return False
        message = update.message
        if message.chat.type == "private":
            return (message.text or "").startswith("/")
        name, username = addressee(message), message.get_bot().username
        return bool(name and username) and name.lower() == username.lower()


@dataclass(frozen=True, slots=True)
class UnknownCommandHandlers:
    help: HelpHandlers

    @property
    def handlers(self) -> list[AnyHandler]:
        return [AnyCommand(self.help.on_help), Pressed(AsMyself, self.on_press)]

    async def on_press(self, _update: Update, _context: AnyContext) -> None:
        raise StaleButton
