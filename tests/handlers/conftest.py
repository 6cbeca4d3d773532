"""The bot as a person meets it, on the shipped gazetteer."""

from collections.abc import AsyncIterator

import pytest
from sqlalchemy import func, select

from bot.domain.coordinator import Coordinator
from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer
from storage import tables
from storage.transactions import SqlTransactions
from tests.handlers.change_scene import Scene, change_scene
from tests.handlers.drafts import join
from tests.handlers.harness import Bot
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
