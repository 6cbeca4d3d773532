"""Where in a longer line the day and the hour stand."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from bot.domain.subscriber import Language
from bot.domain.when.hours import Hours
from bot.domain.when.lexemes import Dated, Filler, InDays, Lexeme, Numbered, Other, Weekday, Zoned
from bot.domain.when.lexing import lexemes
from bot.domain.when.reading import read_said
from bot.domain.when.result import NotRead, When, Why

_DAYS = (Dated, Weekday, InDays)


@dataclass(frozen=True, slots=True)
class Spotted:
    """`rest` is what is left of the line, in pieces; `when` None where it says nothing of day and hour."""

    when: When | None
    rest: tuple[str, ...]


def spot(line: str, now: datetime, zone: str, language: Language) -> Spotted:
    runs = [run for run in _runs(list(lexemes(line))) if _says(run)]
    if not runs:
        return Spotted(None, (line,))
    whole = [run for run in runs if _has(run, _DAYS) and _has(run, (Hours,))]
    chosen = whole if len(whole) == 1 else runs
    rest = tuple(_rest(line, chosen))
    if len(whole) > 1 or len(runs) > max(2, len(whole)):
        return Spotted(NotRead(Why.NOT_UNDERSTOOD), rest)
    said = [one.said for run in chosen for one in run if not isinstance(one.said, Filler)]
    return Spotted(read_said(said, now, zone, language), rest)


def _runs(found: Sequence[Lexeme]) -> Iterator[list[Lexeme]]:
    """Stretches without a word that is about anything else, without what hangs on at their ends."""
    for other, group in groupby(found, key=lambda one: isinstance(one.said, Other)):
        run = [] if other else list(group)
        while run and _hangs(run[0]):
            del run[0]
        while run and _hangs(run[-1]):
            del run[-1]
        if run:
            yield run


def _hangs(one: Lexeme) -> bool:
    """A house number, a comma, `at`."""
    return isinstance(one.said, Filler | Numbered | Zoned)


def _says(run: Sequence[Lexeme]) -> bool:
    return _has(run, (*_DAYS, Hours))


def _has(run: Sequence[Lexeme], kinds: tuple[type, ...]) -> bool:
    return any(isinstance(one.said, kinds) for one in run)


def _rest(line: str, chosen: Sequence[Sequence[Lexeme]]) -> Iterator[str]:
    at = 0
    for run in chosen:
        yield line[at : run[0].start]
        at = run[-1].end
    yield line[at:]
