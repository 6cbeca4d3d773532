"""Which entries belong to a place, and how far they are."""

from collections.abc import Iterable

from bot.domain.calendar import Entry, Scope
from bot.domain.places import CityPlace, Coordinates, CountryPlace, Place, StatePlace
from bot.domain.questions import Listed


def held(place: Place, entry: Entry, centre: Coordinates | None = None) -> Listed | None:
    """`entry` as listed for `place`, or None if it does not belong there.

    A city holds the actions within its radius of `centre` (by default the city's own), and the statewide
    and nationwide days; a state what lies in it, and the nationwide days; the country everything.
    """
    if entry.scope is Scope.NATIONAL or isinstance(place, CountryPlace):
        return Listed(entry)
    if isinstance(place, StatePlace) or entry.scope is Scope.STATE:
        state = place.state if isinstance(place, StatePlace) else place.city.state
        return Listed(entry) if entry.state == state else None
    if entry.coordinates is None:
        return None
    miles = (centre or place.city.coordinates).miles_to(entry.coordinates)
    return Listed(entry, miles) if miles <= place.radius else None


def nearest_of(found: Iterable[Listed]) -> tuple[Listed, ...]:
    """Each entry once, at its smallest distance; by start, then distance."""
    once: dict[str, Listed] = {}
    for item in found:
        known = once.get(item.entry.id)
        if known is None or _miles(item) < _miles(known):
            once[item.entry.id] = item
    return tuple(sorted(once.values(), key=lambda item: (item.entry.begins_at, _miles(item), item.entry.id)))


def covers(followed: Place, asked: Place) -> bool:
    """Does a subscription of `followed` hold the place `asked`?"""
    if followed.key == asked.key or isinstance(followed, CountryPlace):
        return True
    if not isinstance(asked, CityPlace):
        return False
    if isinstance(followed, StatePlace):
        return followed.state == asked.city.state
    apart = followed.city.coordinates.miles_to(asked.city.coordinates)
    return apart + asked.radius <= followed.radius


def _miles(item: Listed) -> float:
    return item.miles if item.miles is not None else 0.0
