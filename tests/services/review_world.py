"""Coordinators of Houston, people who follow it, and something in review."""

from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from sqlalchemy import select

from bot.broadcast.planner import Planner
from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.becoming import entry_of, review_ends
from bot.domain.audit import Act
from bot.domain.calendar import Entry, Kind
from bot.domain.codes import ALPHABET
from bot.domain.coordinator import Coordinator, Role, Standing
from bot.domain.ids import ChatId, Code
from bot.domain.places import City
from bot.domain.proof import proof_of
from bot.domain.review import Seen
from bot.domain.subscriber import Language, Subscription
from bot.services.change_previews import ChangePreviews
from bot.services.corrections import Correction, draft_of
from bot.services.dispatching import Dispatch, Effect, NewEntry
from bot.services.holds import Holds
from bot.services.notices import Notices
from bot.services.review_times import ReviewTimes
from bot.services.reviewing import Reviewing
from bot.services.submitting import Submitting
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, a_subscriber
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces

LONG_AGO = NOW - timedelta(days=30)
RALLY = Draft(
    kind=Kind.RALLY,
    title_en="Rally for clean water",
    title_es="Concentración por el agua limpia",
    city_id=HOUSTON.id,
    starts_at=datetime(2026, 2, 7, 14),  # noqa: DTZ001 - local
    venue="Riverside Park, main gate",
    address="400 River St",
    organizers=("Riverside Neighbors",),
)
_numbers = count(1)


@dataclass
class ReviewWorld:
    transactions: SqlTransactions
    approvals: int = 2
    clock: StandingClock = field(default_factory=StandingClock)
    woken: int = 0

    def __post_init__(self) -> None:
        finder = TinyPlaces()
        planner = Planner(self.transactions, finder.place, self.clock)
        self.notices = Notices(finder.place, self.clock)
        correction = Correction(self.notices)
        effects: dict[Purpose, Effect] = dict.fromkeys(Purpose, correction)
        effects[Purpose.NEW] = NewEntry(planner)
        dispatch = Dispatch(effects, self.approvals)
        previews = ChangePreviews(finder, self.notices, self.clock, self.approvals, 25.0)
        self.submitting = Submitting(
            self.transactions, finder, self.clock, dispatch, self.approvals, 25.0, previews
        )
        self.holds = Holds(self.transactions, finder, self.clock, self.wake)
        self.reviewing = Reviewing(self.transactions, finder, self.clock, dispatch, 25.0, self.wake)
        self.times = ReviewTimes(self.transactions, finder, self.clock, dispatch, self.wake)

    def wake(self) -> None:
        self.woken += 1

    async def coordinator(
        self,
        *places: City,
        role: Role = Role.COORDINATOR,
        standing: Standing = Standing.ACTIVE,
        since: datetime = LONG_AGO,
    ) -> Coordinator:
        keys = [f"c{place.id}" for place in places or (HOUSTON,)]
        async with self.transactions.write() as tx:
            return await tx.coordinators.add(
                ChatId(8_000_000 + next(_numbers)),
                role,
                standing,
                since,
                Language.EN,
                () if role is Role.OPERATOR else keys,
            )

    async def followers(self, number: int) -> None:
        async with self.transactions.write() as tx:
            for _ in range(number):
                subscriber = a_subscriber()
                await tx.subscribers.add(subscriber)
                await tx.subscribers.put_subscription(Subscription(subscriber.id, f"c{HOUSTON.id}", 25))

    async def submitted(self, author: Coordinator, draft: Draft = RALLY) -> Announcement:
        number = next(_numbers)
        code = Code("R" + "".join(ALPHABET[(number >> shift) & 31] for shift in (10, 5, 0)))
        async with self.transactions.write() as tx:
            created = await tx.announcements.create(code, Purpose.NEW, author.id, draft)
            now = self.clock.now()
            submitted = replace(
                created,
                state=AnnouncementState.IN_REVIEW,
                submitted_at=now,
                expires_at=review_ends(entry_of(created, HOUSTON, now, 2), now),
            )
            assert await tx.announcements.save(submitted, created.revision, created.state)
        return submitted

    async def proposed(
        self, author: Coordinator, entry: Entry, purpose: Purpose, **facts: Any
    ) -> Announcement:
        """A correction of the entry, in review."""
        now = self.clock.now()
        draft = replace(draft_of(entry), **facts)
        async with self.transactions.write() as tx:
            created = await tx.announcements.create(entry.code, purpose, author.id, draft, entry.id)
            submitted = replace(
                created,
                state=AnnouncementState.IN_REVIEW,
                submitted_at=now,
                expires_at=review_ends(entry, now),
            )
            assert await tx.announcements.save(submitted, created.revision, created.state)
        return submitted

    async def entry(self, code: Code) -> Entry:
        async with self.transactions.read() as tx:
            found = await tx.calendar.by_code(code)
        assert found is not None
        return found

    async def edit(self, announcement: Announcement, draft: Draft) -> Announcement:
        """As the author edits and submits again."""
        edited = replace(announcement, draft=draft, revision=announcement.revision + 1)
        async with self.transactions.write() as tx:
            assert await tx.announcements.save(edited, announcement.revision, announcement.state)
        return edited

    async def approve(self, by: Coordinator, announcement: Announcement) -> None:
        """Having seen it, with what it may be a double of."""
        await self.reviewing.screen(by.chat_id, announcement.id)
        proof = proof_of(announcement.draft, announcement.code)
        await self.reviewing.approve(by.chat_id, Seen.of(announcement), proof.right)

    async def state(self, announcement: Announcement) -> AnnouncementState:
        async with self.transactions.read() as tx:
            found = await tx.announcements.by_id(announcement.id)
        assert found is not None
        return found.state

    async def deliveries(self) -> int:
        async with self.transactions.read() as tx:
            rows = await tx.planning._connection.execute(select(tables.delivery.c.id))
            return len(rows.all())

    async def acts(self) -> list[tuple[str, Act]]:
        async with self.transactions.read() as tx:
            return [(row.actor, row.act) for row in await tx.audit.all()]
