"""/halt and /resume; /audit and /status. In private chats only."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.halt import Turned
from bot.services.audit import Audit
from bot.services.halting import Halting
from bot.services.ports.places import PlaceFinder
from bot.services.status import OperatorsStatus
from bot.telegram.reply import Replies
from bot.views import auditing, halting, status
from bot.views.office_buttons import ResumeSending
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.guards import ensure_in_person
from handlers.limits import HoldHandlers
from handlers.telling import Telling


@dataclass(frozen=True, slots=True)
class HaltHandlers:
    asking: Asking
    replies: Replies
    service: Halting
    telling: Telling
    holds: HoldHandlers

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("halt", self.on_halt),
            Typed("resume", self.on_resume),
            Pressed(ResumeSending, self.on_resume_button),
            *self.holds.handlers,
        ]

    async def on_halt(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        turned = await self.service.halt(asked.chat_id, asked.text)
        await self.replies.send(asked.to, halting.halted(asked.words, turned))
        await self.telling.tell(turned.others, lambda words: halting.was_halted(words, turned))

    async def on_resume(self, update: Update, _context: AnyContext) -> None:
        """The code of something held comes before a place of that name."""
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        if not await self.holds.typed(asked):
            await self._resumed(asked, await self.service.resume(asked.chat_id, asked.text))

    async def on_resume_button(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        button = ResumeSending.parse(data_of(update))
        turned = await self.service.resume_shown(asked.chat_id, button.place_key, button.second)
        await self._resumed(asked, turned)

    async def _resumed(self, asked: Asked, turned: Turned) -> None:
        await self.replies.send(asked.to, halting.resumed(asked.words, turned))
        await self.telling.tell(turned.others, lambda words: halting.resumed(words, turned))


@dataclass(frozen=True, slots=True)
class OversightHandlers:
    asking: Asking
    replies: Replies
    audit: Audit
    status: OperatorsStatus
    finder: PlaceFinder

    @property
    def handlers(self) -> list[AnyHandler]:
        return [Typed("audit", self.on_audit), Typed("status", self.on_status)]

    async def on_audit(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        await self.replies.send(
            asked.to, auditing.last_acts(asked.words, await self.audit.last(asked.chat_id))
        )

    async def on_status(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        report = await self.status.read(asked.chat_id)
        halted = tuple((halt, self.finder.place(halt.place_key)) for halt in report.halts)
        await self.replies.send(asked.to, status.status(asked.words, report, halted))
