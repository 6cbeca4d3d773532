"""/cancel CODE rest, and its buttons."""

import re
from dataclasses import dataclass

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.typed import fold, is_yes
from bot.services.ports import Clock
from bot.services.proposing_end import ProposingEnd
from bot.telegram.reply import Replies
from bot.views import ending_series, proposing
from bot.views.series_buttons import PrepareEnd, ProposeEnd
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate, Pressed, Typed, data_of
from handlers.guards import ensure_in_person

_REST = re.compile(
    r"(?P<code>\S+)\s+"
    r"(?P<rest>(?:the )?rest|all|(?:all )?later|series|(?:el )?resto|todo|todas|(?:la )?serie)"
    r"(?:\s+(?P<yes>.+))?"
)


class TypedRest(BaseHandler[Update, AnyContext, None]):
    """`/cancel CODE rest`, typed or joined; any other /cancel is not for this."""

    __slots__ = ("cancel",)

    def __init__(self, callback: OnUpdate) -> None:
        super().__init__(callback)
        self.cancel = Typed("cancel", callback, joined=True)

    def check_update(self, update: object) -> bool:
        if not isinstance(update, Update) or update.message is None or not self.cancel.check_update(update):
            return False
        return _said(update.message.text or "") is not None


@dataclass(frozen=True, slots=True)
class EndingHandlers:
    """Registered before the handler of /cancel."""

    asking: Asking
    replies: Replies
    service: ProposingEnd
    clock: Clock

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            TypedRest(self.on_typed),
            Pressed(PrepareEnd, self.on_prepare),
            Pressed(ProposeEnd, self.on_propose),
        ]

    async def on_typed(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        said = _REST.fullmatch(fold(asked.text))
        assert said is not None
        code = asked.text.split()[0]
        if said["yes"] and is_yes(said["yes"]):
            await self._propose(asked, code, None)
        else:
            await self._prepare(asked, code)

    async def on_prepare(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        await self._prepare(asked, PrepareEnd.parse(data_of(update)).code)

    async def on_propose(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = ProposeEnd.parse(data_of(update))
        await self._propose(asked, button.code, button.revision)

    async def _asked(self, update: Update) -> Asked:
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        return asked

    async def _prepare(self, asked: Asked, code: str) -> None:
        found = await self.service.prepare(asked.chat_id, code)
        view = ending_series.prepared(
            asked.words, found.announcement, found.before[0], found.after, self.clock.now()
        )
        await self.replies.send(asked.to, view)

    async def _propose(self, asked: Asked, code: str, revision: int | None) -> None:
        done = await self.service.propose(asked.chat_id, code, revision)
        await self.replies.send(asked.to, proposing.proposed(asked.words, done.announcement))


def _said(text: str) -> re.Match[str] | None:
    """What follows the command; `/cancel_A7F3 rest` has the code in it."""
    command, _, said = text.partition(" ")
    code = command.partition("_")[2]
    return _REST.fullmatch(fold(f"{code} {said}" if code else said))
