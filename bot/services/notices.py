"""Telling exactly those concerned: who was told of an entry, and whose places hold it now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import reduce

from bot.domain.broadcast import SHORTEST_LIFE, Alert, Content, Item
from bot.domain.calendar import Entry, Version
from bot.domain.changing import alert_of, not_told_yet, notice_at, notice_expires_at, notice_key
from bot.domain.ids import EntryId
from bot.domain.places import CityPlace, Place
from bot.domain.planning import KEEP_AFTER_END, Candidate, Moment, stands
from bot.domain.reach import Reach
from bot.domain.subscriber import Language
from bot.services.ports import Clock, WriteTx
from bot.services.ports.notices import EVERYBODY, Concerned
from bot.services.ports.planning import Followed, NewBroadcast, NewEdition, Wait

SETTLES_IN = timedelta(seconds=15)
"""Real time after which a message that nobody knows the end of is taken to have come, or never to come."""


@dataclass(frozen=True, slots=True)
class Notices:
    """`place_of` tells a place by its key, or None if the gazetteer does not know it any more."""

    place_of: Callable[[str], Place | None]
    clock: Clock

    async def publish(self, tx: WriteTx, after: Entry) -> int:
        """Put the next revision of an entry and tell of it; how many will hear.

        For the caller's own write transaction: what is decided, what it overtakes and whom it goes to are
        one commit. `domain.changing.revised` makes a revision; one that is known already, or that changes
        nothing, reaches nobody.
        """
        before = (await tx.calendar.by_ids([after.id])).get(after.id)
        if before is None or after.revision <= before.revision or after.version == before.version:
            return 0
        now, key, alert = self.clock.now(), notice_key(after), alert_of(after)
        await tx.calendar.put_all([after])
        overtaken = await tx.notices.withdraw(after.id, now)
        await tx.notices.reword(after.id, key, leave_out=alert is Alert.RETRACTION, on=stands(after))
        languages = await tx.notices.gather(await self._concerned(tx, before, after, now))
        if not languages:
            return 0
        told = reduce(
            lambda later, earlier: not_told_yet(after.version, earlier, later),
            overtaken[::-1],
            before.version,
        )
        ends = notice_expires_at(before, after)
        editions = [self._edition(language, alert, after, told, now, ends) for language in languages]
        planned = await tx.planning.freeze(NewBroadcast(key, alert, now, ends), editions, now)
        await tx.notices.settle(key, after.id, now + SETTLES_IN * self.clock.speed)
        return planned

    async def publish_end(self, tx: WriteTx, dates: Sequence[Entry]) -> int:
        """Put the next revisions of several dates of a series, none of which stands; told as one."""
        known = await tx.calendar.by_ids([date.id for date in dates])
        news = [date for date in dates if date.revision > known[date.id].revision]
        if not news:
            return 0
        now, key, ends = self.clock.now(), notice_key(news[0]), max(date.over_at for date in news)
        alert = alert_of(news[0])
        await tx.calendar.put_all(news)
        for date in news:
            await tx.notices.withdraw(date.id, now)
            await tx.notices.reword(date.id, key, leave_out=alert is Alert.RETRACTION, on=False)
        languages = await tx.notices.gather(await self._concerned_by_end(tx, known, news, now))
        if not languages:
            return 0
        items, before = tuple(Item(date.id) for date in news), known[news[0].id].version
        content = Content(alert, now, news[0].zone, (), items, before, series=True)
        editions = [
            NewEdition(language, EVERYBODY, (EVERYBODY,), content, ends, ends + KEEP_AFTER_END)
            for language in languages
        ]
        planned = await tx.planning.freeze(NewBroadcast(key, alert, now, ends), editions, now)
        for date in news:
            await tx.notices.settle(key, date.id, now + SETTLES_IN * self.clock.speed)
        return planned

    async def count_end(self, tx: WriteTx, dates: Sequence[Entry]) -> int:
        """How many would hear of the end of these dates now."""
        known = await tx.calendar.by_ids([date.id for date in dates])
        await tx.notices.gather(await self._concerned_by_end(tx, known, dates, self.clock.now()))
        return await tx.notices.gathered()

    async def _concerned_by_end(
        self, tx: WriteTx, known: Mapping[EntryId, Entry], dates: Sequence[Entry], now: datetime
    ) -> Concerned:
        """The first of them decides when people are told."""
        first = await self._concerned(tx, known[dates[0].id], dates[0], now)
        return replace(first, also=tuple(date.id for date in dates[1:]))

    async def count(self, tx: WriteTx, after: Entry) -> int:
        """How many would hear of this revision now."""
        before = (await tx.calendar.by_ids([after.id]))[after.id]
        await tx.notices.gather(await self._concerned(tx, before, after, self.clock.now()))
        return await tx.notices.gathered()

    async def _concerned(self, tx: WriteTx, before: Entry, after: Entry, now: datetime) -> Concerned:
        shortest = SHORTEST_LIFE * self.clock.speed
        instants = [
            (profile, notice_at(profile, alert_of(after), before, after, now))
            for profile in await tx.planning.profiles()
        ]
        waits = [Wait(profile, at, at + shortest) for profile, at in instants]
        return Concerned(after.id, after.kind, self._holding(after, await tx.planning.followed()), waits)

    def _holding(self, entry: Entry, all_followed: tuple[Followed, ...]) -> Iterator[Followed]:
        """The followed places that hold the entry, days of action included."""
        moment = Moment("", alert_of(entry), entry.begins_at, entry.over_at, (), (Candidate(entry),))
        reach = Reach(moment)
        for followed in all_followed:
            place = self.place_of(followed.place_key)
            if isinstance(place, CityPlace):
                place = replace(place, radius=followed.radius)
            if place is not None and any(reach.of(place)):
                yield followed

    @staticmethod
    def _edition(
        language: Language, alert: Alert, entry: Entry, before: Version, now: datetime, ends: datetime
    ) -> NewEdition:
        content = Content(alert, now, entry.zone, (), (Item(entry.id),), before)
        return NewEdition(language, EVERYBODY, (EVERYBODY,), content, ends, ends + KEEP_AFTER_END)
