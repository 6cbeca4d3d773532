"""The shipped gazetteer is whole, says nothing twice, and loads the same every time."""

import gzip
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.domain.errors import SourceUnavailable
from bot.domain.places import City, Coordinates
from bot.domain.states import STATES
from bot.services.places.folding import key_of
from seeds.calendar import read_calendar
from seeds.gazetteer import COLUMNS, GAZETTEER_FILE, Gazetteer, load_gazetteer

HEADER = ",".join(COLUMNS)


@pytest.fixture(scope="module")
def gazetteer() -> Gazetteer:
    return load_gazetteer()


def largest(gazetteer: Gazetteer, state: str) -> City:
    cities = (city for city in gazetteer.cities if city.state == state and city.recognised)
    return max(cities, key=lambda city: city.population)


def test_loading_twice_gives_the_same(gazetteer: Gazetteer) -> None:
    assert load_gazetteer() == gazetteer


def test_it_holds_every_state_and_territory(gazetteer: Gazetteer) -> None:
    assert len(gazetteer.cities) > 22_000
    assert {city.state for city in gazetteer.cities} == STATES.keys()


def test_cities_stand_by_rising_id_and_none_twice(gazetteer: Gazetteer) -> None:
    ids = [city.id for city in gazetteer.cities]
    assert ids == sorted(set(ids))


def test_no_two_cities_have_one_label(gazetteer: Gazetteer) -> None:
    assert len({city.label for city in gazetteer.cities}) == len(gazetteer.cities)


def test_a_county_is_given_only_where_it_tells_two_towns_apart(gazetteer: Gazetteer) -> None:
    namesakes: dict[tuple[str, str], int] = {}
    for city in gazetteer.cities:
        name = key_of(city.name), city.state
        namesakes[name] = namesakes.get(name, 0) + 1
    for city in gazetteer.cities:
        assert (city.county is not None) == (namesakes[key_of(city.name), city.state] > 1), city


def test_every_zone_is_known_and_every_spot_is_on_the_map(gazetteer: Gazetteer) -> None:
    for zone in {city.zone for city in gazetteer.cities}:
        assert ZoneInfo(zone).key == zone
    for city in gazetteer.cities:
        assert -15 < city.coordinates.latitude < 72, city
        assert -180 <= city.coordinates.longitude <= 180, city


@pytest.mark.parametrize(
    ("name", "state", "zone"),
    [
        ("Vincennes", "IN", "America/Indiana/Vincennes"),
        ("West Wendover", "NV", "America/Denver"),
        ("Phenix City", "AL", "America/New_York"),
        ("Window Rock", "AZ", "America/Denver"),
        ("Pensacola", "FL", "America/Chicago"),
        ("El Paso", "TX", "America/Denver"),
    ],
)
def test_a_town_near_a_border_of_zones_has_its_own(
    gazetteer: Gazetteer, name: str, state: str, zone: str
) -> None:
    assert [city.zone for city in gazetteer.cities if (city.name, city.state) == (name, state)] == [zone]


@pytest.mark.parametrize("usps", STATES)
def test_the_zone_of_a_state_is_that_of_its_largest_city(gazetteer: Gazetteer, usps: str) -> None:
    assert STATES[usps].zone == largest(gazetteer, usps).zone


def test_a_neighbourhood_with_its_citys_population_is_not_recognised(gazetteer: Gazetteer) -> None:
    recognised = {(city.name, city.state): city.recognised for city in gazetteer.cities}
    for name in (("Hollywood", "CA"), ("Harlem", "NY"), ("Boyle Heights", "CA"), ("South Boston", "MA")):
        assert not recognised[name], name
    for name in (("Brooklyn", "NY"), ("West Milwaukee", "WI"), ("Anchorage", "AK"), ("Honolulu", "HI")):
        assert recognised[name], name


def test_other_names_are_latin_and_belong_to_no_other_town(gazetteer: Gazetteer) -> None:
    own = {key_of(city.name) for city in gazetteer.cities}
    for others in gazetteer.alternates.values():
        for name in others:
            assert len(key_of(name)) >= 3
            assert key_of(name) not in own, name
    names = {name for others in gazetteer.alternates.values() for name in others}
    assert {"Nueva York", "Filadelfia", "Nueva Orleans"} <= names


def test_the_cities_of_the_calendar_are_those_of_the_gazetteer(gazetteer: Gazetteer) -> None:
    by_id = {int(city.id): city for city in gazetteer.cities}
    for listed in read_calendar().cities.values():
        city = by_id[listed.id]
        assert city.zone == listed.zone
        assert city.coordinates.miles_to(Coordinates(listed.latitude, listed.longitude)) < 6


@pytest.mark.parametrize(
    "content",
    [
        b"no gzip",
        gzip.compress(b""),
        gzip.compress(b"geonameid,name\n1,Tacoma\n"),
        gzip.compress(f"{HEADER}\n5812944,Tacoma,WA\n".encode()),
        gzip.compress(f"{HEADER}\nx,Tacoma,WA,,47,-122,1,America/Los_Angeles,1,\n".encode()),
        gzip.compress(HEADER.encode())[:-6],
        GAZETTEER_FILE.read_bytes()[:5000] + bytes(100) + GAZETTEER_FILE.read_bytes()[5100:],
    ],
)
def test_a_damaged_file_is_refused_as_such(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "gazetteer.csv.gz"
    path.write_bytes(content)
    with pytest.raises(SourceUnavailable, match=r"gazetteer\.csv\.gz"):
        load_gazetteer(path)


def test_an_absent_file_is_refused_by_name(tmp_path: Path) -> None:
    with pytest.raises(SourceUnavailable, match="absent"):
        load_gazetteer(tmp_path / "absent.csv.gz")


def test_it_is_small_enough_to_ship() -> None:
    assert GAZETTEER_FILE.stat().st_size < 1_000_000
