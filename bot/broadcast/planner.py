"""Decides what is due and freezes it: each broadcast once, its audience as rows, before anything is sent."""

import secrets
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from bot.broadcast.agenda import brief_moment, moments, next_moment
from bot.domain.broadcast import LATE_AFTER, SHORTEST_LIFE, Alert, Section
from bot.domain.calendar import Scope
from bot.domain.editions import Compositor
from bot.domain.moments import overtaken_brief
from bot.domain.places import CityPlace, Place
from bot.domain.planning import LOOK_BACK, Candidate, Moment, Profile
from bot.domain.quiet import after_silence
from bot.domain.reach import Fact, Reach
from bot.domain.subscriber import Subscriber
from bot.services.ports import Clock, MetaReader, PlanningWriter, Transactions, WriteTx
from bot.services.ports.planning import (
    PLANNED_UNTIL,
    Audience,
    Followed,
    Group,
    NewBroadcast,
    NewEdition,
    Reached,
    Wait,
)

BY_CITY_ONLY = (Alert.NEW, Alert.REMINDER)
"""Alerts that following a state or the country does not bring."""


class Planner:
    """`place_of` tells a place by its key, or None if the gazetteer does not know it any more."""

    def __init__(
        self, transactions: Transactions, place_of: Callable[[str], Place | None], clock: Clock
    ) -> None:
        self._transactions = transactions
        self._place_of = place_of
        self._clock = clock

    async def plan(self) -> int:
        """Freeze whatever became due since the last call; how many deliveries.

        The first call on a new database only marks where planning begins. After the clock went back,
        nothing is planned until it has passed the mark again.
        """
        now = self._clock.now()
        async with self._transactions.read() as tx:
            planned_until = await _planned_until(tx.meta)
        # Every moment lies on a whole minute.
        if planned_until is not None and now.replace(second=0, microsecond=0) <= planned_until:
            return 0
        async with self._transactions.write() as tx:
            planned = await self._plan(tx, now)
            await tx.meta.put(PLANNED_UNTIL, now.isoformat())
        return planned

    async def next_due(self) -> datetime | None:
        """The first instant from now on at which anything is to be planned, sent or expired."""
        now = self._clock.now()
        async with self._transactions.read() as tx:
            profiles = await tx.planning.profiles()
            instants = (await next_moment(tx, profiles, now), await tx.planning.next_of_outbox(now))
        return min((instant for instant in instants if instant is not None), default=None)

    async def freeze(self, planning: PlanningWriter, moment: Moment, now: datetime) -> int:
        """Write a moment's broadcast with all its deliveries, unless its key is known; how many.

        For the caller's own write transaction: what is decided and whom it goes to are one commit.
        """
        if not moment.candidates or await planning.is_planned(moment.key):
            return 0
        facts, groups = await self._gather(planning, moment, now)
        editions = list(_editions(Compositor(moment, facts), groups))
        if not editions:
            return 0
        broadcast = NewBroadcast(moment.key, moment.alert, moment.due_at, moment.expires_at)
        return await planning.freeze(broadcast, editions, now)

    async def brief_now(self, tx: WriteTx, before: Profile, changed: Subscriber) -> int:
        """The brief of this evening at once, where the change of hours would have dropped it; 1 or 0.

        For the transaction that saves the change. Whoever has this evening's brief gets no other.
        """
        now, planned_until = self._clock.now(), await _planned_until(tx.meta)
        after = Profile.of(changed)
        brief = overtaken_brief(before, after, planned_until, now) if planned_until else None
        if brief is None:
            return 0
        moment = await brief_moment(tx, brief, (after,))
        # Of its own: the broadcast of that minute may be one for others already.
        key = f"{moment.key}:{secrets.token_hex(4)}"
        return await self.freeze(tx.planning, replace(moment, key=key, only=changed.id), now)

    async def count(self, planning: PlanningWriter, moment: Moment, now: datetime) -> int:
        """How many subscribers the moment concerns, were it frozen now."""
        await self._gather(planning, moment, now)
        return await planning.gathered()

    async def _gather(
        self, planning: PlanningWriter, moment: Moment, now: datetime
    ) -> tuple[list[Fact], Sequence[Group]]:
        facts, reached = self._reach(moment, await planning.followed(moment.only))
        waits = [self._wait(moment, profile, now) for profile in moment.profiles]
        groups = await planning.gather(
            Audience(moment.alert, waits, reached, moment.told_by, moment.instead_of, moment.only)
        )
        return facts, groups

    async def _plan(self, tx: WriteTx, now: datetime) -> int:
        planned_until = await _planned_until(tx.meta)
        if planned_until is None:
            return 0
        profiles = await tx.planning.profiles()
        planned = 0
        async for moment in moments(tx, profiles, max(planned_until, now - LOOK_BACK), now):
            planned += await self.freeze(tx.planning, moment, now)
        return planned

    def _reach(self, moment: Moment, all_followed: Sequence[Followed]) -> tuple[list[Fact], list[Reached]]:
        """The distinct facts, and which followed place holds which of them, by number."""
        reach = Reach(moment)
        held: list[tuple[Followed, Fact]] = []
        for followed in all_followed:
            place = self._place_of(followed.place_key)
            if place is None or (moment.alert in BY_CITY_ONLY and not isinstance(place, CityPlace)):
                continue
            if isinstance(place, CityPlace):
                place = replace(place, radius=followed.radius)
            held += ((followed, fact) for fact in reach.of(place))
        facts = sorted({fact for _, fact in held}, key=lambda fact: (fact.miles or 0.0, fact.entry_id))
        numbers = {fact: number for number, fact in enumerate(facts)}
        candidates = {candidate.entry.id: candidate for candidate in moment.candidates}
        reached = [_reached(place, fact, numbers[fact], candidates[fact.entry_id]) for place, fact in held]
        return facts, reached

    def _wait(self, moment: Moment, profile: Profile, now: datetime) -> Wait:
        """What was missed for long waits for the end of the quiet hours of now, not of then."""
        late = now - moment.due_at > LATE_AFTER * self._clock.speed
        due_at = now if late else moment.due_at
        silent_until = after_silence(due_at, profile.quiet, profile.zone)
        not_before = silent_until if silent_until > due_at else moment.due_at
        return Wait(profile, not_before, not_before + SHORTEST_LIFE * self._clock.speed)


def _reached(followed: Followed, fact: Fact, number: int, candidate: Candidate) -> Reached:
    entry = candidate.entry
    return Reached(
        followed,
        number,
        entry.id,
        entry.kind,
        fact.section,
        once=candidate.once,
        triggers=candidate.triggers and fact.section is not Section.NEAREST,
        near=fact.section is Section.MAIN and entry.scope is Scope.CITY,
    )


def _editions(compositor: Compositor, groups: Sequence[Group]) -> Iterator[NewEdition]:
    """One for each language and set of facts that is told, however many groups that serves."""
    served: dict[tuple[str, tuple[int, ...]], list[Group]] = {}
    for group in groups:
        if chosen := compositor.choose(group.facts):
            served.setdefault((group.language, chosen), []).append(group)
    for (_, chosen), together in served.items():
        content = compositor.content(chosen)
        yield NewEdition(
            together[0].language,
            ",".join(map(str, chosen)),
            tuple(group.signature for group in together),
            content,
            compositor.expires_at(content),
            compositor.keep_until(content),
        )


async def _planned_until(meta: MetaReader) -> datetime | None:
    stored = await meta.get(PLANNED_UNTIL)
    return datetime.fromisoformat(stored) if stored is not None else None
