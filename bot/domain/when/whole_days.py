"""Days without an hour, one or a first and a last, as days of action have them."""

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.calendar import local_time
from bot.domain.subscriber import Language
from bot.domain.when.days import Days
from bot.domain.when.hours import Hours
from bot.domain.when.lexemes import Filler, Numbered
from bot.domain.when.lexing import lexemes
from bot.domain.when.result import FARTHEST, AskDays, NotRead, WhenDays, WholeDays, Why
from bot.domain.when.stretches import Named, named
from bot.domain.when.vocabulary import Part

LONGEST = timedelta(days=31)
_TO = re.compile(r"[ ,]*(?:-|to|through|thru|until|till|hasta|al?|y|and)[ ,]*(?:(?:the|el|del|de) )?")
_MOST_OPTIONS = 4
_HANGING = re.compile(r"(?:(?:^|\s)(?:from|on|del?|desde|el|the))+\s*$", re.IGNORECASE)
"""Words that lead to a day."""


@dataclass(frozen=True, slots=True)
class SpottedDays:
    """`rest` is what is left of the line, in pieces; `when` None where it names no day."""

    when: WhenDays | None
    rest: tuple[str, ...]


def read_days(typed: str, now: datetime, zone: str, language: Language) -> WhenDays:
    """`Fri Mar 27 to Sun Mar 29`, and nothing else."""
    found = spot_days(typed, now, zone, language)
    if found.when is None:
        return NotRead(Why.NO_DAY)
    left = [one.said for piece in found.rest for one in lexemes(piece)]
    return found.when if all(isinstance(one, Filler) for one in left) else NotRead(Why.NOT_UNDERSTOOD)


def spot_days(line: str, now: datetime, zone: str, language: Language) -> SpottedDays:
    """The first day a line names, with a last one behind it."""
    found = [one for one in lexemes(line) if not isinstance(one.said, Part | Hours)]
    starts = (named(line, found, one.start, _TO)[:2] for one in found)
    sides = next((sides for sides in starts if any(not _is_bare(side) for side in sides)), None)
    if sides is None:
        return SpottedDays(None, (line,))
    today = local_time(now, zone).date()
    rest = (_HANGING.sub("", line[: sides[0].start]), line[sides[-1].end :])
    first, last = sides[0], sides[-1]
    firsts, lasts = first.options(today, language, last), last.options(today, language, first)
    return SpottedDays(_combined(firsts, lasts, today, together=len(sides) == 1), rest)


def _is_bare(side: Named) -> bool:
    """A house number as well as a day."""
    (first, *more) = side.said
    return isinstance(first, Numbered) and not first.ordinal and not more


def _combined(firsts: Days, lasts: Days, today: date, *, together: bool) -> WhenDays:
    for side in (firsts, lasts):
        if not side.options:
            return NotRead(side.why or Why.NO_DAY)
    pairs = [WholeDays(day, day) for day in firsts.options]
    if not together:
        pairs = [WholeDays(a, b) for a in firsts.options for b in lasts.options if a <= b <= a + LONGEST]
    if not pairs:
        return NotRead(Why.NOT_UNDERSTOOD)
    ahead = tuple(pair for pair in pairs if pair.first >= today)[:_MOST_OPTIONS]
    if not ahead:
        return NotRead(Why.PAST)
    if ahead[0].first > today + FARTHEST:
        return NotRead(Why.TOO_FAR)
    why = firsts.why or lasts.why
    return ahead[0] if why is None and len(ahead) == 1 else AskDays(why or Why.ORDER, ahead)
