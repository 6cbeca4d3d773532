"""/cancel and /postpone, and the tap that proposes either."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.announcement import Purpose
from bot.domain.errors import StaleButton
from bot.domain.typed import is_yes
from bot.services.ports import Clock
from bot.services.proposing import Proposing
from bot.telegram.reply import Replies
from bot.views import proposing
from bot.views.office_buttons import ProposeChange
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.guards import ensure_private


@dataclass(frozen=True, slots=True)
class ProposingHandlers:
    asking: Asking
    replies: Replies
    service: Proposing
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("cancel", self.on_cancel, joined=True),
            Typed("postpone", self.on_postpone, joined=True),
            Pressed(ProposeChange, self.on_button),
        ]

    async def on_cancel(self, update: Update, _context: AnyContext) -> None:
        await self._typed(update, Purpose.CANCEL)

    async def on_postpone(self, update: Update, _context: AnyContext) -> None:
        await self._typed(update, Purpose.POSTPONE)

    async def on_button(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_private(asked)
        button = ProposeChange.parse(data_of(update))
        if button.purpose not in {Purpose.CANCEL, Purpose.POSTPONE}:
            raise StaleButton
        await self._propose(asked, button.code, Purpose(button.purpose), button.revision)

    async def _typed(self, update: Update, purpose: Purpose) -> None:
        asked = await self.asking.of(update)
        ensure_private(asked)
        code, _, said = asked.text.partition(" ")
        if said and is_yes(said):
            await self._propose(asked, code, purpose, None)
            return
        found = await self.service.prepare(asked.chat_id, code, purpose)
        view = proposing.prepared(
            asked.words, found.announcement, found.before, found.after, self.clock.now()
        )
        await self.replies.send(asked.to, view)

    async def _propose(self, asked: Asked, code: str, purpose: Purpose, revision: int | None) -> None:
        done = await self.service.propose(asked.chat_id, code, purpose, revision)
        await self.replies.send(asked.to, proposing.proposed(asked.words, done.announcement))
