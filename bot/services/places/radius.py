"""A radius typed with a place: `Tacoma 50`, `tacoma wa 10 miles`, `50 millas de Tacoma`, `10 mi`."""

import re
from dataclasses import dataclass
from typing import Final

from bot.domain.errors import Refusal
from bot.domain.places import RADII

_MILES: Final = frozenset({"mi", "mile", "miles", "milla", "millas"})
_KILOMETRES: Final = frozenset(
    {"km", "kms", "kilometer", "kilometers", "kilometro", "kilometros", "kilómetros"}
)
_BEFORE: Final = frozenset({"a", "around", "de", "dentro", "en", "in", "radio", "radius", "within"})
_BETWEEN: Final = frozenset({"around", "de", "del", "desde", "from", "near", "of"})
_AMOUNT: Final = re.compile(r"(?P<number>[0-9]{1,4}(?:[.,][0-9]{1,2})?) ?(?P<unit>\D*)")
"""Four digits at most: five are a ZIP code, and `48201 MI` is one in Michigan."""
_LONGEST: Final = 200


@dataclass(frozen=True, slots=True)
class _Amount:
    number: str
    unit: str
    words: int
    """How many words of the text say it."""


def parse_place_and_radius(text: str) -> tuple[str, int | None]:
    """The place as typed (possibly empty) and the radius in miles, if one was typed.

    Raises Refusal("radius-not-offered", radius=...) for one that is not on offer: its whole miles, or else
    the text as typed. A bare number is a radius only at the end and up to three digits; a ZIP code never is.
    """
    words = text.split()
    if len(text) > _LONGEST or not words:
        return text.strip()[:_LONGEST], None
    last = _amount(words[-2:]) or _amount(words[-1:], bare=True)
    if last:
        place = words[: -last.words]
        while place and place[-1].lower() in _BEFORE:
            place.pop()
        return " ".join(place).rstrip(" ,;"), _offered(last)
    skip = next((at for at, word in enumerate(words) if word.lower() not in _BEFORE), 0)
    first = _amount(words[skip : skip + 2]) or _amount(words[skip : skip + 1])
    if first:
        rest = words[skip + first.words :]
        return " ".join(rest[1:] if rest[0].lower() in _BETWEEN else rest), _offered(first)
    return " ".join(words), None


def _amount(words: list[str], *, bare: bool = False) -> _Amount | None:
    """`50 miles`, `50mi`; with `bare` also `50`."""
    said = _AMOUNT.fullmatch(" ".join(words))
    if said is None:
        return None
    unit = said["unit"].rstrip(".,;").lower()
    if unit in _MILES or unit in _KILOMETRES or (bare and not unit and len(said["number"]) <= 3):
        return _Amount(said["number"], unit, len(words))
    return None


def _offered(amount: _Amount) -> int:
    miles = int(amount.number) if amount.number.isdecimal() and amount.unit not in _KILOMETRES else None
    if miles not in RADII:
        text = f"{amount.number} {amount.unit}".strip()
        raise Refusal("radius-not-offered", radius=text if miles is None else miles)
    return miles
