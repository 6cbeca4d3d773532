"""Which records stand for a place of their own, by the Census Bureau's list of places and county divisions.

GeoNames (as packaged) does not tell a neighbourhood from a city, and some of its records carry the
population of the city they lie in. A record is recognised if the Bureau knows a place or a county
subdivision of that name, in that state, near enough.
"""

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from math import degrees
from pathlib import Path
from typing import Final

from bot.domain.places import Coordinates
from bot.services.places.folding import key_of
from seeds.building.record import Record

_ENTRY: Final = re.compile(
    r"^\[fips(?P<code>\d{7}|\d{10})\]\n"
    r"centroid = \((?P<lat>[-\d.]+), (?P<lon>[-\d.]+)\)\n"
    r"description = (?P<name>[^,\n]*).*, (?P<state>[A-Z]{2})$",
    re.MULTILINE,
)
_KIND: Final = re.compile(
    r"( \(balance\)| (barrio-pueblo|barrio|borough|CCD|CDP|census subarea|charter township|city and borough"
    r"|city|comunidad|consolidated government \(balance\)|consolidated government|corporation|district|gore"
    r"|grant|location|metro township|metropolitan government|municipality|plantation|precinct|purchase|town"
    r"|township|unified government|unorganized territory|urban county|UT|village|zona urbana))+$"
)
_KIND_OF_RECORD: Final = re.compile(r" (center|hamlet|town|township|village)$")
_UNLISTED_TERRITORIES: Final = frozenset({"AS", "GU", "MP", "VI"})
NEAR_MILES: Final = 12.0
FAR_MILES: Final = 80.0
"""For the most populous of a name in its state: a centroid lies far out where land is wide (Anchorage)."""

Census = dict[tuple[str, str], list[Coordinates]]
"""By key of the name and state: the centroids of the places so named."""


def read_census(path: Path) -> Census:
    """`path`: `places.gz` of Debian's weather-util-data (the Bureau's list of 2022, public domain)."""
    census: Census = defaultdict(list)
    for entry in _ENTRY.finditer(gzip.decompress(path.read_bytes()).decode()):
        centre = Coordinates(degrees(float(entry["lat"])), degrees(float(entry["lon"])))
        for key in _keys(_KIND.sub("", entry["name"]).removeprefix("Urban ")):
            census[key, entry["state"]].append(centre)
    return dict(census)


def _keys(name: str) -> set[str]:
    """The ways one place is written: `Macon-Bibb County` is Macon, `Weymouth Town` is Weymouth."""
    whole = key_of(name.removeprefix("City of "))
    first = key_of(re.split(r"[-/]", name)[0])
    return {whole, first, _KIND_OF_RECORD.sub("", whole)} - {""}


def _names(record: Record) -> set[str]:
    return _keys(record.name) | {key_of(name) for name in record.alternates} - {""}


def unrecognised(records: Iterable[Record], census: Census) -> Iterator[Record]:
    """The records the Bureau knows nothing of, by falling population within a state's name."""
    leading: dict[tuple[str, str], int] = {}
    for record in sorted(records, key=lambda r: (-r.population, r.id)):
        if record.state in _UNLISTED_TERRITORIES:
            continue
        away = min(
            (
                centre.miles_to(record.coordinates)
                for name in _names(record)
                for centre in census.get((name, record.state), ())
            ),
            default=FAR_MILES,
        )
        first = leading.setdefault((key_of(record.name), record.state), record.id) == record.id
        if away >= (FAR_MILES if first else NEAR_MILES):
            yield record
