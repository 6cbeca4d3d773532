"""What reading a typed day and time can come to."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

FARTHEST = timedelta(days=548)
"""About 18 months: what is farther away is more likely a slip than a plan."""


class Why(StrEnum):
    """Why it is asked about, or why it was not read."""

    WEEKDAY = "weekday"
    """The weekday is not that of the date."""
    MERIDIEM = "meridiem"
    """Morning or afternoon."""
    ORDER = "order"
    """7/2 is July 2 to some and February 7 to others."""
    WEEK = "week"
    """Which of two weeks: `next Friday`, or the weekday that is today."""
    MIDNIGHT = "midnight"
    """The one before the day or the one after it."""
    TWICE = "twice"
    """The clocks go back: the hour comes twice. The option is the first of the two."""

    NO_DAY = "no-day"
    NO_HOUR = "no-hour"
    NO_SUCH_DAY = "no-such-day"
    SKIPPED = "skipped"
    """The clocks go forward: the hour does not come."""
    PAST = "past"
    TOO_FAR = "too-far"
    ANOTHER_ZONE = "another-zone"
    """A time zone was typed that is not the place's."""
    NOT_UNDERSTOOD = "not-understood"


@dataclass(frozen=True, slots=True)
class Read:
    """Naive wall times of the place."""

    starts_at: datetime
    ends_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Ask:
    """One to six readings, the likeliest first; a person has to choose."""

    why: Why
    options: tuple[Read, ...]


@dataclass(frozen=True, slots=True)
class WholeDays:
    """A day without an hour, or the first and the last of several."""

    first: date
    last: date


@dataclass(frozen=True, slots=True)
class AskDays:
    """The same as `Ask`, for days without an hour."""

    why: Why
    options: tuple[WholeDays, ...]


@dataclass(frozen=True, slots=True)
class NotRead:
    why: Why


When = Read | Ask | NotRead
WhenDays = WholeDays | AskDays | NotRead
