"""What a person types in a private chat without any command."""

from dataclasses import dataclass

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.typed import fold
from bot.services.subscriptions import Subscriptions
from handlers.context import Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate
from handlers.help import HelpHandlers
from handlers.leaving import LeavingHandlers
from handlers.places import PlaceHandlers

_STOP = "stop stopall unsubscribe quit end cancel alto para parar basta cancelar baja salir"
_HELP = "help info ayuda menu hi hey hello hola ok okay thanks gracias"
"""Also the courtesies of two letters that would read as states: hi, ok."""


class OwnWords(BaseHandler[Update, AnyContext, None]):
    """A text in a private chat that is no command, no code, and no reply to anything the bot said."""

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None or update.message.reply_to_message:
            return False
        text = (update.message.text or "").strip()
        return update.message.chat.type == "private" and bool(text) and text[0] not in "/#"


@dataclass(frozen=True, slots=True)
class PlainTextHandlers:
    """Registered before the questions, which take whatever is left for a place to look at."""

    asking: Asking
    subscriptions: Subscriptions
    places: PlaceHandlers
    leaving: LeavingHandlers
    help: HelpHandlers

    @property
    def handlers(self) -> list[AnyHandler]:
        return [OwnWords(self.on_own_words)]

    async def on_own_words(self, update: Update, context: AnyContext) -> None:
        """A place named clearly and exactly is added; whatever leaves a doubt is asked about."""
        asked = await self.asking.of(update)
        said = fold(asked.text).strip(" .!¡?¿")
        command: OnUpdate | None = None
        if said in _STOP.split():
            command = self.leaving.on_stop
        if said in _HELP.split():
            command = self.help.on_help
        if command is not None:
            await command(update, context)
            return
        await self.places.answer(asked, await self.subscriptions.add_exact(asked.chat, asked.text))
