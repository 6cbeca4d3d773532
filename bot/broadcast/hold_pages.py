"""Who hears of a hold: the operators at once, those behind it, and the author where its time passes."""

from collections.abc import Awaitable, Callable, Iterator
from datetime import datetime

from bot.domain.coordinator import Coordinator
from bot.domain.ids import BroadcastId, CoordinatorId
from bot.domain.limits import Held, Reason
from bot.services.holds import Holds, mark_of
from bot.views import holds as views
from bot.views.view import View
from bot.views.words import Words

Tell = Callable[[Coordinator, View], Awaitable[None]]
Told = tuple[BroadcastId, str, CoordinatorId]


class HoldPages:
    """What was told already is kept in memory: a restart tells once more of what is still held."""

    def __init__(self, holds: Holds) -> None:
        self._holds = holds
        self._told: set[Told] = set()

    async def round(self, tell: Tell, now: datetime) -> None:
        for held in await self._holds.end():
            if held.author is not None:
                await tell(held.author, views.expired(Words(held.author.language), held))
        told: set[Told] = set()
        for held in reversed(await self._holds.waiting()):
            for each, view in _pages(held, now):
                key = (held.hold.id, held.hold.reason, each.id)
                if key not in self._told | told:
                    await tell(each, view)
                told.add(key)
        # What was let go may be held again, and is told again; who operates since then is paged too.
        self._told = told


def _pages(held: Held, now: datetime) -> Iterator[tuple[Coordinator, View]]:
    if held.hold.reason == Reason.FLAGS:
        # Whoever acts for the place was paged with the third flag.
        return
    for operator in held.releasers:
        yield operator, views.page(Words(operator.language), held, mark_of(held.hold), now)
    releasing = {operator.id for operator in held.releasers}
    for each in held.behind:
        if each.id not in releasing:
            yield each, views.told(Words(each.language), held, now)
