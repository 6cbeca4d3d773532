"""A town of coordinators, something in review, something listed, and a count of what was pushed."""

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any

from sqlalchemy import func, select

from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.coordinator import Coordinator, Role, Standing
from bot.domain.ids import ChatId, Code
from bot.domain.places import City
from bot.domain.proof import proof_of
from bot.domain.review import Seen
from bot.domain.subscriber import Language, Subscription
from bot.views.office_buttons import ApproveThis
from storage import tables
from storage.tables_of_coordinators import announcement as announcements
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, TACOMA, a_subscriber, an_entry
from tests.handlers.drafts import LINE, newest
from tests.handlers.harness import Bot, Call
from tests.handlers.people import People

OPERATOR, ANA, BEN, CARL, NEW, AFAR, PENDING, GONE, STRANGER = range(700100001, 700100010)
"""Ana, Ben and Carl coordinate Houston. New does since yesterday, Afar does in Tacoma."""
LONG_AGO = NOW - timedelta(days=30)
LISTED = Code("A7F3")


@dataclass
class Siege:
    bot: Bot
    people: People
    persons: dict[int, Coordinator] = field(default_factory=dict)

    @property
    def transactions(self) -> SqlTransactions:
        return self.people.transactions

    async def prepare(self) -> None:
        async with self.transactions.write() as tx:
            entry = an_entry(HOUSTON, date(2026, 2, 8), "14:00", code=LISTED, venue="Riverside Park")
            await tx.calendar.put_all([entry])
            for _ in range(3):
                follower = a_subscriber()
                await tx.subscribers.add(follower)
                await tx.subscribers.put_subscription(Subscription(follower.id, f"c{HOUSTON.id}", 25))
        await self._appoint(OPERATOR, role=Role.OPERATOR)
        for chat in (ANA, BEN, CARL, GONE):
            await self._appoint(chat, HOUSTON)
        await self._appoint(NEW, HOUSTON, since=timedelta(days=1))
        await self._appoint(AFAR, TACOMA)
        await self._appoint(PENDING, HOUSTON, standing=Standing.PENDING)
        await self.remove(GONE)

    async def _appoint(
        self,
        chat: int,
        *cities: City,
        role: Role = Role.COORDINATOR,
        standing: Standing = Standing.ACTIVE,
        since: timedelta = timedelta(days=30),
    ) -> None:
        keys = [f"c{city.id}" for city in cities]
        async with self.transactions.write() as tx:
            self.persons[chat] = await tx.coordinators.add(
                ChatId(chat), role, standing, NOW - since, Language.EN, keys
            )

    async def remove(self, chat: int) -> None:
        """At once, without what the service does besides: the rows alone have to hold."""
        async with self.transactions.write() as tx:
            await tx.coordinators.remove(self.persons[chat].id)

    async def submit(self, chat: int = ANA, line: str = LINE) -> Announcement:
        """Something in review, by the way people take."""
        (read,) = await self.bot.say(line, chat_id=chat)
        *_, control = await self.bot.press(read.buttons["Correct, preview it"], chat_id=chat)
        await self.bot.press(control.buttons["Submit for review"], chat_id=chat)
        submitted = await newest(self.transactions, self.persons[chat])
        assert submitted.state is AnnouncementState.IN_REVIEW
        return submitted

    async def edit(self, one: Announcement) -> Announcement:
        """Another place, submitted again by its author."""
        await self.bot.say(f"/draft {one.code} venue Other Park", chat_id=ANA)
        await self.bot.say(f"/draft {one.code} submit", chat_id=ANA)
        edited = await newest(self.transactions, self.persons[ANA])
        assert (edited.state, edited.draft.venue) == (AnnouncementState.IN_REVIEW, "Other Park")
        return edited

    async def put(self, one: Announcement, **facts: Any) -> None:
        """As it would be after somebody else's act at the same moment."""
        async with self.transactions.write() as tx:
            assert await tx.announcements.save(replace(one, **facts), one.revision, one.state)

    async def pushed(self) -> tuple[int, int, list[Any]]:
        """Broadcasts and deliveries there are, and what people are told of each entry."""
        async with self.transactions._reader.begin() as connection:
            broadcasts, deliveries = [
                await connection.scalar(select(func.count()).select_from(table))
                for table in (tables.broadcast, tables.delivery)
            ]
            facts = select(tables.entry.c.id, tables.entry.c.facts).order_by(tables.entry.c.id)
            return broadcasts or 0, deliveries or 0, [tuple(row) for row in await connection.execute(facts)]

    async def approved(self) -> int:
        query = select(func.count()).where(announcements.c.state == AnnouncementState.APPROVED)
        async with self.transactions._reader.begin() as connection:
            return await connection.scalar(query) or 0


def button(one: Announcement, **other: Any) -> ApproveThis:
    """The one that approves what is on the screen, as the second person has it."""
    seen = Seen.of(one)
    right = proof_of(one.draft, one.code).right
    return replace(ApproveThis(seen.id, seen.revision, seen.digest, right), **other)


def typed(one: Announcement) -> str:
    """The command that approves it, with the fact asked for."""
    fact = {"time": "2:00 PM", "day": "Sat, Feb 7", "place": "400 River St"}
    return f"/approve {one.code} {fact[proof_of(one.draft, one.code).fact]}"


def link_in(call: Call) -> str:
    """The payload of the invite link in this message."""
    return call.text.partition("?start=")[2].split("<")[0].split()[0]
