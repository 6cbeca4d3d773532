"""/change, /cancel and /postpone: a draft or a prepared text, and the tap that proposes it."""

from dataclasses import dataclass

from telegram import Update

from bot.domain.announcement import Purpose
from bot.domain.errors import StaleButton
from bot.domain.typed import fold, is_yes
from bot.services.changing import Changing
from bot.services.ports import Clock
from bot.services.proposing import Proposing
from bot.telegram.reply import Replies
from bot.views import change_drafts, proposing
from bot.views.office_buttons import ProposeChange
from handlers.announcing import AnnouncingHandlers, pasted
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, Pressed, Typed, data_of
from handlers.guards import ensure_in_person

_NO_DATE = frozenset(["no date", "without date", "none", "sin fecha", "ninguna"])


@dataclass(frozen=True, slots=True)
class ProposingHandlers:
    """What changes an entry fact by fact goes on as any draft does, with `announcing`."""

    asking: Asking
    replies: Replies
    service: Proposing
    changing: Changing
    announcing: AnnouncingHandlers
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("change", self.on_change, joined=True),
            Typed("cancel", self.on_cancel, joined=True),
            Typed("postpone", self.on_postpone, joined=True),
            Pressed(ProposeChange, self.on_button),
        ]

    async def on_change(self, update: Update, _context: AnyContext) -> None:
        """`/change CODE`, with what changes or with what to do."""
        asked = await self._asked(update)
        code, _, said = asked.text.partition(" ")
        if not code:
            await self._which(asked, "change")
        elif not await self.announcing.told(asked, code, said):
            whole = pasted(update)
            await self._change(asked, code, whole.removeprefix(code).strip() if "\n" in whole else said)

    async def on_cancel(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        code, _, said = asked.text.partition(" ")
        await self._prepared(asked, code, said, Purpose.CANCEL)

    async def on_postpone(self, update: Update, _context: AnyContext) -> None:
        """To a new time it is a change; without one the text is prepared."""
        asked = await self._asked(update)
        code, _, said = asked.text.partition(" ")
        if not code:
            await self._which(asked, "postpone")
        elif not said or is_yes(said) or fold(said) in _NO_DATE:
            await self._prepared(asked, code, said, Purpose.POSTPONE)
        else:
            await self._change(asked, code, f"when {said}")

    async def on_button(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = ProposeChange.parse(data_of(update))
        if button.purpose not in {Purpose.CANCEL, Purpose.POSTPONE}:
            raise StaleButton
        await self._propose(asked, button.code, Purpose(button.purpose), button.revision)

    async def _asked(self, update: Update) -> Asked:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        return asked

    async def _which(self, asked: Asked, command: str) -> None:
        found = await self.changing.choices(asked.chat_id)
        await self.replies.send(asked.to, change_drafts.which(asked.words, found, command))

    async def _change(self, asked: Asked, code: str, said: str) -> None:
        found = await self.changing.begin(asked.chat_id, code, said, asked.words.language)
        await self.announcing.show(asked, found)

    async def _prepared(self, asked: Asked, code: str, said: str, purpose: Purpose) -> None:
        if said and is_yes(said):
            await self._propose(asked, code, purpose, None)
            return
        found = await self.service.prepare(asked.chat_id, code, purpose)
        view = proposing.prepared(asked.words, found.announcement, found.known, found.after, self.clock.now())
        await self.replies.send(asked.to, view)

    async def _propose(self, asked: Asked, code: str, purpose: Purpose, revision: int | None) -> None:
        done = await self.service.propose(asked.chat_id, code, purpose, revision)
        await self.replies.send(asked.to, proposing.proposed(asked.words, done.announcement))
