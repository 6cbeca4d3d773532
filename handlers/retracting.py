"""/retract and its button: in a private chat, by one person, at once."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.typed import is_yes
from bot.services.retracting import Retracting
from bot.telegram.reply import Replies
from bot.views import retracting
from bot.views.office_buttons import RetractAlert
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.guards import ensure_in_person
from handlers.telling import Telling


@dataclass(frozen=True, slots=True)
class RetractingHandlers:
    asking: Asking
    replies: Replies
    service: Retracting
    telling: Telling

    @property
    def handlers(self) -> list[AnyHandler]:
        return [Typed("retract", self.on_retract, joined=True), Pressed(RetractAlert, self.on_button)]

    async def on_retract(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        code, _, said = asked.text.partition(" ")
        if said and is_yes(said):
            await self._retract(asked, code, None)
            return
        entry = await self.service.ask(asked.chat_id, code)
        await self.replies.send(asked.to, retracting.ask(asked.words, entry))

    async def on_button(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        button = RetractAlert.parse(data_of(update))
        await self._retract(asked, button.code, button.revision)

    async def _retract(self, asked: Asked, code: str, revision: int | None) -> None:
        done = await self.service.retract(asked.chat_id, code, revision)
        await self.replies.send(asked.to, retracting.done(asked.words, done.entry.code, done.told))
        await self.telling.tell(
            done.others, lambda words: retracting.by_another(words, done.entry, done.by.label, done.told)
        )
