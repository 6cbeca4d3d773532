"""Telling exactly those concerned: who was told of an entry, and whose places hold it now."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from bot.domain.broadcast import SHORTEST_LIFE, Alert, Content, Item
from bot.domain.calendar import Entry
from bot.domain.changing import Burst, alert_of, burst, notice_at, notice_key, told_off
from bot.domain.ids import EntryId
from bot.domain.places import CityPlace, Place
from bot.domain.planning import KEEP_AFTER_END, Candidate, Moment, stands
from bot.domain.reach import Reach
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
        return await self._publish(tx, (after,), await burst_of(tx, before, after, self.clock.now()))

    async def publish_end(self, tx: WriteTx, dates: Sequence[Entry]) -> int:
        """Put the next revisions of several dates of a series, none of which stands; told as one.

        A date of which some have not heard yet that it was changed is called off by itself, as it was told.
        """
        known = await tx.calendar.by_ids([date.id for date in dates])
        news = [date for date in dates if date.revision > known[date.id].revision]
        apart = [date for date in news if await self._is_told_otherwise(tx, known[date.id], date)]
        planned = sum([await self.publish(tx, date) for date in apart])
        together = [date for date in news if date not in apart]
        if together:
            planned += await self._publish(
                tx, together, await _burst_of_end(tx, known, together, self.clock.now())
            )
        return planned

    async def _is_told_otherwise(self, tx: WriteTx, before: Entry, after: Entry) -> bool:
        told = await burst_of(tx, before, after, self.clock.now())
        return alert_of(after) is Alert.CANCELLATION and told.known != before.version

    async def _publish(self, tx: WriteTx, news: Sequence[Entry], told: Burst) -> int:
        now, key, alert = self.clock.now(), notice_key(news[0]), alert_of(news[0])
        await tx.calendar.put_all(news)
        for after in news:
            await tx.notices.withdraw(after.id, now)
        await tx.cards.drop_untold()
        planned = 0
        if told.changed_back:
            await tx.notices.revive(news[0].id, told.since, now)
        else:
            planned = await self._freeze(tx, news, told)
        # Last, for it parts what is on the wire from the entry it may still tell of.
        for after in news:
            await tx.notices.reword(after.id, key, leave_out=alert is Alert.RETRACTION, on=stands(after))
        return planned

    async def _freeze(self, tx: WriteTx, news: Sequence[Entry], told: Burst) -> int:
        """The notice's broadcast, with the edits of the cards it makes untrue; how many it goes to."""
        languages = await tx.notices.gather(await self._concerned(tx, news, told))
        if not languages:
            return 0
        now, key, content = self.clock.now(), notice_key(news[0]), content_of(news, told)
        keep_until = told.over_at + KEEP_AFTER_END
        editions = [
            NewEdition(language, EVERYBODY, (EVERYBODY,), content, told.over_at, keep_until)
            for language in languages
        ]
        broadcast = NewBroadcast(key, content.alert, told.due_at, told.over_at)
        planned = await tx.planning.freeze(broadcast, editions, now)
        for after in news:
            await tx.notices.settle(key, after.id, now + SETTLES_IN * self.clock.speed)
            await tx.cards.ask(key, after.id)
        return planned

    async def count_end(self, tx: WriteTx, dates: Sequence[Entry]) -> int:
        """How many would hear of the end of these dates now."""
        known = await tx.calendar.by_ids([date.id for date in dates])
        told = await _burst_of_end(tx, known, dates, self.clock.now())
        await tx.notices.gather(await self._concerned(tx, dates, told))
        return await tx.notices.gathered()

    async def count(self, tx: WriteTx, after: Entry) -> int:
        """How many would hear of this revision now."""
        return (await self.foreseen(tx, after))[1]

    async def foreseen(self, tx: WriteTx, after: Entry) -> tuple[Burst, int]:
        """What would be told of this revision, were it confirmed now, and to how many."""
        before = (await tx.calendar.by_ids([after.id]))[after.id]
        told = await burst_of(tx, before, after, self.clock.now())
        if told.changed_back:
            return told, 0
        await tx.notices.gather(await self._concerned(tx, (after,), told))
        return told, await tx.notices.gathered()

    async def _concerned(self, tx: WriteTx, news: Sequence[Entry], told: Burst) -> Concerned:
        """Who holds the place of one date of a series holds that of the others, or was told of them."""
        after, shortest = news[0], SHORTEST_LIFE * self.clock.speed
        instants = [
            (profile, notice_at(profile, alert_of(after), told.starts_at, told.due_at))
            for profile in await tx.planning.profiles()
        ]
        waits = [Wait(profile, at, at + shortest) for profile, at in instants]
        holding = self._holding(after, await tx.planning.followed())
        return Concerned(tuple(each.id for each in news), after.kind, holding, waits)

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


def content_of(news: Sequence[Entry], told: Burst) -> Content:
    """What a notice says of an entry, or as one of several dates of a series."""
    items, alert, zone = tuple(Item(after.id) for after in news), alert_of(news[0]), news[0].zone
    return Content(alert, told.due_at, zone, (), items, told.known, told.since, series=len(news) > 1)


async def burst_of(tx: WriteTx, before: Entry, after: Entry, now: datetime) -> Burst:
    """What a notice of this revision tells, joined with what has reached nobody yet."""
    waiting = await tx.notices.waiting(after.id)
    first = min((each.since for each in waiting), default=now)
    heard = bool(waiting) and await tx.notices.heard_since(after.id, first)
    last = told_off(before, await tx.notices.about(notice_key(before)))
    return burst(before, after, waiting, heard=heard, now=now, last=last)


async def _burst_of_end(
    tx: WriteTx, known: Mapping[EntryId, Entry], dates: Sequence[Entry], now: datetime
) -> Burst:
    """The first of them decides when people are told, the last how long; something is told in any case."""
    told = [await burst_of(tx, known[date.id], date, now) for date in dates]
    return replace(told[0], over_at=max(each.over_at for each in told), changed_back=False)
