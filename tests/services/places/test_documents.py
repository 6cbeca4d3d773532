"""Every city that the source documents name is found, where it lies and with its zone.

States, spots and zones are written here from common knowledge, not from the gazetteer.
"""

import pytest

from bot.domain.places import CityPlace, Coordinates, Found
from bot.services.places import PlaceFinder

EASTERN, CENTRAL = "America/New_York", "America/Chicago"
MOUNTAIN, PACIFIC = "America/Denver", "America/Los_Angeles"
TEN_KILOMETRES = 6.214

CITIES = [
    ("Tacoma", "WA", 47.2529, -122.4443, PACIFIC),
    ("Graham", "WA", 47.0529, -122.2943, PACIFIC),
    ("Seattle", "WA", 47.6062, -122.3321, PACIFIC),
    ("Portland", "OR", 45.5152, -122.6784, PACIFIC),
    ("Los Angeles", "CA", 34.0522, -118.2437, PACIFIC),
    ("Boyle Heights", "CA", 34.0298, -118.2117, PACIFIC),
    ("San Jose", "CA", 37.3382, -121.8863, PACIFIC),
    ("San Francisco", "CA", 37.7749, -122.4194, PACIFIC),
    ("Oakland", "CA", 37.8044, -122.2712, PACIFIC),
    ("Palo Alto", "CA", 37.4419, -122.1430, PACIFIC),
    ("Salinas", "CA", 36.6777, -121.6555, PACIFIC),
    ("Santa Cruz", "CA", 36.9741, -122.0308, PACIFIC),
    ("Santa Clara", "CA", 37.3541, -121.9552, PACIFIC),
    ("Fort Bragg", "CA", 39.4457, -123.8053, PACIFIC),
    ("Denver", "CO", 39.7392, -104.9903, MOUNTAIN),
    ("Boulder", "CO", 40.0150, -105.2705, MOUNTAIN),
    ("Colorado Springs", "CO", 38.8339, -104.8214, MOUNTAIN),
    ("Chicago", "IL", 41.8781, -87.6298, CENTRAL),
    ("Milwaukee", "WI", 43.0389, -87.9065, CENTRAL),
    ("West Milwaukee", "WI", 43.0125, -87.9726, CENTRAL),
    ("Minneapolis", "MN", 44.9778, -93.2650, CENTRAL),
    ("Dallas", "TX", 32.7767, -96.7970, CENTRAL),
    ("Houston", "TX", 29.7604, -95.3698, CENTRAL),
    ("New Orleans", "LA", 29.9511, -90.0715, CENTRAL),
    ("Lafayette", "IN", 40.4167, -86.8753, "America/Indiana/Indianapolis"),
    ("Cleveland", "OH", 41.4993, -81.6944, EASTERN),
    ("Philadelphia", "PA", 39.9526, -75.1652, EASTERN),
    ("New York City", "NY", 40.7128, -74.0060, EASTERN),
    ("Washington", "DC", 38.9072, -77.0369, EASTERN),
    ("Atlanta", "GA", 33.7490, -84.3880, EASTERN),
    ("Brookhaven", "GA", 33.8651, -84.3366, EASTERN),
    ("Tallahassee", "FL", 30.4383, -84.2807, EASTERN),
    ("Jacksonville", "FL", 30.3322, -81.6557, EASTERN),
    ("Orlando", "FL", 28.5384, -81.3789, EASTERN),
    ("Miami", "FL", 25.7617, -80.1918, EASTERN),
]


@pytest.mark.parametrize(("name", "state", "latitude", "longitude", "zone"), CITIES)
def test_a_city_of_the_documents_is_found_where_it_lies(
    finder: PlaceFinder, name: str, state: str, latitude: float, longitude: float, zone: str
) -> None:
    answer = finder.resolve(f"{name}, {state}")
    assert isinstance(answer, Found)
    assert isinstance(answer.place, CityPlace)
    city = answer.place.city
    assert (city.name, city.state, city.zone) == (name, state, zone)
    assert city.coordinates.miles_to(Coordinates(latitude, longitude)) < TEN_KILOMETRES
    assert city.county is None


def test_there_are_thirty_five_of_them() -> None:
    assert len({(name, state) for name, state, *_ in CITIES}) == 35
