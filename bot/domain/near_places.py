"""Two places that a stated one could be taken for by somebody who has not read it, and that are not it."""

import re

from bot.domain.typed import fold

_NUMBER = re.compile(r"\d+")
_SIDES = (("north", "south", "east", "west"), ("norte", "sur", "este", "oeste"))
_ELSEWHERE = (
    ("Courthouse steps", "court corte tribunal juzgado"),
    ("Central Library", "librar bibliotec"),
    ("Memorial Park", "park parque"),
    ("City Hall", "hall ayuntamiento alcald municip city"),
    ("Union Square", "square plaza"),
    ("Federal Building", "federal building edificio"),
    ("Farmers Market", "market mercado"),
    ("Community Center", "center centre centro comunit"),
    ("Post Office", "post correo"),
    ("State Capitol", "capitol capitolio state"),
    ("Train station", "station estacion tren train"),
    ("Pier 12", ""),
    ("Lot 7", ""),
)
"""With the roots of words by which a stated place may be the same. The last two can always be told apart:
a place with a number in it has others with other numbers.
"""


def near_places(place: str, earlier: str | None, seed: int) -> tuple[str, str, str]:
    """The true one first, then two others; `earlier` is where it was before, which it is no longer."""
    others = [earlier] if earlier and fold(earlier) != fold(place) else []
    others += _other_numbers(place) or _other_sides(place)
    others += [each for each in _elsewhere(place, seed) if each not in others]
    return place, others[0], others[1]


def _other_numbers(place: str) -> list[str]:
    """With another number in it: nobody can tell without having read it."""
    number = _NUMBER.search(place)
    if number is None:
        return []
    value = int(number[0])
    step = 10 if value >= 20 else 2
    near = (value + step, value + 2 * step)
    return [f"{place[: number.start()]}{each}{place[number.end() :]}" for each in near]


def _other_sides(place: str) -> list[str]:
    """The north gate is neither the south nor the east gate."""
    for sides in _SIDES:
        found = re.search(rf"\b(?:{'|'.join(sides)})\b", place, re.IGNORECASE)
        if found:
            others = [side for side in sides if side != found[0].casefold()]
            cased = [side.capitalize() if found[0][0].isupper() else side for side in others]
            return [f"{place[: found.start()]}{side}{place[found.end() :]}" for side in cased[:2]]
    return []


def _elsewhere(place: str, seed: int) -> list[str]:
    said = fold(place)
    apart = [name for name, roots in _ELSEWHERE if not any(root in said for root in roots.split())]
    start = seed % len(apart)
    return [*apart[start:], *apart[:start]]
