"""Proof of having read: the right fact picked among three, or typed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import StrEnum
from hashlib import blake2s

from bot.domain.announcement import Draft
from bot.domain.calendar import Entry, Version
from bot.domain.changing import Changed, differences
from bot.domain.errors import Refusal
from bot.domain.ids import Code
from bot.domain.near_places import near_places
from bot.domain.typed import fold

CHOICES = 3
LONGEST_PLACE = 56
"""Characters of a place among the choices: a button shows no more."""
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
        others = [str(option) for option in self.options if option != answer]
        return len(said) >= _FEWEST_LETTERS and said in _parts(answer, others)


def new_facts(before: Version, now: Version) -> tuple[Fact, ...]:
    """Those of the three that are different now; all where none is."""
    changed = differences(before, now)
    found = [Fact.PLACE] if Changed.PLACE in changed else []
    if now.starts_at and (before.starts_at is None or now.starts_at.time() != before.starts_at.time()):
        found.append(Fact.TIME)
    if now.starts_on != before.starts_on:
        found.append(Fact.DAY)
    return tuple(found) or tuple(Fact)


def proof_of(
    draft: Draft, code: Code, facts: tuple[Fact, ...] = tuple(Fact), was: Entry | None = None
) -> Proof:
    """About one of `facts` (what is new) that is stated; the same at every call.

    `was` is the entry that the draft changes: its place is among the choices where the place is new, and its
    day holds where the draft has no start.
    """
    digest = blake2s(f"{code}:{draft.digest()}".encode(), digest_size=8).digest()
    options = {fact: found for fact in Fact if (found := _options(draft, fact, was, digest[3]))}
    stated = [fact for fact in facts if fact in options] or list(options)
    if not stated:
        raise Refusal("draft-incomplete", code=code)
    fact = stated[digest[0] % len(stated)]
    true, *others = options[fact]
    right = digest[1] % CHOICES
    choices = [*others[: CHOICES - 1]]
    if digest[2] % 2:
        choices.reverse()
    choices.insert(right, true)
    return Proof(fact, tuple(choices), right)


def _options(draft: Draft, fact: Fact, was: Entry | None, seed: int) -> list[str | time | date]:
    """The true one first; empty where the fact is not stated."""
    at = draft.starts_at
    if fact is Fact.PLACE:
        true = _place(draft.venue, draft.address)
        earlier = _place(was.venue, was.address) if was is not None else None
        return [*near_places(true, earlier, seed)] if true else []
    if fact is Fact.TIME:
        return [] if at is None else [(at + timedelta(hours=hours)).time() for hours in (0, 1, -1)]
    day = draft.first_day or (was.starts_on if was is not None else None)
    return [] if day is None else [day + timedelta(days=days) for days in (0, 1, -1)]


def _place(venue: str | None, address: str | None) -> str | None:
    """As much of it as a button can show."""
    whole = ", ".join(part for part in (venue, address) if part)
    if len(whole) > LONGEST_PLACE:
        whole = next((part for part in (address, venue) if part and _NUMBER.search(part)), whole)
    return whole or None


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


def _parts(place: str, others: Sequence[str]) -> frozenset[str]:
    """The whole, or a part that tells it from the others."""
    parts = [part for part in place.split(",") if not any(part.strip() in other for other in others)]
    return frozenset(_KEPT.sub("", fold(text)) for text in (place, *parts))
