"""The people's services on a database of their own."""

import pytest

from bot.broadcast.planner import Planner
from bot.services.leaving import Leaving
from bot.services.muting import Muting
from bot.services.place_settings import PlaceSettings
from bot.services.preferences import Preferences
from bot.services.removals import Removals
from bot.services.subscriptions import Subscriptions
from bot.services.timetable import Timetable
from bot.services.welcome import Welcome
from storage.transactions import SqlTransactions
from tests.services.people import Checkpoints, Outbox, StandingClock
from tests.services.tiny_places import TinyPlaces


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def checkpoints() -> Checkpoints:
    return Checkpoints()


@pytest.fixture
def outbox(transactions: SqlTransactions) -> Outbox:
    return Outbox(transactions)


@pytest.fixture
def subscriptions(transactions: SqlTransactions, clock: StandingClock) -> Subscriptions:
    return Subscriptions(transactions, TinyPlaces(), clock)


@pytest.fixture
def removals(transactions: SqlTransactions, checkpoints: Checkpoints) -> Removals:
    return Removals(transactions, TinyPlaces(), checkpoints)


@pytest.fixture
def preferences(transactions: SqlTransactions, clock: StandingClock) -> Preferences:
    places = TinyPlaces()
    planner = Planner(transactions, places.place, clock)
    return Preferences(transactions, places, Timetable(clock, planner))


@pytest.fixture
def place_settings(transactions: SqlTransactions) -> PlaceSettings:
    return PlaceSettings(transactions, TinyPlaces())


@pytest.fixture
def muting(transactions: SqlTransactions, clock: StandingClock) -> Muting:
    return Muting(transactions, clock)


@pytest.fixture
def leaving(transactions: SqlTransactions, clock: StandingClock, checkpoints: Checkpoints) -> Leaving:
    return Leaving(transactions, TinyPlaces(), clock, checkpoints)


@pytest.fixture
def welcome(transactions: SqlTransactions, clock: StandingClock) -> Welcome:
    return Welcome(transactions, TinyPlaces(), clock)
