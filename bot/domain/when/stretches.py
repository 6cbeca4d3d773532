"""Days named one after the other in a text, with words of a kind between them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.domain.subscriber import Language
from bot.domain.when.days import Days, days
from bot.domain.when.lexemes import Dated, InDays, Lexeme, Numbered, Said, Weekday
from bot.domain.when.vocabulary import plain

_DAY = (Dated, Weekday, InDays, Numbered)
_DATE = (Dated, InDays, Numbered)


@dataclass(frozen=True, slots=True)
class Named:
    """One day as it is named, from `start` to `end` of the text."""

    said: tuple[Said, ...]
    start: int
    end: int

    @property
    def number(self) -> int | None:
        """Where it is nothing but the number of a day."""
        (first, *more) = self.said
        return first.number if isinstance(first, Numbered) and not more else None

    def options(self, today: date, language: Language, like: "Named | None" = None) -> Days:
        """The days it may mean; a bare number takes its month from the day beside it."""
        dated = next((one for one in like.said if isinstance(one, Dated)), None) if like else None
        if self.number is not None and dated is not None and not dated.slashed:
            return days((Dated(dated.month, self.number, dated.year),), today, language)
        return days(self.said, today, language)


def named(text: str, found: Sequence[Lexeme], at: int, between: re.Pattern[str]) -> tuple[Named, ...]:
    """The days from the first one on that begins at `at` or later, as long as only `between` parts them."""
    plained = plain(text)
    taken: list[list[Lexeme]] = []
    for lexeme in found:
        if lexeme.start < at or not isinstance(lexeme.said, _DAY):
            continue
        if not taken:
            taken.append([lexeme])
            continue
        gap = plained[taken[-1][-1].end : lexeme.start]
        if between.fullmatch(gap):
            taken.append([lexeme])
        elif not gap.strip(" ,.") and _goes_on(taken[-1], lexeme):
            taken[-1].append(lexeme)
        else:
            break
    return tuple(Named(tuple(one.said for one in part), part[0].start, part[-1].end) for part in taken)


def _goes_on(part: Sequence[Lexeme], lexeme: Lexeme) -> bool:
    """`Friday` and then `March 27`: one day, named twice."""
    return not any(isinstance(one.said, _DATE) for one in part) and isinstance(lexeme.said, _DATE)
