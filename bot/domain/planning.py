"""What the planner decides on: who shares a timetable, what is due, and which entries it may tell of."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.broadcast import Alert, Content, Item, Section
from bot.domain.calendar import Entry, EntryType, Precision, Scope, Status, to_utc
from bot.domain.ids import EntryId, SubscriberId
from bot.domain.subscriber import DEFAULT_BRIEF_HOUR, QuietHours, Subscriber

LOOK_BACK = timedelta(days=7)
"""However long nothing ran, nothing older than this is planned."""
MAX_NAMED = 6
"""Entries an alert names; a longer one only counts the rest."""
KEEP_AFTER_END = timedelta(hours=72)
"""Deliveries are kept this long after the last action their edition names has ended."""


@dataclass(frozen=True, slots=True)
class Profile:
    """What decides when a subscriber gets something; shared by many."""

    zone: str
    quiet: QuietHours | None
    brief_hour: int = DEFAULT_BRIEF_HOUR

    @classmethod
    def of(cls, subscriber: Subscriber) -> "Profile":
        return cls(subscriber.home_zone, subscriber.quiet, subscriber.brief_hour)


@dataclass(frozen=True, slots=True)
class Candidate:
    """An entry that an alert may tell of.

    `once` leaves it out for those who were told of it by one of the moment's `told_by`. An alert is
    only written to those for whom at least one candidate with `triggers` is left.
    """

    entry: Entry
    section: Section = Section.MAIN
    once: bool = False
    triggers: bool = True


@dataclass(frozen=True, slots=True)
class Moment:
    """An instant at which a broadcast becomes due, and what it may tell of.

    `key` names it for good: a moment whose key is known has been planned. `nearest` are the actions
    of which the nearest one stands in where a day of action has none near. `zone` None: that of the
    first entry told of. Only subscribers of `profiles` are written to, and of these nobody who got, or
    is about to get, a broadcast whose key is like `instead_of` ("%" stands for anything). With `only`,
    nobody but this subscriber. With `series` the candidates are dates of one action.
    """

    key: str
    alert: Alert
    due_at: datetime
    expires_at: datetime
    profiles: tuple[Profile, ...]
    candidates: tuple[Candidate, ...]
    nearest: tuple[Entry, ...] = ()
    told_by: tuple[Alert, ...] = ()
    zone: str | None = None
    instead_of: str | None = None
    only: SubscriberId | None = None
    series: bool = False

    @property
    def entries(self) -> dict[EntryId, Entry]:
        told = [candidate.entry for candidate in self.candidates]
        return {entry.id: entry for entry in [*told, *self.nearest]}


def named(content: Content) -> tuple[Item, ...]:
    """The items that are named; who got them was told of these, and of no other.

    A series is named by its rule, and every date of it with that.
    """
    return content.items if content.series else content.items[:MAX_NAMED]


def stands(entry: Entry) -> bool:
    """Neither cancelled nor postponed: an alert may still tell of it as coming."""
    return entry.status in {Status.ANNOUNCED, Status.REPORTED}


def is_local_action(entry: Entry) -> bool:
    return entry.type is EntryType.ACTION and entry.scope is Scope.CITY


def has_known_start(entry: Entry) -> bool:
    return entry.precision is Precision.TIME and entry.starts_at is not None


def latest_start(entry: Entry) -> datetime:
    """The known start, or the end of the first day, by when it must have begun; aware UTC."""
    if has_known_start(entry):
        return entry.begins_at
    return to_utc(datetime.combine(entry.starts_on + timedelta(days=1), datetime.min.time()), entry.zone)
