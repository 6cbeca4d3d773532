"""Distances, labels, keys; and the states with their names and zones."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.domain.places import CityPlace, Coordinates, CountryPlace
from bot.domain.states import STATES
from tests.builders import SEATTLE, TACOMA


def test_a_distance_is_that_of_the_map() -> None:
    seattle, los_angeles = Coordinates(47.6062, -122.3321), Coordinates(34.0522, -118.2437)
    assert seattle.miles_to(los_angeles) == pytest.approx(959, abs=3)
    assert los_angeles.miles_to(seattle) == pytest.approx(seattle.miles_to(los_angeles))


def test_a_distance_holds_at_the_ends_of_the_map() -> None:
    spot = Coordinates(51.9, 179.9)
    assert spot.miles_to(spot) == 0
    assert spot.miles_to(Coordinates(51.9, -179.9)) < 10
    assert Coordinates(0, 0).miles_to(Coordinates(0, 180)) == pytest.approx(12_437, abs=5)


def test_a_label_names_the_county_only_where_one_is_set() -> None:
    assert TACOMA.label == "Tacoma, WA"
    assert replace(TACOMA, county="Pierce County").label == "Tacoma, WA (Pierce County)"


def test_a_key_names_the_place_whatever_its_radius() -> None:
    assert CityPlace(TACOMA, 10).key == CityPlace(TACOMA, 50).key == "c5812944"
    assert CityPlace(SEATTLE).key != CityPlace(TACOMA).key
    assert STATES["WA"].key == "sWA"
    assert CountryPlace().key == "us"


def test_there_are_fifty_states_dc_and_five_territories() -> None:
    assert len(STATES) == 56
    assert {"DC", "PR", "GU", "VI", "AS", "MP"} <= STATES.keys()


def test_every_state_has_a_known_zone_and_a_name_of_its_own_in_each_language() -> None:
    for usps, state in STATES.items():
        assert state.state == usps
        assert ZoneInfo(state.zone).key == state.zone
    assert len({state.name_en for state in STATES.values()}) == len(STATES)
    assert len({state.name_es for state in STATES.values()}) == len(STATES)


def test_states_are_named_in_spanish() -> None:
    assert STATES["NY"].name_es == "Nueva York"
    assert STATES["NC"].name_es == "Carolina del Norte"
    assert STATES["PA"].name_es == "Pensilvania"
