"""Who hears of a hold: the operators at once, those behind it, and the author where its time passes."""

from collections.abc import Awaitable, Callable
from datetime import datetime

from bot.domain.coordinator import Coordinator
from bot.domain.ids import BroadcastId
from bot.domain.limits import Held, Reason
from bot.services.holds import Holds, mark_of
from bot.views import holds as views
from bot.views.view import View
from bot.views.words import Words

Tell = Callable[[Coordinator, View], Awaitable[None]]


class HoldPages:
    """What was told already is kept in memory: a restart tells once more of what is still held."""

    def __init__(self, holds: Holds) -> None:
        self._holds = holds
        self._told: set[tuple[BroadcastId, str]] = set()

    async def round(self, tell: Tell, now: datetime) -> None:
        for held in await self._holds.end():
            if held.author is not None:
                await tell(held.author, views.expired(Words(held.author.language), held))
        waiting = {(held.hold.id, held.hold.reason): held for held in await self._holds.waiting()}
        new = [waiting[key] for key in waiting.keys() - self._told]
        # What was let go may be held again, and is told again.
        self._told = set(waiting)
        for held in sorted(new, key=lambda held: held.hold.id):
            # Readers' flags page everybody of the place themselves.
            if held.hold.reason != Reason.FLAGS:
                await self._page(held, tell, now)

    async def _page(self, held: Held, tell: Tell, now: datetime) -> None:
        for operator in held.releasers:
            await tell(operator, views.page(Words(operator.language), held, mark_of(held.hold), now))
        releasing = {operator.id for operator in held.releasers}
        for each in {each.id: each for each in held.behind if each.id not in releasing}.values():
            await tell(each, views.told(Words(each.language), held, now))
