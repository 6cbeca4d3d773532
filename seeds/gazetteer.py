"""The shipped gazetteer: populated places of the United States and its territories, from GeoNames."""

import csv
import gzip
import io
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from sys import intern
from types import MappingProxyType
from typing import Final

from bot.domain.errors import SourceUnavailable
from bot.domain.ids import CityId
from bot.domain.places import City, Coordinates

GAZETTEER_FILE: Final = Path(__file__).with_name("gazetteer.csv.gz")
COLUMNS: Final = (
    "geonameid",
    "name",
    "state",
    "county",
    "latitude",
    "longitude",
    "population",
    "zone",
    "recognised",
    "alternates",
)


@dataclass(frozen=True, slots=True)
class Gazetteer:
    """`cities` by rising id. `alternates`: other names in Latin letters, as written; larger cities only."""

    cities: tuple[City, ...]
    alternates: Mapping[CityId, tuple[str, ...]]


def load_gazetteer(path: Path = GAZETTEER_FILE) -> Gazetteer:
    """Raises SourceUnavailable if the file is absent or is not what build_gazetteer writes."""
    try:
        with gzip.open(path) as packed, io.TextIOWrapper(packed, encoding="utf-8", newline="") as text:
            return _read(csv.reader(text))
    except (OSError, EOFError, ValueError, csv.Error, zlib.error) as error:
        raise SourceUnavailable(f"gazetteer: {path.name}") from error


def _read(rows: Iterable[list[str]]) -> Gazetteer:
    lines = iter(rows)
    if tuple(next(lines, ())) != COLUMNS:
        raise ValueError("unknown columns")
    cities: list[City] = []
    alternates: dict[CityId, tuple[str, ...]] = {}
    for geonameid, name, state, county, latitude, longitude, population, zone, recognised, others in lines:
        city = City(
            id=CityId(int(geonameid)),
            name=name,
            state=intern(state),
            coordinates=Coordinates(float(latitude), float(longitude)),
            population=int(population),
            zone=intern(zone),
            county=intern(county) if county else None,
            recognised=bool(recognised),
        )
        cities.append(city)
        if others:
            alternates[city.id] = tuple(others.split("|"))
    return Gazetteer(tuple(cities), MappingProxyType(alternates))
