"""The bot as a person meets it, on the shipped gazetteer."""

from collections.abc import AsyncIterator

import pytest

from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer
from storage.transactions import SqlTransactions
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
