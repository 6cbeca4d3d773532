"""Which of a moment's entries a followed place holds, and how far away they are."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import cos, radians, sin

from bot.domain.broadcast import Section
from bot.domain.calendar import Entry, Scope
from bot.domain.ids import EntryId
from bot.domain.places import EARTH_RADIUS_MILES, CityPlace, Coordinates, CountryPlace, Place, StatePlace
from bot.domain.planning import Candidate, Moment

COUNTRY_KEY = CountryPlace().key


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to tell: an entry in a section, seen from a place.

    `place_key` is the followed place that holds the entry. Where it is a day of action followed by
    way of a city, it is the day's own state or the country, so that all share the same fact.
    `miles` are rounded to tenths; None where nothing is measured.
    """

    entry_id: EntryId
    section: Section
    place_key: str
    miles: float | None = None


class Reach:
    """Answers for one moment; distances are compared as angles, which is cheap for thousands of places."""

    def __init__(self, moment: Moment) -> None:
        self._by_scope: dict[Scope, list[Candidate]] = {scope: [] for scope in Scope}
        for candidate in moment.candidates:
            self._by_scope[candidate.entry.scope].append(candidate)
        self._around = [
            (_direction(candidate.entry.coordinates), candidate)
            for candidate in self._by_scope[Scope.CITY]
            if candidate.entry.coordinates
        ]
        self._nearest = [(_direction(e.coordinates), e) for e in moment.nearest if e.coordinates]

    def of(self, place: Place) -> Iterator[Fact]:
        match place:
            case CityPlace():
                yield from self._of_city(place)
            case StatePlace():
                actions = self._by_scope[Scope.CITY]
                yield from (
                    Fact(c.entry.id, c.section, place.key) for c in actions if c.entry.state == place.state
                )
                yield from self._days(place.state)
            case CountryPlace():
                for candidates in self._by_scope.values():
                    yield from (Fact(c.entry.id, c.section, place.key) for c in candidates)

    def _of_city(self, place: CityPlace) -> Iterator[Fact]:
        centre = place.city.coordinates
        here = _direction(centre)
        # A little wider than the circle; the exact distance decides.
        least = cos((place.radius + 0.5) / EARTH_RADIUS_MILES)
        near = [
            Fact(c.entry.id, c.section, place.key, round(miles, 1))
            for direction, c in self._around
            if _cosine(here, direction) >= least and (miles := _miles(centre, c.entry)) <= place.radius
        ]
        days = list(self._days(place.city.state))
        yield from near
        yield from days
        if _any_main(days) and not _any_main(near) and self._nearest:
            _, entry = max(self._nearest, key=lambda pair: _cosine(here, pair[0]))
            yield Fact(entry.id, Section.NEAREST, place.key, round(_miles(centre, entry), 1))

    def _days(self, state: str) -> Iterator[Fact]:
        for candidate in self._by_scope[Scope.STATE]:
            if candidate.entry.state == state:
                yield Fact(candidate.entry.id, candidate.section, f"s{state}")
        for candidate in self._by_scope[Scope.NATIONAL]:
            yield Fact(candidate.entry.id, candidate.section, COUNTRY_KEY)


def _any_main(facts: Sequence[Fact]) -> bool:
    return any(fact.section is Section.MAIN for fact in facts)


def _miles(centre: Coordinates, entry: Entry) -> float:
    assert entry.coordinates is not None
    return centre.miles_to(entry.coordinates)


def _direction(point: Coordinates) -> tuple[float, float, float]:
    """The unit vector from the earth's centre."""
    latitude, longitude = radians(point.latitude), radians(point.longitude)
    return cos(latitude) * cos(longitude), cos(latitude) * sin(longitude), sin(latitude)


def _cosine(one: tuple[float, float, float], other: tuple[float, float, float]) -> float:
    return one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
