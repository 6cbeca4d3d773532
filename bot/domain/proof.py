"""Proof of having read: the right fact picked among three, or typed."""

import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from hashlib import blake2s

from bot.domain.announcement import Draft
from bot.domain.errors import Refusal
from bot.domain.ids import Code
from bot.domain.typed import fold

CHOICES = 3
_NUMBER = re.compile(r"\d+")
_KEPT = re.compile(r"[^a-z0-9]+")
_HOURS = re.compile(r"(?:alas|ala|las|la|at)?(\d{1,2})(?:(\d{2}))?(am|pm|h|hrs|horas)?")
_FEWEST_LETTERS = 4


class Fact(StrEnum):
    PLACE = "place"
    TIME = "time"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Proof:
    """`options` are a place's text, a time or a day; `right` is the index of the true one."""

    fact: Fact
    options: tuple[str | time | date, ...]
    right: int

    def is_proved_by(self, typed: str) -> bool:
        """Is it the true fact, as people type it?"""
        answer = self.options[self.right]
        said = _KEPT.sub("", fold(typed))
        if isinstance(answer, time):
            return _time(said) == answer
        if isinstance(answer, date):
            return said in _days(answer)
        return len(said) >= _FEWEST_LETTERS and said in _parts(answer)


def proof_of(draft: Draft, code: Code, facts: tuple[Fact, ...] = tuple(Fact)) -> Proof:
    """About one of `facts` (what is new) that is stated; the same at every call."""
    digest = blake2s(f"{code}:{draft.digest()}".encode(), digest_size=8).digest()
    stated = [fact for fact in facts if _options(draft, fact)]
    if not stated:
        raise Refusal("draft-incomplete", code=code)
    fact = stated[digest[0] % len(stated)]
    true, *others = _options(draft, fact)
    right = digest[1] % CHOICES
    options = [*others[: CHOICES - 1]]
    if digest[2] % 2:
        options.reverse()
    options.insert(right, true)
    return Proof(fact, tuple(options), right)


def _options(draft: Draft, fact: Fact) -> list[str | time | date]:
    """The true one first; empty where the fact is not stated, or no near one can be made up."""
    at = draft.starts_at
    match fact:
        case Fact.PLACE:
            return list(_near_places(draft))
        case Fact.TIME:
            return [] if at is None else [(at + timedelta(hours=hours)).time() for hours in (0, 1, -1)]
        case Fact.DAY:
            day = draft.first_day
            return [] if day is None else [day + timedelta(days=days) for days in (0, 1, -1)]


def _near_places(draft: Draft) -> list[str]:
    """The place with another number in it: nobody can tell without having read it."""
    place = ", ".join(part for part in (draft.venue, draft.address) if part)
    number = _NUMBER.search(place)
    if number is None:
        return []
    value = int(number[0])
    step = 10 if value >= 20 else 2
    return [
        place[: number.start()] + str(near) + place[number.end() :]
        for near in (value, value + step, value + 2 * step)
    ]


def _time(said: str) -> time | None:
    """`2pm`, `200pm`, `1400`, `14h`; None where it reads like no time of one meaning."""
    found = _HOURS.fullmatch(said)
    if found is None:
        return None
    hour, minute, half = int(found[1]), int(found[2] or 0), found[3] or ""
    if half in {"am", "pm"}:
        if not 1 <= hour <= 12:
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    elif not half and found[2] is None:
        return None
    return time(hour, minute) if hour < 24 and minute < 60 else None


_MONTHS = (
    ("january", "enero"),
    ("february", "febrero"),
    ("march", "marzo"),
    ("april", "abril"),
    ("may", "mayo"),
    ("june", "junio"),
    ("july", "julio"),
    ("august", "agosto"),
    ("september", "septiembre"),
    ("october", "octubre"),
    ("november", "noviembre"),
    ("december", "diciembre"),
)
_WEEKDAYS = (
    ("monday", "lunes"),
    ("tuesday", "martes"),
    ("wednesday", "miercoles"),
    ("thursday", "jueves"),
    ("friday", "viernes"),
    ("saturday", "sabado"),
    ("sunday", "domingo"),
)


def _days(day: date) -> frozenset[str]:
    """As the bot writes it and as people do, without spaces: `satfeb7`, `sabado7defebrero`."""
    en, es = _MONTHS[day.month - 1]
    months = {en, en[:3], es, es[:3]}
    plain = {f"{m}{day.day}" for m in months} | {f"{day.day}{of}{m}" for m in months for of in ("", "de")}
    weekdays = {form for name in _WEEKDAYS[day.weekday()] for form in (name, name[:3])}
    return frozenset(
        plain | {f"{w}{p}" for w in weekdays for p in plain} | {day.isoformat().replace("-", "")}
    )


def _parts(place: str) -> frozenset[str]:
    """The whole, or the part with the number in it that tells it from the others."""
    parts = [part for part in place.split(",") if _NUMBER.search(part)]
    return frozenset(_KEPT.sub("", fold(text)) for text in (place, *parts))
