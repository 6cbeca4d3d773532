"""What an entry that is to be announced may be the same as."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from rapidfuzz import fuzz

from bot.domain.announcing.kinds import TITLES
from bot.domain.calendar import Entry, Scope
from bot.domain.planning import stands
from bot.domain.typed import fold

NEAR_MILES = 0.5
ALIKE = 80


@dataclass(frozen=True, slots=True)
class Double:
    """`waiting`: it is not listed yet, but in review."""

    entry: Entry
    waiting: bool


def doubles(entry: Entry, others: Iterable[Entry]) -> tuple[Entry, ...]:
    """Of the same city and day: at the same place, of one kind at nearly one hour, or titled alike.

    Of days of action: any other that reaches the same state, or the country, on one of the days.
    """
    return tuple(
        other
        for other in others
        if other.scope is entry.scope
        and (other.city_id, other.state) == (entry.city_id, entry.state)
        and other.code != entry.code
        and other.starts_on <= entry.ends_on
        and entry.starts_on <= other.ends_on
        and stands(other)
        and (entry.scope is not Scope.CITY or _alike(entry, other))
    )


def _alike(entry: Entry, other: Entry) -> bool:
    return _same_place(entry, other) or _same_hour(entry, other) or _same_title(entry, other)


def _same_place(one: Entry, other: Entry) -> bool:
    if one.own_coordinates and other.own_coordinates and one.coordinates and other.coordinates:
        return one.coordinates.miles_to(other.coordinates) <= NEAR_MILES
    named = [" ".join(filter(None, (entry.venue, entry.address))) for entry in (one, other)]
    return all(named) and fuzz.token_set_ratio(*map(fold, named)) >= ALIKE


def _same_hour(one: Entry, other: Entry) -> bool:
    """With the same kind: two vigils of one city at one hour are likely one."""
    if one.starts_at is None or one.kind is not other.kind:
        return False
    return other.starts_at is None or abs(one.starts_at - other.starts_at) <= timedelta(hours=1)


def _same_title(one: Entry, other: Entry) -> bool:
    plain = TITLES.get(one.kind)
    said = one.title.en, one.title.es
    theirs = other.title.en, other.title.es
    return any(
        fuzz.token_sort_ratio(fold(a), fold(b)) >= ALIKE
        for a, b in zip(said, theirs, strict=True)
        if plain is None or a not in {plain.en, plain.es}
    )
