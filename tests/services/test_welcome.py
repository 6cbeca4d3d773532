"""Being greeted stores nothing; a link leads to its place or action."""

from datetime import date

import pytest

from bot.domain.calendar import Scope
from bot.domain.places import CityPlace
from bot.services.leaving import Leaving
from bot.services.subscriptions import Subscriptions
from bot.services.welcome import Welcome
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, TACOMA, an_entry
from tests.services.people import PERSON, rows_about_people

RALLY = an_entry(on=date(2026, 2, 5))
UNLISTED = an_entry(on=date(2026, 2, 16))
STATEWIDE = an_entry(HOUSTON, date(2026, 2, 5), scope=Scope.STATE, state="TX")
NATIONWIDE = an_entry(None, date(2026, 2, 5), scope=Scope.NATIONAL)


@pytest.fixture
async def _calendar(transactions: SqlTransactions) -> None:
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY, UNLISTED, STATEWIDE, NATIONWIDE])


async def test_a_first_greeting_stores_nothing(welcome: Welcome, transactions: SqlTransactions) -> None:
    greeting = await welcome.greet(PERSON.id, "")
    assert greeting.subscriber is None
    assert not greeting.ahead
    assert await rows_about_people(transactions) == 0


async def test_a_link_offers_its_city(welcome: Welcome) -> None:
    greeting = await welcome.greet(PERSON.id, f"city_{TACOMA.id}")
    assert greeting.offered == CityPlace(TACOMA)
    assert greeting.start == f"city_{TACOMA.id}"


@pytest.mark.parametrize(("payload", "key"), [("state_TX", "sTX"), ("state_tx", "sTX"), ("country", "us")])
async def test_a_link_offers_a_state_or_the_country(welcome: Welcome, payload: str, key: str) -> None:
    greeting = await welcome.greet(PERSON.id, payload)
    assert greeting.offered is not None
    assert (greeting.offered.key, greeting.start) == (key, payload)


@pytest.mark.usefixtures("_calendar")
async def test_a_link_shows_its_action_and_offers_where_it_is(welcome: Welcome) -> None:
    greeting = await welcome.greet(PERSON.id, f"a_{RALLY.code}")
    assert greeting.ahead
    assert (greeting.entry, greeting.offered) == (RALLY, CityPlace(TACOMA))
    greeting = await welcome.greet(PERSON.id, f"a_{STATEWIDE.code}")
    assert greeting.offered is not None
    assert (greeting.entry, greeting.offered.key) == (STATEWIDE, "sTX")
    greeting = await welcome.greet(PERSON.id, f"a_{NATIONWIDE.code}")
    assert (greeting.entry, greeting.offered) == (NATIONWIDE, None)


@pytest.mark.usefixtures("_calendar")
@pytest.mark.parametrize(
    "payload",
    [
        "state_ZZ",
        "state_",
        "city_1",
        "city_x",
        "city_",
        "a_ZZZZ",
        "a_",
        f"a_{UNLISTED.code}",
        "xyzzy",
        "city_²",
    ],
)
async def test_a_link_that_leads_nowhere_is_a_plain_welcome(welcome: Welcome, payload: str) -> None:
    greeting = await welcome.greet(PERSON.id, payload)
    assert (greeting.start, greeting.offered, greeting.entry) == ("", None, None)


async def test_who_comes_back_sees_their_places(welcome: Welcome, subscriptions: Subscriptions) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma 50")
    greeting = await welcome.greet(PERSON.id, f"city_{TACOMA.id}")
    assert greeting.subscriber is not None
    assert greeting.places == (CityPlace(TACOMA, 50),)
    assert greeting.offered is None
    assert (await welcome.greet(PERSON.id, f"city_{HOUSTON.id}")).offered == CityPlace(HOUSTON)


@pytest.mark.parametrize("left", ["stop", "suspend"])
async def test_who_comes_back_after_leaving_gets_alerts_again(
    welcome: Welcome, subscriptions: Subscriptions, leaving: Leaving, left: str
) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma")
    await (leaving.stop(PERSON.id) if left == "stop" else leaving.suspend(PERSON.id))
    assert (await welcome.greet(PERSON.id, "")).resumed
    assert not (await welcome.greet(PERSON.id, "")).resumed
