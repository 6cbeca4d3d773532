"""The shape of `calendar.toml` and `left_out.toml`: closed vocabularies, no unknown field, entry by entry.

What holds between entries is checked in `seeds/consistency.py`.
"""

from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints, model_validator

from bot.domain.calendar import EntryType, Kind, Precision, Scope, Status

ASSUMED_DAYS_AHEAD = 3
"""How long before its first day an entry counts as announced if no dated document announces it."""

DocumentKey = Annotated[str, StringConstraints(pattern=r"^\d{3}$")]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
CityLabel = Annotated[str, StringConstraints(pattern=r"^.+, [A-Z]{2}$")]
StateCode = Annotated[str, StringConstraints(pattern=r"^[A-Z]{2}$")]
Text = Annotated[str, StringConstraints(min_length=1, strip_whitespace=True)]
Reference = Annotated[str, StringConstraints(pattern=r"^\d{3}:[1-9]\d*$")]
Weekday = Literal["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
WEEKDAYS: tuple[Weekday, ...] = (
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
    "Sunday",
)


class Flag(StrEnum):
    """What a person should know before trusting an entry; explained in docs/calendar.md."""

    ANNOUNCED_ON_ASSUMED = "announced_on_assumed"
    WEEKDAY_MISMATCH = "weekday_mismatch"
    YEAR_MISMATCH = "year_mismatch"
    DATE_RESOLVED = "date_resolved"
    DATE_FROM_CAPTION = "date_from_caption"
    DATE_IMPLIED = "date_implied"
    CITY_IMPLIED = "city_implied"
    STATE_IMPLIED = "state_implied"
    LINK_INFERRED = "link_inferred"
    CAPTION_UNASSIGNED = "caption_unassigned"
    SEVERAL_UNNAMED = "several_unnamed"


def _without_repeats(values: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(values)) != len(values):
        raise ValueError("says something twice")
    return values


def _mixed(code: str) -> str:
    """A letter and a digit, so that a code is neither a word nor a number."""
    if code.isdigit() or code.isalpha():
        raise ValueError("a code has a letter and a digit")
    return code


SeedCode = Annotated[str, StringConstraints(pattern=r"^[0-9A-HJKMNP-TV-Z]{4}$"), AfterValidator(_mixed)]
"""Crockford base32: no I, L, O, U."""


class Seed(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class SeedDocument(Seed):
    """`lines` is the number of lines of the file; `dated_on` the date printed in it, if any."""

    file: Text
    lines: int = Field(gt=0)
    dated_on: date | None = None


class SeedCity(Seed):
    """`id` is a GeoNames id; the coordinates are the city's centre."""

    id: int = Field(gt=0)
    latitude: float = Field(ge=-90, le=90)
    longitude: float = Field(ge=-180, le=180)
    zone: Text


class SeedTitle(Seed):
    en: Annotated[str, StringConstraints(min_length=1, max_length=60)]
    es: Annotated[str, StringConstraints(min_length=1, max_length=70)]


class SeedAttendance(Seed):
    """`words` as printed. `min` and `max` only where a figure is printed (docs/calendar.md has the rule)."""

    words: Text
    min: int | None = Field(default=None, gt=0)
    max: int | None = Field(default=None, gt=0)

    @model_validator(mode="after")
    def _both_or_neither(self) -> Self:
        if (self.min is None) != (self.max is None):
            raise ValueError("min and max belong together")
        if self.min is not None and self.max is not None and self.min > self.max:
            raise ValueError("min is above max")
        return self


class SeedEntry(Seed):
    """One entry as the file tells it. Its place: a city, or else a state, or else the whole country."""

    id: Slug
    code: SeedCode
    type: EntryType
    kind: Kind
    title: SeedTitle
    city: CityLabel | None = None
    state: StateCode | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    weekday: Weekday | None = None
    venue: Text | None = None
    organizers: Annotated[tuple[Text, ...], AfterValidator(_without_repeats)] = ()
    attendance: SeedAttendance | None = None
    status: Status
    announced_on: date | None = None
    belongs_to: Slug | None = None
    sources: Annotated[tuple[Reference, ...], Field(min_length=1), AfterValidator(_without_repeats)]
    flags: Annotated[tuple[Flag, ...], AfterValidator(_without_repeats)] = ()

    @property
    def scope(self) -> Scope:
        if self.city:
            return Scope.CITY
        return Scope.STATE if self.state else Scope.NATIONAL

    @property
    def precision(self) -> Precision:
        if self.starts_on is None:
            return Precision.UNDATED
        if self.starts_at is not None:
            return Precision.TIME
        return Precision.DAY if self.ends_on is None else Precision.RANGE

    @property
    def last_day(self) -> date | None:
        """Equal to the first day for an entry of one day."""
        return self.ends_on or self.starts_on

    @property
    def listed_from(self) -> date | None:
        """The printed announcement's date, else the assumed one; none for an undated entry."""
        if self.announced_on or self.starts_on is None:
            return self.announced_on
        return self.starts_on - timedelta(days=ASSUMED_DAYS_AHEAD)

    @property
    def all_flags(self) -> tuple[Flag, ...]:
        """The flags of the file, and the one that follows from a missing announcement."""
        assumed = self.announced_on is None and self.starts_on is not None
        return (Flag.ANNOUNCED_ON_ASSUMED, *self.flags) if assumed else self.flags


class LeftOut(Seed):
    """A mention that is no entry, and why."""

    document: DocumentKey
    lines: Annotated[tuple[int, ...], Field(min_length=1)]
    mention: Text
    reason: Text


class SeedLeftOut(Seed):
    left_out: tuple[LeftOut, ...]


class SeedCalendar(Seed):
    """The whole file. Documents by their short key, cities by label, zones of states by USPS code."""

    documents: dict[DocumentKey, SeedDocument]
    state_zones: dict[StateCode, Text]
    cities: dict[CityLabel, SeedCity]
    entries: tuple[SeedEntry, ...]
