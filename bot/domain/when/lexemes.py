"""What a piece of a typed text can say of a day or an hour."""

from dataclasses import dataclass

from bot.domain.when.hours import Hours
from bot.domain.when.vocabulary import Part


@dataclass(frozen=True, slots=True)
class Dated:
    """A day of a month; `year` if it was typed. `slashed`: two numbers, of which `month` came first.

    `maybe_tuesday`: written `mar 7`, which Spanish may mean as `martes 7`.
    """

    month: int
    day: int
    year: int | None = None
    slashed: bool = False
    maybe_tuesday: bool = False


@dataclass(frozen=True, slots=True)
class Weekday:
    """`following` for an English `next`; `coming` where the nearest one is meant without doubt, today
    included for `this`. `number` None is Spanish `mar`, which is March as well.
    """

    number: int | None
    following: bool = False
    coming: bool = False
    this: bool = False


@dataclass(frozen=True, slots=True)
class InDays:
    days: int


@dataclass(frozen=True, slots=True)
class Numbered:
    """A number that is a day of the month, or nothing; an `ordinal` one is nothing else."""

    number: int
    ordinal: bool = False


@dataclass(frozen=True, slots=True)
class Zoned:
    zone: str | None


@dataclass(frozen=True, slots=True)
class Filler:
    """A word or sign that may stand between the others."""


@dataclass(frozen=True, slots=True)
class Other:
    """A word that says nothing of days and hours."""


Said = Dated | Weekday | InDays | Numbered | Hours | Part | Zoned | Filler | Other


@dataclass(frozen=True, slots=True)
class Lexeme:
    """What stands from `start` to `end` of the text."""

    start: int
    end: int
    said: Said
