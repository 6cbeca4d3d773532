"""A rally in Houston, two coordinators of it, an operator, and people who follow the city."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.announcement import Announcement
from bot.domain.calendar import Entry, Title
from bot.domain.coordinator import Role, Standing
from bot.domain.ids import ChatId, Code
from bot.domain.places import Coordinates
from bot.domain.subscriber import Language, Subscription
from bot.services.places import PlaceFinder
from storage.transactions import SqlTransactions
from tests.broadcast.planner.world import World
from tests.builders import HOUSTON, NOW, TACOMA, a_subscriber, an_entry
from tests.handlers.drafts import pick_and_approve
from tests.handlers.harness import PERSON, Bot, Call
from tests.handlers.people import People

SECOND, OPERATOR, OUTSIDER = 700100201, 700100203, 700100202
RALLY = an_entry(
    HOUSTON,
    date(2026, 2, 7),
    "14:00",
    code=Code("A7F3"),
    announced_on=date(2026, 2, 1),
    title=Title("Rally", "Concentración"),
    venue="Riverside Park, main gate",
    address="400 River St",
    coordinates=Coordinates(29.77, -95.36),
    own_coordinates=True,
)


@dataclass
class Scene:
    bot: Bot
    people: People
    transactions: SqlTransactions

    async def entry(self, code: str = "A7F3") -> Entry:
        async with self.transactions.read() as tx:
            found = await tx.calendar.by_code(Code(code))
        assert found is not None
        return found

    async def open_one(self) -> Announcement:
        async with self.transactions.read() as tx:
            return (await tx.announcements.with_code(Code("A7F3")))[0]

    async def approve(self, by: int = SECOND) -> list[Call]:
        """As the second person does it: look, pick the true fact, approve."""
        return await pick_and_approve(self.bot, "A7F3", by)

    async def notices(self) -> list[tuple[str, str]]:
        """Key and state of each delivery of a correction."""
        found = await World(self.transactions).frozen()
        return [(one.key, one.state.value) for one in found if one.content.before is not None]


@asynccontextmanager
async def change_scene(transactions: SqlTransactions, finder: PlaceFinder) -> AsyncIterator[Scene]:
    people, since = People(transactions, finder), NOW - timedelta(days=9)
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY])
        for chat, city in ((PERSON, HOUSTON), (SECOND, HOUSTON), (OUTSIDER, TACOMA)):
            await tx.coordinators.add(
                ChatId(chat), Role.COORDINATOR, Standing.ACTIVE, since, Language.EN, [f"c{city.id}"]
            )
        await tx.coordinators.add(ChatId(OPERATOR), Role.OPERATOR, Standing.ACTIVE, since, Language.EN, [])
        for _ in range(3):
            person = a_subscriber()
            await tx.subscribers.add(person)
            await tx.subscribers.put_subscription(Subscription(person.id, f"c{HOUSTON.id}", 25))
    async with people.opened() as bot:
        yield Scene(bot, people, transactions)
