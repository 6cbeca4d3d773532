"""The words of days and times, as tables. All in lower case and without accents: see `plain`."""

import re
import unicodedata
from enum import StrEnum


def plain(text: str) -> str:
    """Lower case, without accents, every character in its place: positions stay those of `text`."""
    return "".join(_plain(sign) for sign in text)


def _plain(sign: str) -> str:
    if sign.isspace():
        return " "
    if sign in "–—−‐‑":
        return "-"
    if sign in "’‘":
        return "'"
    base = unicodedata.normalize("NFKD", sign)[:1].lower()
    return base if len(base) == 1 else " "


def _numbered(words: str, first: int = 1) -> dict[str, int]:
    """`a b, c` -> {a: 1, b: 1, c: 2}: commas count on."""
    groups = enumerate(words.split(","), first)
    return {word: number for number, group in groups for word in group.split()}


MONTHS = _numbered(
    "january jan enero ene, february feb febrero, march mar marzo, april apr abril abr, may mayo,"
    "june jun junio, july jul julio, august aug agosto ago, september sept sep septiembre setiembre set,"
    "october oct octubre, november nov noviembre, december dec diciembre dic"
)
WEEKDAYS = _numbered(
    "monday mon lunes lun, tuesday tues tue martes, wednesday weds wed miercoles mie,"
    "thursday thurs thur thu jueves jue, friday fri viernes vie, saturday sat sabado sab,"
    "sunday sun domingo dom",
    first=0,
)
"""Monday is 0. `mar` is a weekday only where no other reading is left: see the days."""
NUMBERS = _numbered(
    "one una, two dos, three tres, four cuatro, five cinco, six seis, seven siete, eight ocho, nine nueve,"
    "ten diez, eleven once, twelve doce"
)


class Part(StrEnum):
    """A part of the day, said beside an hour."""

    AM = "am"
    PM = "pm"
    MORNING = "morning"
    AFTERNOON = "afternoon"
    EVENING = "evening"
    NIGHT = "night"
    SMALL_HOURS = "small hours"


PARTS = {
    "morning": Part.MORNING,
    "afternoon": Part.AFTERNOON,
    "evening": Part.EVENING,
    "night": Part.NIGHT,
    "manana": Part.MORNING,
    "tarde": Part.AFTERNOON,
    "noche": Part.NIGHT,
    "madrugada": Part.SMALL_HOURS,
}


def either(words: object) -> str:
    """An alternative of a pattern, the longest first."""
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))  # type: ignore[call-overload]


HALF = r"(?P<half>[ap])\.? ?m(?![a-z])\.?"
PART = (
    r"(?:(?:in the|at|de la|por la|en la|a la) (?P<part>"
    + either(PARTS)
    + r")|del (?P<noon_part>mediodia)|(?P<noon_word>noon))\b"
)
