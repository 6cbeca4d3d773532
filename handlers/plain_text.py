"""What a person types in a private chat without any command."""

from dataclasses import dataclass, replace

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.questions import Question
from bot.domain.spoken import question_within, spoken_command
from bot.domain.typed import fold
from bot.services.questions import NoSuchPlace
from bot.services.subscriptions import Subscriptions
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate
from handlers.help import HelpHandlers
from handlers.leaving import LeavingHandlers
from handlers.places import PlaceHandlers
from handlers.questions import QuestionHandlers

_STOP = "stop stopall unsubscribe quit end cancel alto para parar basta cancelar baja salir"
_HELP = "help info ayuda menu hi hey hello hola ok okay thanks gracias"
"""Also the courtesies of two letters that would read as states: hi, ok."""


class OwnWords(BaseHandler[Update, AnyContext, None]):
    """A text in a private chat that is no command, no code, and no answer to a question of the bot.

    A reply to something else it said counts where it is a "stop" or a "thanks".
    """

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None:
            return False
        text = (update.message.text or "").strip()
        if update.message.reply_to_message and _bare(text) not in {*_STOP.split(), *_HELP.split()}:
            return False
        return update.message.chat.type == "private" and bool(text) and text[0] not in "/#"


@dataclass(frozen=True, slots=True)
class PlainTextHandlers:
    """Registered before the questions, which take whatever is left for a place to look at."""

    asking: Asking
    subscriptions: Subscriptions
    places: PlaceHandlers
    questions: QuestionHandlers
    leaving: LeavingHandlers
    help: HelpHandlers

    @property
    def handlers(self) -> list[AnyHandler]:
        return [OwnWords(self.on_own_words)]

    async def on_own_words(self, update: Update, context: AnyContext) -> None:
        """A place named clearly and exactly is added; whatever leaves a doubt is asked about."""
        asked = await self.asking.of(update)
        said = _bare(asked.text)
        command: OnUpdate | None = None
        if said in _STOP.split():
            command = self.leaving.on_stop
        if said in _HELP.split():
            command = self.help.on_help
        if command is not None:
            await command(update, context)
        elif not await self._spoken(asked, spoken_command(asked.text)):
            await self._place(asked)

    async def _place(self, asked: Asked) -> None:
        """Where no place is meant, perhaps a question is: `what's on in Houston today`."""
        result = await self.subscriptions.add_exact(asked.chat, asked.text)
        if isinstance(result, NoSuchPlace) and await self._spoken(asked, question_within(asked.text)):
            return
        await self.places.answer(asked, result)

    async def _spoken(self, asked: Asked, spoken: tuple[str, str] | None) -> bool:
        """Do what was said without its slash, if it is something that people say."""
        command, rest = spoken or ("", "")
        asked = replace(asked, text=rest)
        match command:
            case "add":
                await self.places.add(asked)
            case "remove":
                await self.places.remove(asked)
            case "check" if rest:
                await self.questions.check(asked, rest)
            case Question.TODAY | Question.WEEK | Question.NEAR:
                await self.questions.answer(asked, Question(command))
            case _:
                return False
        return True


def _bare(text: str) -> str:
    return fold(text).strip(" .!¡?¿")
