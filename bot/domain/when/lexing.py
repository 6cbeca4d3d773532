"""A typed text cut into what it says of days and hours, and into what is left."""

import re
from collections.abc import Iterator

from bot.domain.when.hours import hours_at
from bot.domain.when.lexemes import Dated, Filler, InDays, Lexeme, Numbered, Other, Said, Weekday, Zoned
from bot.domain.when.vocabulary import MONTHS, PARTS, WEEKDAYS, Part, either, plain
from bot.domain.zones import parse_zone

_YEAR = r"(?:,? (?:del? )?(?P<year>20\d\d)(?!\d))?"
_NUMBER = r"(?<![\d/])(?P<day>\d{1,2})(?:st|nd|rd|th|ro|[ºo])?(?![\d:/a-z])"
_MONTH = rf"(?P<month>{either(MONTHS)})(?![a-z])\.?"
_NOT_AN_HOUR = r"(?! ?[ap]\.? ?m\b| ?h(?:rs?|oras?)?\b|\.\d)"
_ISO = re.compile(r"(?P<year>20\d\d)-(?P<month>\d\d)-(?P<day>\d\d)(?!\d)t?")
_DATES = (
    # `mar 3 feb` is a Tuesday of February.
    re.compile(
        rf"(?!mar\.? \d+ (?:de )?(?:{either(MONTHS)})\b){_MONTH} (?:the )?{_NUMBER}{_NOT_AN_HOUR}{_YEAR}"
    ),
    re.compile(rf"(?:primero|1ero|{_NUMBER}) (?:de |of )?{_MONTH}{_YEAR}"),
)
_SLASHED = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})(?:/((?:20)?\d\d))?(?![\d/])")
_RELATIVE = (
    (re.compile(r"(?:(?:the )?day after tomorrow|pasado manana)\b"), 2),
    (re.compile(r"(?:tomorrow|tmrw|manana)\b"), 1),
    (re.compile(r"(?:today|hoy)\b"), 0),
)
_THIS_PART = re.compile(r"(?:(?P<tonight>tonight)|(?:this|esta) (?P<part>" + either(PARTS) + r"))\b")
_PART = re.compile(
    rf"(?:(?:in the|at|de la|por la|en la|a la) (?P<part>{either(PARTS)})"
    rf"|(?P<bare>{either(PARTS.keys() - {'manana'})}))\b"
)
_WEEKDAY = re.compile(
    rf"(?:(?P<next>next )|(?P<coming>coming |(?:el )?proximo )|(?P<this>this |(?:el )?este )|el |on )?"
    rf"\b(?P<name>{either([*WEEKDAYS, 'mar'])})(?![a-z])\.?(?P<after> que viene\b| proximo\b)?"
)
_INTRODUCED = re.compile(
    r"(?:(?:a|desde|de|entre) las? |at |from |between |de |desde |las? |@ ?)(?=\d|[a-z])"
)
_ORDINAL = re.compile(
    rf"(?:the |el )?(?:dia )?(\d{{1,2}})(st|nd|rd|th)?(?![\d:/a-z]| (?:de |of )?(?:{either(MONTHS)})\b)"
)
_ZONE = re.compile(
    r"(?:(?:eastern|central|mountain|pacific|alaska|hawaii|arizona|atlantic)(?: standard| daylight)? time"
    r"|hora (?:del?|de la) (?:este|centro|montana|pacifico|atlantico|alaska|hawaii|arizona)"
    r"|[ecmp][sd]?t)(?![a-z])"
)
_FILLER = re.compile(
    r"(?:on|at|the|of|el|la|las|los|de|del|a|al|en|para|from|desde|dia|date|fecha|hora|time|starting|starts"
    r"|empieza|by)(?![a-z0-9])|[ ,;.@()|·-]"
)
_WORD = re.compile(r"\w+|\W")


def lexemes(text: str) -> Iterator[Lexeme]:
    """All of the text, in order; words without a meaning here one by one."""
    folded, at, before = plain(text), 0, None
    while at < len(folded):
        end, said = _next(folded, at, before)
        for one in said:
            yield Lexeme(at, end, one)
        before = said[-1] if not isinstance(said[-1], Filler) else before
        at = end


def _next(text: str, at: int, before: Said | None) -> tuple[int, tuple[Said, ...]]:
    if at and text[at - 1].isalnum() and text[at].isalpha():
        return _word(text, at)
    for reader in (_date, _relative):
        found = reader(text, at)
        if found:
            return found
    introduced = _INTRODUCED.match(text, at)
    if introduced and (hours := hours_at(text, introduced.end(), introduced=True)):
        return hours[1], (hours[0],)
    if hours := hours_at(text, at, introduced=False):
        return hours[1], (hours[0],)
    if (zone := _ZONE.match(text, at)) and before is not None and not isinstance(before, Other):
        return zone.end(), (Zoned(parse_zone(zone[0])),)
    return _weekday(text, at) or _number(text, at) or _part(text, at) or _filler(text, at)


def _date(text: str, at: int) -> tuple[int, tuple[Said, ...]] | None:
    if iso := _ISO.match(text, at):
        return iso.end(), (Dated(int(iso["month"]), int(iso["day"]), int(iso["year"])),)
    for pattern in _DATES:
        if said := pattern.match(text, at):
            day, year = int(said["day"] or 1), said["year"]
            unsure = said["month"] == "mar" and text.startswith("mar", at)
            return said.end(), (
                Dated(MONTHS[said["month"]], day, int(year) if year else None, maybe_tuesday=unsure),
            )
    if slashed := _SLASHED.match(text, at):
        year = slashed[3]
        full = int(year) % 100 + 2000 if year else None
        return slashed.end(), (Dated(int(slashed[1]), int(slashed[2]), full, slashed=True),)
    return None


def _relative(text: str, at: int) -> tuple[int, tuple[Said, ...]] | None:
    for pattern, days in _RELATIVE:
        if said := pattern.match(text, at):
            return said.end(), (InDays(days),)
    if said := _THIS_PART.match(text, at):
        return said.end(), (InDays(0), Part.NIGHT if said["tonight"] else PARTS[said["part"]])
    return None


def _weekday(text: str, at: int) -> tuple[int, tuple[Said, ...]] | None:
    said = _WEEKDAY.match(text, at)
    if said is None:
        return None
    coming = bool(said["coming"] or said["after"])
    number = WEEKDAYS.get(said["name"])
    return said.end(), (Weekday(number, bool(said["next"]), coming, this=bool(said["this"])),)


def _number(text: str, at: int) -> tuple[int, tuple[Said, ...]] | None:
    said = _ORDINAL.match(text, at)
    if said is None or (at and text[at - 1].isdigit()):
        return None
    return said.end(), (Numbered(int(said[1]), ordinal=bool(said[2]) or not text[at].isdigit()),)


def _part(text: str, at: int) -> tuple[int, tuple[Said, ...]] | None:
    said = _PART.match(text, at)
    return (said.end(), (PARTS[said["part"] or said["bare"]],)) if said else None


def _filler(text: str, at: int) -> tuple[int, tuple[Said, ...]]:
    said = _FILLER.match(text, at)
    return (said.end(), (Filler(),)) if said else _word(text, at)


def _word(text: str, at: int) -> tuple[int, tuple[Said, ...]]:
    said = _WORD.match(text, at)
    assert said is not None
    return said.end(), (Other(),)
