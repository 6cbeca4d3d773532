"""One line as people write it, or a pasted message with labels, cut into the facts it names."""

import re
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.announcing.areas import Reach, reach_in
from bot.domain.announcing.fields import Field, labelled
from bot.domain.announcing.kinds import kind_in, only_kind
from bot.domain.calendar import Kind
from bot.domain.errors import Refusal
from bot.domain.states import STATES
from bot.domain.subscriber import Language
from bot.domain.when import NotRead, When, WhenDays, spot, spot_days

LONGEST_TEXT = 1500
PIECES = re.compile(r"\s*(?:[,;|\n·]|\s[-–—]\s)\s*")
_LEADING = re.compile(r"^(?:at|in|on|en|el|la|@|a las|por|for)\s+", re.IGNORECASE)
STREET = re.compile(r"\d{1,6}\w?\s+\S+|.*\b(?:street|avenue|blvd|boulevard|calle|avenida)\b", re.IGNORECASE)
_STATE = re.compile(r"(?P<city>.*?)[ ]*\b(?P<state>[A-Z]{2})(?:\s+\d{5})?$")
_AT = re.compile(r"\s+(?:at|@|en)\s+", re.IGNORECASE)
_CALLED = re.compile(
    r"(?:an? |un )?\b(?:day|d[ií]a|jornada) (?:of|de) ac(?:tion|ci[oó]n)\b[ :,-]*(?=[\"“«])", re.IGNORECASE
)
"""Before the name of a call, which says all of it."""
LINK = re.compile(r"https?://\S+")


@dataclass(frozen=True, slots=True)
class Written:
    """What a text says: its kind, its facts as lines still to be checked, and when.

    `reach` is what it says of a state or the country.
    """

    kind: Kind | None
    lines: dict[Field, str]
    when: When | WhenDays | None = None
    reach: Reach | None = None


def written(text: str, now: datetime, zone: str, language: Language, *, wide: bool = False) -> Written:
    """Of a line without labels `when` is read here, as it has to be found first; a labelled one is a line.

    With `wide` it may be about a day of action: a state or the country in place of a city, days without hour.
    """
    if len(text) > LONGEST_TEXT:
        raise Refusal("draft-text-too-long", most=LONGEST_TEXT)
    lines = labelled(text)
    if lines:
        said = [lines[field] for field in (Field.KIND, Field.TITLE) if field in lines]
        lines.pop(Field.KIND, None)
        if only_kind(lines.get(Field.TITLE, "")):
            del lines[Field.TITLE]
        if wide and Field.CITY not in lines and _is_reach(lines.get(Field.VENUE, "")):
            lines[Field.CITY] = lines.pop(Field.VENUE)
        return Written(next((kind for one in said if (kind := kind_in(one))), None), lines)
    reach = reach_in(text)
    if reach is None or not wide:
        return replace(_one_line(text, now, zone, language), reach=reach)
    day = _day_of_action(reach.rest, now, zone, language)
    # `Nationwide strike: rally, Houston, TX` is about the rally.
    if reach.area is not None and Field.CITY in day.lines:
        return _one_line(text, now, zone, language)
    return replace(day, reach=reach)


def capitalized(text: str) -> str:
    return text[:1].upper() + text[1:]


def _is_reach(text: str) -> bool:
    """`Where: nationwide`."""
    reach = reach_in(text)
    return reach is not None and not (reach.rest and reach.area)


def _day_of_action(text: str, now: datetime, zone: str, language: Language) -> Written:
    """Its days where no hour is named; what is left is its title, and who calls it is labelled elsewhere."""
    found = _one_line(text, now, zone, language)
    if not isinstance(found.when, NotRead) and found.when is not None:
        return _titled_as_a_whole(found)
    days = spot_days(text, now, zone, language)
    return _titled_as_a_whole(
        replace(
            _one_line(" ".join(piece.strip() for piece in days.rest), now, zone, language), when=days.when
        )
    )


def _titled_as_a_whole(found: Written) -> Written:
    """A day of action has no venue: what stands where one would is its name."""
    lines = dict(found.lines)
    named = [lines.pop(field) for field in (Field.TITLE, Field.VENUE, Field.ADDRESS) if field in lines]
    names = [capitalized(_CALLED.sub("", name)) for name in named if not only_kind(name)]
    return replace(found, lines={**lines, **({Field.TITLE: ", ".join(names)} if names else {})})


def _one_line(text: str, now: datetime, zone: str, language: Language) -> Written:
    lines: dict[Field, str] = {}
    if link := LINK.search(text):
        lines[Field.LINK] = link[0]
        text = text.replace(link[0], " ")
    found = spot(text, now, zone, language)
    pieces = [piece for part in found.rest for piece in PIECES.split(part.strip(" .")) if piece.strip()]
    kind = next((kind for piece in pieces if (kind := kind_in(piece))), None)
    for number, piece in enumerate(pieces):
        if kind_in(piece) is not None and Field.TITLE not in lines:
            pieces[number : number + 1] = _titled(piece, lines)
            break
    placed(pieces, lines)
    if only_kind(lines.get(Field.TITLE, "")):
        del lines[Field.TITLE]
    return Written(kind, lines, found.when)


def _titled(piece: str, lines: dict[Field, str]) -> list[str]:
    """`Rally at City Hall` is a title and a venue."""
    title, *venue = _AT.split(piece, maxsplit=1)
    lines[Field.TITLE] = title
    return venue


def placed(pieces: list[str], lines: dict[Field, str]) -> None:
    """Venue, address, city, in whatever order: the city is known by the state behind it."""
    pieces = [_LEADING.sub("", piece).strip() for piece in pieces]
    for number in range(len(pieces) - 1, -1, -1):
        said = _STATE.fullmatch(pieces[number])
        if said and said["state"] in STATES:
            city = said["city"].strip()
            start = number if city or number == 0 else number - 1
            lines[Field.CITY] = f"{city or pieces[start]}, {said['state']}"
            del pieces[start : number + 1]
            break
    for piece in filter(None, pieces):
        if Field.ADDRESS not in lines and STREET.match(piece):
            lines[Field.ADDRESS] = piece
        elif Field.VENUE not in lines:
            lines[Field.VENUE] = piece
        else:
            lines[Field.VENUE] += f", {piece}"
