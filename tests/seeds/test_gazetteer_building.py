"""How the gazetteer is made: which names help, and which records are places of their own."""

import gzip
from math import radians
from pathlib import Path

import pytest

from bot.domain.places import Coordinates
from seeds.building.census import read_census, unrecognised
from seeds.building.names import alternates_of
from seeds.building.record import Record


def record(
    number: int, name: str, state: str = "CA", at: tuple[float, float] = (34.0, -118.0), people: int = 60_000
) -> Record:
    return Record(number, name, state, Coordinates(*at), people, "America/Los_Angeles", ())


def with_names(*names: str, people: int = 60_000) -> Record:
    return Record(1, "Tacoma", "WA", Coordinates(47.25, -122.44), people, "America/Los_Angeles", names)


def test_names_people_type_are_kept_once_a_spelling() -> None:
    city = with_names(
        "Takoma", "TAKOMA", "Nueva Tacoma", "Tacoma", "Такома", "da jin ma", "TA", "Tacoma (WA)"
    )
    assert alternates_of(city, {"tacoma"}) == ("Nueva Tacoma", "TAKOMA")


def test_a_name_that_is_another_towns_own_is_dropped() -> None:
    assert alternates_of(with_names("Puyallup", "Takoma"), {"tacoma", "puyallup"}) == ("Takoma",)


def test_a_small_town_keeps_its_own_name_only() -> None:
    assert alternates_of(with_names("Takoma", people=49_999), {"tacoma"}) == ()


@pytest.fixture
def census_file(tmp_path: Path) -> Path:
    places = [
        ("0600001", "Los Angeles city", "CA", 34.02, -118.41),
        ("0200001", "Anchorage municipality", "AK", 61.17, -149.28),
        ("1300001", "Macon-Bibb County", "GA", 32.81, -83.69),
        ("2500001", "Weymouth Town city", "MA", 42.2, -70.94),
        ("3604710022", "Brooklyn borough, Kings County", "NY", 40.64, -73.95),
    ]
    path = tmp_path / "places.gz"
    entries = (
        f"[fips{code}]\ncentroid = ({radians(lat)}, {radians(lon)})\n"
        f"description = {name}, {state}\nstation = ('kxyz', 0.01)\n"
        for code, name, state, lat, lon in places
    )
    path.write_bytes(gzip.compress("\n".join(entries).encode()))
    return path


def test_a_record_is_a_place_of_its_own_where_the_census_knows_the_name_nearby(census_file: Path) -> None:
    known = [
        record(1, "Los Angeles", at=(34.05, -118.24)),
        record(2, "Anchorage", "AK", (61.22, -149.9)),
        record(3, "Macon", "GA", (32.84, -83.63)),
        record(4, "Weymouth", "MA", (42.22, -70.94)),
        record(5, "Brooklyn", "NY", (40.65, -73.95)),
        record(6, "Dededo Village", "GU", (13.52, 144.84)),
    ]
    assert list(unrecognised(known, read_census(census_file))) == []


def test_a_neighbourhood_and_a_namesake_elsewhere_in_the_state_are_not(census_file: Path) -> None:
    true_city = record(1, "Los Angeles", at=(34.05, -118.24), people=3_800_000)
    neighbourhood = record(2, "Hollywood", at=(34.1, -118.33), people=167_000)
    elsewhere = record(3, "Los Angeles", at=(38.5, -121.5), people=5_000)
    found = unrecognised([true_city, neighbourhood, elsewhere], read_census(census_file))
    assert {r.id for r in found} == {2, 3}
