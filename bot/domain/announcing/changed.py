"""One line about what changes, as people write it: `moved to library steps, 50 Oak St, now at 3pm`."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.announcing.fields import Field, field_called, labelled
from bot.domain.announcing.kinds import only_kind
from bot.domain.announcing.reading import LINK, LONGEST_TEXT, PIECES, placed
from bot.domain.errors import Refusal
from bot.domain.subscriber import Language
from bot.domain.typed import fold
from bot.domain.when import (
    Ask,
    NotRead,
    Read,
    Spotted,
    SpottedDays,
    When,
    WhenDays,
    Why,
    read,
    read_days,
    spot,
    spot_days,
)

_WHO = (
    r"(?:(?:the|la|el|this|our) )?(?:rally|march|vigil|walkout|strike|protest|action|event|meeting|place"
    r"|venue|location|time|start|concentraci[oó]n|marcha|vigilia|huelga|protesta|acci[oó]n|reuni[oó]n|lugar"
    r"|sitio|hora)"
)
_BEFORE = r"(?:it|it's|we|we've|has|have|had|been|is|was|will|be|se|ha|han|hemos|sido|est[aá]|fue|va)"
_MOVED = (
    r"(?:moved?|moves|moving|relocated|relocating|changed?|changes|switched|rescheduled|shifted|now"
    r"|new (?:place|venue|location|time)|starts?|begins?|mueven?|movi[oó]|movid[oa]|movemos|muda|mud[oó]"
    r"|traslad\w+|cambi\w+|pasa|pas[oó]|ahora|nuev[oa] (?:lugar|hora|sitio)|empieza|comienza|ser[aá]"
    r"|postponed|delayed|aplaz\w+|pospuest\w+|posp[uo]\w+)"
)
_TO = (
    r"(?:to|at|is|in|for|it|indoors|inside|outside|adentro|afuera|place|venue|location|time|a la|a|al|en|es"
    r"|para|de lugar|de hora|lugar|sitio|hora|and time|and place|y hora|y lugar)"
)
_LEAD = re.compile(
    rf"^(?:{_WHO}\s+)?(?:{_BEFORE}\s+)*{_MOVED}(?:[\s:,]+{_MOVED})?(?:[\s:,]+{_TO}\b)*[\s:,]+", re.IGNORECASE
)
_FROM = re.compile(r"^(?:from\s+.+?\s+to|desde\s+.+?\s+a(?:l| la)?)\s+", re.IGNORECASE)
_SAME = re.compile(
    r"(?:the |el |la |at the )?(?:same|mism[oa]) (?:place|time|location|venue|day|lugar|hora|sitio|d[ií]a)"
    r"|(?:no longer|not at|not in|ya no|instead)\b.*",
    re.IGNORECASE,
)
_OTHERWISE = re.compile(r"^[\w ]{0,20}\b(?:location|place|venue|lugar|sitio)\s*:\s*", re.IGNORECASE)
_LOOSE = r"(?:at|on|and|now|starting|from|to|instead|y|e|a|a las|el|ahora|desde|con|en)"
_TAIL = re.compile(rf"(?:(?:^|\s+){_LOOSE})+$", re.IGNORECASE)
_AGAIN = frozenset(
    [
        *("on again", "back on", "is on", "it is on", "it's on", "on", "again", "reinstate", "reinstated"),
        *("takes place", "not cancelled", "de nuevo en pie", "sigue en pie", "en pie", "si va", "otra vez"),
        *("de nuevo", "se realiza", "no cancelada"),
    ]
)
_NOUN = re.compile(
    r"(?:hall|cent(?:er|re)|park|library|plaza|square|college|council|church|building|courthouse|room|market"
    r"|fair|booth|house|corner|gardens?|school|field|stadium|heights)\b"
)
"""`City Hall` and `Action Center` are places, not facts with a value."""
_OFF = re.compile(
    r"(?:(?:it|it's|is|se|ha sido|fue|queda) )*"
    r"(?:(?:cancel\w*|called off)\b.*|off|postponed?|aplaz\w*|pospuest\w*)"
)
_BY_HOW_MUCH = re.compile(
    r"\b(?:hours?|minutes?|mins?|horas?|minutos?)\b.*(?:later|earlier|sooner|mas tarde|antes|despues)"
)
"""`an hour later` than what? Only the hour itself is taken."""


@dataclass(frozen=True, slots=True)
class Stated:
    """The facts a text names, as lines still to be checked; `when` of a line without labels."""

    lines: dict[Field, str]
    when: When | WhenDays | None = None


def stated(
    text: str, start: datetime | date, now: datetime, zone: str, language: Language, *, whole: bool = False
) -> Stated:
    """`start` is what it has now: an hour without a day is of that day, a day without an hour is asked about
    (or taken as a `whole` day, as days of action are).

    Labelled lines, a fact by its name (`place library steps`), or one line of any form. What says only
    that it takes place after all names no fact.
    """
    if len(text) > LONGEST_TEXT:
        raise Refusal("draft-text-too-long", most=LONGEST_TEXT)
    if lines := labelled(text) or _by_name(text):
        return Stated(lines)
    said = fold(text).strip(" .,")
    if said in _AGAIN:
        return Stated({})
    if _OFF.fullmatch(said):
        raise Refusal("change-is-off", typed=text)
    if _BY_HOW_MUCH.search(said):
        return Stated({}, NotRead(Why.NOT_UNDERSTOOD))
    found = _one_line(text, start, now, zone, language, whole=whole)
    if found == Stated({}):
        raise Refusal("change-not-read", typed=text)
    return found


def when_changed(
    typed: str, start: datetime | date, now: datetime, zone: str, language: Language, *, whole: bool = False
) -> When | WhenDays:
    """A typed time for something that has one already."""
    found = read(typed, now, zone, language)
    if whole and _without_hour(found, start):
        return read_days(typed, now, zone, language)
    return _completed(found, start, lambda more: read(f"{more} {typed}", now, zone, language))


def _by_name(text: str) -> dict[Field, str]:
    words = text.split()
    for length in (3, 2, 1):
        name = " ".join(words[:length])
        field = field_called(name.rstrip(":"))
        value = " ".join(words[length:])
        if field is not None and value:
            moved = field in {Field.VENUE, Field.WHEN} and _LEAD.match(f"{value} ")
            named = field is not Field.VENUE and _NOUN.match(fold(value))
            return {} if moved or named else {field: value}
    return {}


def _one_line(
    text: str, start: datetime | date, now: datetime, zone: str, language: Language, *, whole: bool
) -> Stated:
    lines: dict[Field, str] = {}
    if link := LINK.search(text):
        lines[Field.LINK] = link[0]
        text = text.replace(link[0], " ")
    found: Spotted | SpottedDays = spot(text, now, zone, language)
    if whole and _without_hour(found.when, start):
        found = spot_days(text, now, zone, language)
    when = found.when
    if isinstance(when, When):
        when = _completed(when, start, lambda more: spot(f"{more}, {text}", now, zone, language).when)
    pieces = [piece for part in found.rest for piece in PIECES.split(part.strip(" ."))]
    bare = [each for piece in pieces if (each := _bare(piece)) and not only_kind(each)]
    placed(bare, lines)
    if Field.VENUE not in lines and Field.ADDRESS in lines:
        # A street alone is the new place; the old one's name is not to stay before it.
        lines[Field.VENUE] = lines.pop(Field.ADDRESS)
    return Stated(lines, when)


def _bare(piece: str) -> str:
    """Without what only says that something changes."""
    text = _LEAD.sub("", f"{piece.strip()} ").strip()
    text = _OTHERWISE.sub("", _FROM.sub("", text))
    text = _TAIL.sub("", text).strip()
    if _SAME.fullmatch(text) or re.fullmatch(
        rf"(?:{_WHO}|{_BEFORE}|{_MOVED}|{_TO}|\s)+", text, re.IGNORECASE
    ):
        return ""
    return text if re.search(r"[^\W\d_]{2}", text) else ""


def _without_hour(found: When | WhenDays | None, start: datetime | date) -> bool:
    """A day alone, of something that has no hour either."""
    nothing_of_it = isinstance(found, NotRead) and found.why in {Why.NO_HOUR, Why.NOT_UNDERSTOOD}
    return nothing_of_it and not isinstance(start, datetime)


def _completed(found: When, start: datetime | date, again: Callable[[str], When | None]) -> When:
    """The day or the hour that was not named is the one it has; an hour only if a person says so."""
    if isinstance(found, NotRead) and found.why is Why.NO_DAY:
        return again(f"{start:%Y-%m-%d}") or found
    if isinstance(found, NotRead) and found.why is Why.NO_HOUR and isinstance(start, datetime):
        whole = again(f"{start:%H:%M}")
        if isinstance(whole, Read):
            return Ask(Why.NO_HOUR, (whole,))
        return whole if isinstance(whole, Ask) else found
    return found
