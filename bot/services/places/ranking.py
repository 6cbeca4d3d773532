"""How well a city answers what was typed, and when one of several is the clear answer."""

from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from math import log10
from typing import Final

from bot.domain.places import City
from bot.services.places.folding import key_of

CLEARLY: Final = 8
"""A winner has this many times the people of the next (the rule of the design)."""
WORTH_OFFERING: Final = 100
"""Beside a winner, a place with less than a hundredth of its people is not offered."""
ALIKE: Final = 78.0
"""From this likeness on a name is offered as an answer; from GUESS on, as a guess."""
GUESS: Final = 75.0
TAKEN: Final = 85.0
TAKEN_PEOPLE: Final = 50_000
"""A misspelled or unfinished name is taken at once only from this likeness on, and only for a city this large
or in a state that was named: `hello` is not Othello, WA.
"""
CERTAIN: Final = 88.0
"""From this likeness on a text that seems to end in a state may be a name after all: `bel ar`."""
_OWN: Final = 105.0
_OTHER: Final = 102.0
_BEGINNING: Final = 80.0
_PEOPLE: Final = 2.0
"""A tenfold population weighs as much as two points of likeness."""
_TYPO: Final = 6.0
"""Names within this likeness of the best may be what was meant."""
_ALSO: Final = 86.0
"""From this likeness on a name is offered beside what was typed: Takoma Park beside Tacoma, once `Takoma`."""
_TRAILING: Final = 14.0
"""An option this far below the best is no help."""
_UNRECOGNISED: Final = 4
"""A neighbourhood counts with a quarter of its people: it may force a question, seldom more."""


@dataclass(frozen=True, slots=True)
class Match:
    city: City
    likeness: float
    """105 for the whole name, 102 for another name of the city, below 100 for a part or a misspelling."""

    @property
    def whole(self) -> bool:
        return self.likeness >= _OTHER

    @property
    def rank(self) -> float:
        return self.likeness + _PEOPLE * log10(weight(self.city))


def weight(city: City) -> int:
    """The people a city counts with, at least one."""
    return max(1, city.population if city.recognised else city.population // _UNRECOGNISED)


def whole_name(key: str, cities: Iterable[City]) -> list[Match]:
    return [Match(city, _OWN if key_of(city.name) == key else _OTHER) for city in cities]


def beginning(key: str, name: str, city: City) -> Match:
    return Match(city, _BEGINNING + 15.0 * len(key) / len(name))


def ranked(matches: Iterable[Match]) -> list[Match]:
    """Each city once, the likeliest first. Among whole names a true city stands before a neighbourhood."""
    best: dict[int, Match] = {}
    for match in matches:
        held = best.get(match.city.id)
        if held is None or match.likeness > held.likeness:
            best[match.city.id] = match
    ordered = sorted(best.values(), key=lambda m: (-m.rank, m.city.id))
    lead = next((m for m in ordered if m.whole and m.city.recognised), None)
    if lead is not None and ordered[0].whole:
        ordered.remove(lead)
        ordered.insert(0, lead)
    return ordered


def clear_winner(ordered: Sequence[Match], states: Container[str | None]) -> bool:
    """Whether the first is meant beyond reasonable doubt. `ordered` as `ranked` gives it, not empty.
    `states`: those that were named.
    """
    first, *others = ordered
    large = weight(first.city) >= TAKEN_PEOPLE or first.city.state in states
    if not first.whole and not (large and first.likeness >= TAKEN):
        return False
    rivals = [m for m in others if (m.whole if first.whole else m.likeness >= first.likeness - _TYPO)]
    return all(weight(first.city) >= CLEARLY * weight(rival.city) for rival in rivals)


def worth_offering(ordered: Sequence[Match]) -> list[Match]:
    """Those a person may have meant when the first is not clear: namesakes, or the names most alike."""
    if not ordered:
        return []
    first = ordered[0]
    if not first.whole:
        return [m for m in ordered if m.rank >= first.rank - _TRAILING]
    most = max(weight(m.city) for m in ordered if m.whole)
    namesakes = [m for m in ordered[1:] if m.whole and weight(m.city) * WORTH_OFFERING >= most]
    return [first, *namesakes, *(m for m in ordered if _far_larger(m, most))]


def runner_up(ordered: Sequence[Match]) -> City | None:
    """What to offer beside the winner: a namesake; where its own name was not typed, a name much alike; else
    a far larger city of nearly that name.
    """
    first = ordered[0]
    floor = _OTHER if first.likeness == _OWN else min(first.likeness - _TYPO, _ALSO)
    for match in ordered[1:]:
        if match.likeness >= floor and weight(match.city) * WORTH_OFFERING >= weight(first.city):
            return match.city
        if first.whole and _far_larger(match, weight(first.city)):
            return match.city
    return None


def _far_larger(match: Match, people: int) -> bool:
    """Santa Ana, CA where Santa Anna, TX was typed; Winston-Salem, NC for `winston`."""
    return not match.whole and match.likeness >= _ALSO and weight(match.city) >= CLEARLY * people
