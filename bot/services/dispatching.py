"""From an approval to deliveries, in the transaction that approves, and only as far as the rows allow it."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import repeat
from typing import Protocol

from bot.domain.announced import approved_entry
from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.announcing.becoming import dates_of
from bot.domain.audit import BOT, Act
from bot.domain.broadcast import Alert, BroadcastState
from bot.domain.calendar import Entry
from bot.domain.changing import notice_key
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.limits import DAY, over_limit
from bot.domain.places import Area, place_of_area
from bot.domain.planning import Candidate, Moment, Profile, latest_start
from bot.domain.reviewing import persons_needed
from bot.services.free_codes import free_codes
from bot.services.ports import PlanningWriter, ReadTx, WriteTx


class Freezing(Protocol):
    """The planner, as far as an approval needs it."""

    async def freeze(self, planning: PlanningWriter, moment: Moment, now: datetime) -> int:
        """Write the moment's broadcast with all its deliveries, once a key; how many."""
        ...

    async def count(self, planning: PlanningWriter, moment: Moment, now: datetime) -> int:
        """How many deliveries `freeze` would write."""
        ...


class Effect(Protocol):
    """What an approval does, by the announcement's purpose. Both in the caller's own transaction."""

    async def audience(
        self, tx: WriteTx, announcement: Announcement, area: Area, now: datetime
    ) -> tuple[Entry, int]:
        """The entry as the approval would leave it, and how many it would be told to."""
        ...

    async def apply(
        self, tx: WriteTx, announcement: Announcement, area: Area, confirmed_by: int, now: datetime
    ) -> Entry:
        """Put the entry into the calendar and freeze its broadcast, under `broadcast_key`."""
        ...


class NewEntry:
    """An entry nobody knew, told at once to everybody whose places hold it; a series is told once."""

    def __init__(self, freezing: Freezing) -> None:
        self._freezing = freezing

    async def audience(
        self, tx: WriteTx, announcement: Announcement, area: Area, now: datetime
    ) -> tuple[Entry, int]:
        entry = approved_entry(announcement, area, now, 2)
        moment = _news(announcement, (entry,), await tx.planning.profiles(), now)
        return entry, await self._freezing.count(tx.planning, moment, now)

    async def apply(
        self, tx: WriteTx, announcement: Announcement, area: Area, confirmed_by: int, now: datetime
    ) -> Entry:
        entry = approved_entry(announcement, area, now, confirmed_by)
        codes = await free_codes(tx, len(dates_of(entry, repeat(entry.code))) - 1)
        days = await tx.calendar.by_ids([entry.belongs_to] if entry.belongs_to else [])
        dates = dates_of(entry, iter(codes), next(iter(days.values()), None))
        await tx.calendar.put_all(dates)
        moment = _news(announcement, dates, await tx.planning.profiles(), now)
        await self._freezing.freeze(tx.planning, moment, now)
        return dates[0]


class Dispatch:
    """The last door. It counts for itself who stands behind an announcement, from the rows."""

    def __init__(self, effects: Mapping[Purpose, Effect], approvals: int) -> None:
        self._effects = effects
        self._approvals = approvals

    def effect(self, announcement: Announcement) -> Effect:
        return self._effects[announcement.purpose]

    async def needed(self, tx: ReadTx | WriteTx, announcement: Announcement, author: Coordinator) -> int:
        """How many persons it takes."""
        first_push = not await tx.announcements.has_pushed(author.id, announcement.id)
        return persons_needed(self._approvals, first_push=first_push, author=author)

    async def send(self, tx: WriteTx, announcement: Announcement, area: Area, now: datetime) -> Entry:
        """Refusal unless it is approved, and by enough who may still do so; else what came of it.

        What goes over a limit is frozen all the same, and held.
        """
        author = await author_of(tx, announcement, area)
        persons = 1 + len(await self._approvers(tx, announcement, area, now))
        if announcement.state is not AnnouncementState.APPROVED or persons < await self.needed(
            tx, announcement, author
        ):
            raise Refusal("review-not-approved", code=announcement.code)
        entry = await self.effect(announcement).apply(tx, announcement, area, persons, now)
        await limited(tx, announcement, entry, place_of_area(area).key, now)
        return entry

    async def _approvers(
        self, tx: WriteTx, announcement: Announcement, area: Area, now: datetime
    ) -> list[Coordinator]:
        digest = announcement.draft.digest()
        of_this = [a for a in await tx.announcements.approvals(announcement.id) if a.digest == digest]
        persons = [await tx.coordinators.by_id(approval.coordinator_id) for approval in of_this]
        return [
            person
            for person in persons
            if person is not None
            and person.id != announcement.author
            and person.may_announce_for(area)
            and person.is_trusted(now)
        ]


async def author_of(tx: ReadTx | WriteTx, announcement: Announcement, area: Area) -> Coordinator:
    """Refusal if the author may not act for the area any more."""
    author = await tx.coordinators.by_id(announcement.author)
    if author is None or not author.may_announce_for(area):
        raise Refusal("review-author-gone", code=announcement.code)
    return author


def last_within(audience: int, rate: float) -> timedelta:
    """By when the last of them has it, at `rate` messages a second; quiet hours apart."""
    return timedelta(seconds=audience / rate * 1.1 + 10)


def broadcast_key(announcement: Announcement) -> str:
    """`new:A7F3:2`: one broadcast a revision, whoever approves it how often."""
    return f"{announcement.purpose}:{announcement.code}:{announcement.revision}"


def key_of(announcement: Announcement, entry: Entry) -> str:
    """The broadcast that an approval froze: a correction's is named by the entry's revision."""
    return broadcast_key(announcement) if announcement.purpose is Purpose.NEW else notice_key(entry)


async def is_held(tx: ReadTx | WriteTx, announcement: Announcement, entry: Entry) -> bool:
    totals = await tx.broadcasts.with_key(key_of(announcement, entry))
    return totals is not None and totals.state is BroadcastState.HELD


async def limited(
    tx: WriteTx, announcement: Announcement, entry: Entry, place_key: str, now: datetime
) -> None:
    """Count it as a push of its city, and hold it where that is one too many."""
    broadcast = await tx.pushes.put(key_of(announcement, entry), place_key, entry.id, announcement.id)
    if broadcast is None:
        return
    earlier = await tx.pushes.earlier(place_key, now - DAY, broadcast)
    changes = await tx.pushes.changes(entry.id, broadcast)
    reason = over_limit(await tx.pushes.one(broadcast), earlier, changes)
    if reason is not None:
        await tx.outbox.hold(broadcast, reason)
        await tx.audit.record(now, BOT, Act.HELD, announcement.code, announcement.draft.digest(), place_key)


def _news(
    announcement: Announcement, dates: Sequence[Entry], profiles: tuple[Profile, ...], now: datetime
) -> Moment:
    return Moment(
        key=broadcast_key(announcement),
        alert=Alert.NEW,
        due_at=now,
        expires_at=latest_start(dates[0]),
        profiles=profiles,
        candidates=tuple(Candidate(entry, once=True) for entry in dates),
        told_by=tuple(Alert),
        series=dates[0].series is not None,
    )
