"""Actions that come again: a rule, and the dates it makes. Pure; local days and wall time only."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from bot.domain.ids import Code

MOST_DATES = 26
LONGEST = timedelta(days=180)
"""From the first date to the last: what is farther away is announced when it comes nearer."""
LAST = -1
"""In place of a number: the last such weekday of a month."""
_WEEK = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class Recurrence:
    """The weekday and hour of the first date again, every so many `weeks`, up to and with `until`.

    With `nth` (1 to 4, or `LAST`) once a month instead: on the nth such weekday.
    """

    until: date
    weeks: int = 1
    nth: int | None = None
    skipped: tuple[date, ...] = ()

    def days(self, first: date) -> tuple[date, ...]:
        """Those it makes, skipped ones included; never more than one above the limit."""
        found: list[date] = []
        for day in self._endless(first):
            if day > self.until or len(found) > MOST_DATES:
                break
            found.append(day)
        return tuple(found)

    def dates(self, first: date) -> tuple[date, ...]:
        return tuple(day for day in self.days(first) if day not in self.skipped)

    def _endless(self, first: date) -> Iterator[date]:
        if self.nth is None:
            day = first
            while True:
                yield day
                day += _WEEK * self.weeks
        yield from nth_weekdays(first, self.nth)


def nth_weekdays(first: date, nth: int) -> Iterator[date]:
    """The nth weekday like `first`'s of its month and of every month after it, from `first` on."""
    year, month = first.year, first.month
    while True:
        if (day := _nth(year, month, first.weekday(), nth)) >= first:
            yield day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)


@dataclass(frozen=True, slots=True)
class Series:
    """What the dates of one announcement share: its code, its rule, and its first date."""

    code: Code
    rule: Recurrence
    first: date


def _nth(year: int, month: int, weekday: int, nth: int) -> date:
    if nth == LAST:
        following = date(year + month // 12, month % 12 + 1, 1)
        last = following - timedelta(days=1)
        return last - timedelta(days=(last.weekday() - weekday) % 7)
    first = date(year, month, 1)
    return first + timedelta(days=(weekday - first.weekday()) % 7 + 7 * (nth - 1))
