"""/report and its buttons; an operator's word on what is held, typed behind /resume or by button."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.ids import BroadcastId
from bot.domain.limits import Flagged
from bot.services.flagging import Flagging
from bot.services.holds import Holds
from bot.services.ports import Clock
from bot.telegram.reply import Replies
from bot.views import flags, holds
from bot.views.flag_buttons import ReportAlert, ResumeHeld, TakeBackReport
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.guards import ensure_in_person, ensure_private
from handlers.telling import Telling


@dataclass(frozen=True, slots=True)
class FlagHandlers:
    """In private chats: what a group's members say would be one chat's word, and nobody's."""

    asking: Asking
    replies: Replies
    service: Flagging
    telling: Telling
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("report", self.on_report, joined=True),
            Pressed(ReportAlert, self.on_button),
            Pressed(TakeBackReport, self.on_take_back),
        ]

    async def on_report(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_private(asked)
        done = await self.service.typed(asked.chat_id, asked.text)
        if isinstance(done, Flagged):
            await self._reported(asked, done)
        else:
            await self.replies.send(asked.to, flags.taken_back(asked.words, done))

    async def on_button(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_private(asked)
        code = ReportAlert.parse(data_of(update)).code
        await self._reported(asked, await self.service.report(asked.chat_id, code))

    async def on_take_back(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_private(asked)
        entry = await self.service.take_back(asked.chat_id, TakeBackReport.parse(data_of(update)).code)
        await self.replies.send(asked.to, flags.taken_back(asked.words, entry))

    async def _reported(self, asked: Asked, flagged: Flagged) -> None:
        now = self.clock.now()
        await self.replies.send(asked.to, flags.done(asked.words, flagged.entry))
        await self.telling.tell(flagged.page, lambda words: flags.page(words, flagged, now))


@dataclass(frozen=True, slots=True)
class HoldHandlers:
    asking: Asking
    replies: Replies
    service: Holds
    telling: Telling

    @property
    def handlers(self) -> list[AnyHandler]:
        return [Pressed(ResumeHeld, self.on_button)]

    async def on_button(self, update: Update, _context: AnyContext) -> None:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        button = ResumeHeld.parse(data_of(update))
        await self._release(asked, BroadcastId(button.broadcast), button.mark)

    async def typed(self, asked: Asked) -> bool:
        """What stands behind /resume: False where it names nothing held, and may be a place."""
        named = await self.service.named(asked.chat_id, asked.text) if asked.text else None
        if named is None:
            return False
        await self._release(asked, named, None)
        return True

    async def _release(self, asked: Asked, broadcast_id: BroadcastId, mark: str | None) -> None:
        released = await self.service.release(asked.chat_id, broadcast_id, mark)
        await self.replies.send(asked.to, holds.released(asked.words, released))
        await self.telling.tell(released.others, lambda words: holds.released(words, released))
