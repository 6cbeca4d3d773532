"""The bot as a person meets it, on the shipped gazetteer."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.coordinator import Coordinator
from bot.domain.subscriber import Language, Subscription
from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import NOW, TACOMA, a_subscriber
from tests.handlers.change_scene import Scene, change_scene
from tests.handlers.drafts import SECOND, join
from tests.handlers.harness import PERSON, Bot
from tests.handlers.people import People


@pytest.fixture(scope="session")
def finder() -> PlaceFinder:
    gazetteer = load_gazetteer()
    return PlaceFinder(gazetteer.cities, gazetteer.alternates)


@pytest.fixture
def people(transactions: SqlTransactions, finder: PlaceFinder) -> People:
    return People(transactions, finder)


@pytest.fixture
async def drumbeat(people: People) -> AsyncIterator[Bot]:
    async with people.opened() as bot:
        yield bot


@pytest.fixture
async def scene(transactions: SqlTransactions, finder: PlaceFinder) -> AsyncIterator[Scene]:
    async with change_scene(transactions, finder) as scene:
        yield scene


@pytest.fixture
async def author(transactions: SqlTransactions) -> AsyncIterator[Coordinator]:
    yield await join(transactions)
    async with transactions._reader.begin() as connection:
        for table in (tables.broadcast, tables.edition, tables.delivery):
            assert await connection.scalar(select(func.count()).select_from(table)) == 0


@pytest.fixture
async def ana(transactions: SqlTransactions) -> Coordinator:
    """A coordinator of Tacoma beside another, and one subscriber there."""
    since, person = NOW - timedelta(days=30), a_subscriber()
    await join(transactions, SECOND, (f"c{TACOMA.id}",), since=since, language=Language.ES)
    async with transactions.write() as tx:
        await tx.subscribers.add(person)
        await tx.subscribers.put_subscription(Subscription(person.id, f"c{TACOMA.id}", 25))
    return await join(transactions, PERSON, (f"c{TACOMA.id}",), since=since)
