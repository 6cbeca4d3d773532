"""Telling exactly those concerned: who was told of an entry, and whose places hold it now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.broadcast import SHORTEST_LIFE, Alert, Content, Item
from bot.domain.calendar import Entry
from bot.domain.changing import Burst, alert_of, burst, notice_at, notice_key
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
        """Put the next revision of an entry, tell of it, and have the cards already sent edited; how many
        will hear.

        For the caller's own write transaction: what is decided, what it overtakes and whom it goes to are
        one commit. `domain.changing.revised` makes a revision; one that is known already, or that changes
        nothing, reaches nobody. A change may be held for those that follow it; the calendar tells it at once.
        """
        before = (await tx.calendar.by_ids([after.id])).get(after.id)
        if before is None or after.revision <= before.revision or after.version == before.version:
            return 0
        now, key, alert = self.clock.now(), notice_key(after), alert_of(after)
        told = await burst_of(tx, before, after, now)
        await tx.calendar.put_all([after])
        await tx.notices.withdraw(after.id, now)
        await tx.cards.drop_untold()
        planned = 0
        if told.changed_back:
            await tx.notices.revive(after.id, told.since, now)
        else:
            planned = await self._freeze(tx, after, told)
        # Last, for it parts what is on the wire from the entry it may still tell of.
        await tx.notices.reword(after.id, key, leave_out=alert is Alert.RETRACTION, on=stands(after))
        return planned

    async def _freeze(self, tx: WriteTx, after: Entry, told: Burst) -> int:
        """The notice's broadcast, with the edits of the cards it makes untrue; how many it goes to."""
        languages = await tx.notices.gather(await self._concerned(tx, after, told))
        if not languages:
            return 0
        now, key, alert = self.clock.now(), notice_key(after), alert_of(after)
        editions = [self._edition(language, after, told) for language in languages]
        broadcast = NewBroadcast(key, alert, told.due_at, told.over_at)
        planned = await tx.planning.freeze(broadcast, editions, now)
        await tx.notices.settle(key, after.id, now + SETTLES_IN * self.clock.speed)
        await tx.cards.ask(key, after.id)
        return planned

    async def publish_end(self, tx: WriteTx, dates: Sequence[Entry]) -> int:
        """Put the next revisions of several dates of a series, none of which stands; told as one.

        A date of which some have not heard yet that it was changed is called off by itself, as it was told.
        """
        known = await tx.calendar.by_ids([date.id for date in dates])
        news = [date for date in dates if date.revision > known[date.id].revision]
        apart = [date for date in news if await self._is_told_otherwise(tx, known[date.id], date)]
        planned = sum([await self.publish(tx, date) for date in apart])
        together = [date for date in news if date not in apart]
        return planned + (await self._publish_together(tx, known, together) if together else 0)

    async def _is_told_otherwise(self, tx: WriteTx, before: Entry, after: Entry) -> bool:
        told = await burst_of(tx, before, after, self.clock.now())
        return alert_of(after) is Alert.CANCELLATION and told.known != before.version

    async def _publish_together(
        self, tx: WriteTx, known: Mapping[EntryId, Entry], news: Sequence[Entry]
    ) -> int:
        now, key, alert = self.clock.now(), notice_key(news[0]), alert_of(news[0])
        told = await _burst_of_end(tx, known, news, now)
        await tx.calendar.put_all(news)
        for date in news:
            await tx.notices.withdraw(date.id, now)
        await tx.cards.drop_untold()
        planned = await self._freeze_together(tx, news, told)
        for date in news:
            await tx.notices.reword(date.id, key, leave_out=alert is Alert.RETRACTION, on=False)
        return planned

    async def _freeze_together(self, tx: WriteTx, news: Sequence[Entry], told: Burst) -> int:
        languages = await tx.notices.gather(await self._concerned_by_end(tx, news, told))
        if not languages:
            return 0
        now, key, alert = self.clock.now(), notice_key(news[0]), alert_of(news[0])
        items, ends = tuple(Item(date.id) for date in news), told.over_at
        content = Content(alert, now, news[0].zone, (), items, told.known, told.since, series=True)
        editions = [
            NewEdition(language, EVERYBODY, (EVERYBODY,), content, ends, ends + KEEP_AFTER_END)
            for language in languages
        ]
        planned = await tx.planning.freeze(NewBroadcast(key, alert, now, ends), editions, now)
        for date in news:
            await tx.notices.settle(key, date.id, now + SETTLES_IN * self.clock.speed)
            await tx.cards.ask(key, date.id)
        return planned

    async def count_end(self, tx: WriteTx, dates: Sequence[Entry]) -> int:
        """How many would hear of the end of these dates now."""
        known = await tx.calendar.by_ids([date.id for date in dates])
        told = await _burst_of_end(tx, known, dates, self.clock.now())
        await tx.notices.gather(await self._concerned_by_end(tx, dates, told))
        return await tx.notices.gathered()

    async def _concerned_by_end(self, tx: WriteTx, dates: Sequence[Entry], told: Burst) -> Concerned:
        first = await self._concerned(tx, dates[0], told)
        return replace(first, also=tuple(date.id for date in dates[1:]))

    async def count(self, tx: WriteTx, after: Entry) -> int:
        """How many would hear of this revision now."""
        return (await self.foreseen(tx, after))[1]

    async def foreseen(self, tx: WriteTx, after: Entry) -> tuple[Burst, int]:
        """What would be told of this revision, were it confirmed now, and to how many."""
        before = (await tx.calendar.by_ids([after.id]))[after.id]
        told = await burst_of(tx, before, after, self.clock.now())
        if told.changed_back:
            return told, 0
        await tx.notices.gather(await self._concerned(tx, after, told))
        return told, await tx.notices.gathered()

    async def _concerned(self, tx: WriteTx, after: Entry, told: Burst) -> Concerned:
        shortest = SHORTEST_LIFE * self.clock.speed
        instants = [
            (profile, notice_at(profile, alert_of(after), told.starts_at, told.due_at))
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
    def _edition(language: Language, entry: Entry, told: Burst) -> NewEdition:
        alert, ends = alert_of(entry), told.over_at
        content = Content(alert, told.due_at, entry.zone, (), (Item(entry.id),), told.known, told.since)
        return NewEdition(language, EVERYBODY, (EVERYBODY,), content, ends, ends + KEEP_AFTER_END)


async def burst_of(tx: WriteTx, before: Entry, after: Entry, now: datetime) -> Burst:
    """What a notice of this revision tells, joined with what has reached nobody yet."""
    waiting = await tx.notices.waiting(after.id)
    first = min((each.since for each in waiting), default=now)
    heard = bool(waiting) and await tx.notices.heard_since(after.id, first)
    return burst(before, after, waiting, heard=heard, now=now)


async def _burst_of_end(
    tx: WriteTx, known: Mapping[EntryId, Entry], dates: Sequence[Entry], now: datetime
) -> Burst:
    """The first of them decides when people are told, the last how long."""
    told = [await burst_of(tx, known[date.id], date, now) for date in dates]
    return replace(told[0], over_at=max(each.over_at for each in told))
