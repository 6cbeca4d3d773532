"""The calendar: actions and days of action as entries, and where they stand in time."""

from dataclasses import dataclass, fields
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum
from functools import lru_cache
from zoneinfo import ZoneInfo

from bot.domain.ids import CityId, Code, EntryId
from bot.domain.places import Coordinates
from bot.domain.series import Series

LISTED_AT_HOUR = 9
"""An entry of the documents is listed from its `announced_on` at this hour of its place."""


class EntryType(StrEnum):
    ACTION = "action"
    DAY_OF_ACTION = "day_of_action"


class Scope(StrEnum):
    CITY = "city"
    STATE = "state"
    NATIONAL = "national"


class Precision(StrEnum):
    """What is known of the when: the clock time, the day, first and last day, or nothing."""

    TIME = "time"
    DAY = "day"
    RANGE = "range"
    UNDATED = "undated"


class Status(StrEnum):
    """How an entry is known. `announced`: somebody called it beforehand; `reported`: known from a report.

    `retracted`: what was told of it may be false; nothing holds until somebody confirms it again.
    """

    ANNOUNCED = "announced"
    REPORTED = "reported"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    RETRACTED = "retracted"


class Kind(StrEnum):
    """What people do there; the closed vocabulary of docs/calendar.md."""

    RALLY = "rally"
    MARCH = "march"
    VIGIL = "vigil"
    WALKOUT = "walkout"
    STRIKE = "strike"
    PROTEST = "protest"
    PRESS_CONFERENCE = "press_conference"
    MEETING = "meeting"
    LOBBYING = "lobbying"
    DAY_OF_ACTION = "day_of_action"


@dataclass(frozen=True, slots=True)
class Title:
    """A short description in both languages, in our own words; not a slogan."""

    en: str
    es: str


@dataclass(frozen=True, slots=True)
class Attendance:
    min: int
    max: int


@dataclass(frozen=True, slots=True)
class Access:
    """None where nothing is stated."""

    step_free: bool | None = None
    asl: bool | None = None


NOT_STATED = Access()


@dataclass(frozen=True, slots=True)
class Source:
    """`document` is a file name of the source documents, `line` counts from 1."""

    document: str
    line: int


@dataclass(frozen=True, slots=True)
class Version:
    """What can change about an entry, as it was at one revision; local times of `zone`."""

    status: Status
    kind: Kind
    title: Title
    starts_on: date
    ends_on: date
    zone: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    city: str | None = None
    state: str | None = None
    venue: str | None = None
    address: str | None = None
    organizers: tuple[str, ...] = ()
    access: Access = NOT_STATED
    link: str | None = None
    pin: Coordinates | None = None
    belongs_to: EntryId | None = None


@dataclass(frozen=True, slots=True)
class Entry:
    """One action (in one city), or one day of action (statewide or nationwide).

    `starts_at` and `ends_at` are naive local times of `zone`. `starts_on` and `ends_on` are set for
    every dated entry, `ends_on` equal to `starts_on` for a single day. `zone` is the city's, the
    largest city's of a state, or New York's for the country. `coordinates` are the action's own or,
    where it has none, its city's (`own_coordinates` says which). `confirmed_by` is how many persons
    (coordinators, operators) stand behind an announced entry; 0 for one from the documents.
    `revision` counts what coordinators made of it since it was first listed; `was` is what it was before
    the last of these, which was confirmed at `confirmed_at`.
    `series` is shared by the dates of an action that comes again; each date is an entry of its own.
    `listed_from` is the instant of its approval, where it was announced through this bot.
    """

    id: EntryId
    code: Code
    type: EntryType
    title: Title
    kind: Kind
    scope: Scope
    starts_on: date
    ends_on: date
    precision: Precision
    status: Status
    announced_on: date
    zone: str
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    city_id: CityId | None = None
    city: str | None = None
    state: str | None = None
    coordinates: Coordinates | None = None
    own_coordinates: bool = False
    venue: str | None = None
    organizers: tuple[str, ...] = ()
    attendance: Attendance | None = None
    belongs_to: EntryId | None = None
    sources: tuple[Source, ...] = ()
    flags: tuple[str, ...] = ()
    address: str | None = None
    access: Access = NOT_STATED
    link: str | None = None
    confirmed_by: int = 0
    revision: int = 0
    confirmed_at: datetime | None = None
    was: Version | None = None
    listed_from: datetime | None = None
    series: Series | None = None

    @property
    def version(self) -> Version:
        """It, as far as it can change."""
        return Version(**{each.name: getattr(self, each.name) for each in fields(Version)})

    @property
    def pin(self) -> Coordinates | None:
        """Its own spot, where one was set."""
        return self.coordinates if self.own_coordinates else None

    @property
    def begins_at(self) -> datetime:
        """The known start, or the first midnight of its first day; aware UTC."""
        local = self.starts_at or datetime.combine(self.starts_on, time())
        return to_utc(local, self.zone)

    @property
    def over_at(self) -> datetime:
        """The printed end, or the midnight after the last day (no unprinted end is guessed); UTC."""
        local = self.ends_at or datetime.combine(self.ends_on + timedelta(days=1), time())
        return to_utc(local, self.zone)

    @property
    def listed_at(self) -> datetime:
        if self.listed_from is not None:
            return self.listed_from
        return to_utc(datetime.combine(self.announced_on, time(LISTED_AT_HOUR)), self.zone)

    def falls_on(self, day: date) -> bool:
        return self.starts_on <= day <= self.ends_on


@lru_cache(maxsize=8192)
def to_utc(local: datetime, zone: str) -> datetime:
    """A naive wall time of `zone` as an aware UTC instant (the first of two in a repeated hour).

    Remembered, as long lists ask for the same hours over and over.
    """
    return local.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)


def comes(local: datetime, zone: str) -> bool:
    """Does the wall clock of the zone ever show this?"""
    return to_utc(local, zone).astimezone(ZoneInfo(zone)).replace(tzinfo=None) == local


def local_time(instant: datetime, zone: str) -> datetime:
    """An aware instant as the wall time of `zone`, still aware."""
    return instant.astimezone(ZoneInfo(zone))
