"""Which places hold which entries, and which subscriptions hold which places."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.calendar import Scope
from bot.domain.holding import covers, held, nearest_of
from bot.domain.ids import EntryId
from bot.domain.places import CityPlace, Coordinates, CountryPlace, Place, StatePlace
from bot.domain.questions import Listed
from tests.builders import HOUSTON, SEATTLE, TACOMA, an_entry

WASHINGTON = StatePlace("WA", "Washington", "Washington", "America/Los_Angeles")


def test_a_radius_ends_where_it_says() -> None:
    entry = an_entry(SEATTLE)
    listed = held(CityPlace(TACOMA, 25), entry)
    assert listed is not None
    assert listed.miles is not None
    assert 24 < listed.miles <= 25
    assert held(CityPlace(TACOMA, 10), entry) is None
    assert held(CityPlace(HOUSTON, 100), entry) is None


def test_a_shared_spot_is_measured_instead_of_the_city() -> None:
    far_off = Coordinates(46.0, -122.4)
    assert held(CityPlace(TACOMA, 25), an_entry(TACOMA), far_off) is None


def test_statewide_days_are_held_by_their_state_alone() -> None:
    of_washington = an_entry(None, scope=Scope.STATE, state="WA")
    assert held(CityPlace(TACOMA), of_washington) == held(WASHINGTON, of_washington) == Listed(of_washington)
    assert held(CityPlace(HOUSTON), of_washington) is None
    assert held(CountryPlace(), of_washington) == Listed(of_washington)


def test_an_entry_is_listed_once_with_its_shortest_way_by_start() -> None:
    later, sooner = an_entry(on=date(2026, 2, 8)), an_entry(on=date(2026, 2, 7))
    found = [Listed(later, 3.0), Listed(sooner, 9.0), Listed(later, 2.0), Listed(sooner, 20.0)]
    assert nearest_of(found) == (Listed(sooner, 9.0), Listed(later, 2.0))


def test_what_starts_together_is_sorted_by_its_distance() -> None:
    first = an_entry()
    second = replace(first, id=EntryId("other"))
    assert nearest_of([Listed(first, 8.0), Listed(second, 7.0)]) == (Listed(second, 7.0), Listed(first, 8.0))


@pytest.mark.parametrize(
    ("followed", "asked", "covered"),
    [
        (CityPlace(TACOMA, 10), CityPlace(TACOMA, 100), True),
        (CityPlace(TACOMA, 100), CityPlace(SEATTLE, 50), True),
        (CityPlace(TACOMA, 50), CityPlace(SEATTLE, 50), False),
        (CityPlace(TACOMA, 100), WASHINGTON, False),
        (WASHINGTON, CityPlace(TACOMA), True),
        (WASHINGTON, CityPlace(HOUSTON), False),
        (WASHINGTON, CountryPlace(), False),
        (CountryPlace(), WASHINGTON, True),
        (CountryPlace(), CityPlace(HOUSTON), True),
    ],
)
def test_a_subscription_covers_what_lies_wholly_in_it(followed: Place, asked: Place, covered: bool) -> None:
    assert covers(followed, asked) is covered
