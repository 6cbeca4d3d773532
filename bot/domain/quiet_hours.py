"""Quiet hours as people type them, in English and Spanish."""

import re
import unicodedata
from dataclasses import dataclass
from datetime import time
from itertools import product

from bot.domain.errors import Refusal
from bot.domain.subscriber import QuietHours

_DAY = 24 * 60
_HALF_DAY = _DAY // 2

_OFF = "off no none never nunca ninguna ninguno apagar apagado apagadas desactivar desactivado 0"
_SPOKEN = (
    (r"\b12(?::00)? de la noche\b|\b(?:midnight|(?:la )?medianoche)\b", "0:00"),
    (r"\b12(?::00)? del (?:mediodia|dia)\b|\b(?:12(?::00)? )?(?:noon|(?:el )?mediodia)\b", "12 pm"),
    (r"\b(?:de|por|en) la (?:manana|madrugada)\b|\bin the morning\b", "am"),
    (r"\b(?:de|por|en) la (?:tarde|noche)\b|\b(?:in the (?:afternoon|evening)|at night)\b", "pm"),
)
TIME = r"(?:las? |at )?(\d{1,2})(?:[:.h](\d{2}))? ?(?:h(?:rs?|s|oras|ours)?\b)? ?([ap](?: ?m)?\b)?"
_FROM = "(?:de |desde |from |between |entre )?"
_TO = r" ?(?:-|\ba\b|al\b|to\b|till\b|until\b|hasta\b|and\b|y\b) ?"
_RANGE = re.compile(f"{_FROM}{TIME}{_TO}{TIME}")


def parse_quiet_hours(typed: str) -> QuietHours | None:
    """`22-8`, `10pm-8am`, `22:30-7`, `10 p.m. a 8 a.m.`; None for `off` and `no`.

    Refusal("quiet-not-understood") if it cannot be read, or could well mean something else ("10-8").
    """
    plain = plain_times(typed)
    if plain in _OFF.split():
        return None
    match = _RANGE.fullmatch(plain)
    spans = _spans(match) if match else []
    if not spans:
        raise Refusal("quiet-not-understood", typed=typed)
    return min(spans, key=_length).hours


@dataclass(frozen=True, slots=True)
class _Span:
    starts: int
    ends: int

    @property
    def hours(self) -> QuietHours:
        return QuietHours(_clock(self.starts), _clock(self.ends))


def _length(span: _Span) -> int:
    return (span.ends - span.starts) % _DAY


def _spans(match: re.Match[str]) -> list[_Span]:
    """The possible readings. Where only one end says am or pm, the other end may be either."""
    first_hour, first_minute, first_half, second_hour, second_minute, second_half = match.groups()
    marked = bool(first_half or second_half)
    first = readings(first_hour, first_minute, first_half, marked)
    second = readings(second_hour, second_minute, second_half, marked)
    spans = [_Span(*pair) for pair in product(first, second) if pair[0] != pair[1]]
    if not marked and int(first_hour) <= 12 and int(second_hour) <= 12:
        # "10-8" hardly means 22 hours of silence, and nobody said which half of the day was meant.
        spans = [span for span in spans if _length(span) <= _HALF_DAY]
    return spans


def readings(hour_typed: str, minute_typed: str | None, half: str | None, marked: bool) -> list[int]:
    """Minutes of the day this may mean; none if no clock shows it."""
    hour, minute = int(hour_typed), int(minute_typed or 0)
    if minute > 59 or hour > 24 or (hour == 24 and minute):
        return []
    if half and hour > 12:
        return [] if half.startswith("a") else [hour % 24 * 60 + minute]
    if half:
        return [(hour % 12 + (12 if half.startswith("p") else 0)) * 60 + minute]
    if marked and 1 <= hour <= 12:
        return [(hour % 12 + add) * 60 + minute for add in (0, 12)]
    return [hour % 24 * 60 + minute]


def _clock(minutes: int) -> time:
    return time(minutes // 60, minutes % 60)


def plain_times(typed: str) -> str:
    """Lower case, one kind of dash and space, no accents; the ways to say a half of the day made one."""
    folded = unicodedata.normalize("NFKD", typed.casefold())
    plain = "".join(sign for sign in folded if not unicodedata.combining(sign))
    plain = re.sub("[‐‑‒–—―−]", "-", plain)
    plain = re.sub(r"\b([ap])\. ?m\b\.?", r"\1m", plain)
    plain = re.sub(r"\bo'?clock\b|\ben punto\b", "", plain)
    plain = " ".join(plain.replace(",", " ").split()).strip(" .")
    for spoken, written in _SPOKEN:
        plain = re.sub(spoken, written, plain)
    return re.sub(r"\s+", " ", plain)
