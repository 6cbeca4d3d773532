"""The calendar as the use cases see it."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Protocol

from bot.domain.calendar import Entry
from bot.domain.ids import Code, EntryId
from bot.domain.places import Coordinates


@dataclass(frozen=True, slots=True)
class Around:
    """A circle on the map; a reader may answer with a little more, never with less."""

    centre: Coordinates
    miles: float


@dataclass(frozen=True, slots=True)
class InState:
    """A state, by its USPS code."""

    state: str


class CalendarReader(Protocol):
    async def by_code(self, code: Code) -> Entry | None: ...

    async def by_ids(self, ids: Collection[EntryId]) -> Mapping[EntryId, Entry]: ...

    async def listed(
        self, now: datetime, first: date, last: date, around: Around | InState | None = None
    ) -> tuple[Entry, ...]:
        """Entries listed by `now` with a day from `first` to `last` (both included), by start.

        With `around`, only actions of that circle, and every day of action; or what lies in that state,
        and every nationwide day.
        """
        ...

    async def listed_between(self, after: datetime, until: datetime) -> tuple[Entry, ...]:
        """Entries whose listing falls in (after, until], by start."""
        ...

    async def starting_between(self, after: datetime, until: datetime) -> tuple[Entry, ...]:
        """Entries, listed yet or not, that begin in (after, until], by start."""
        ...

    async def of_series(self, code: Code) -> tuple[Entry, ...]:
        """The dates of an action that comes again, by start; `code` is what the series is known by."""
        ...

    async def has_ahead(self, now: datetime) -> bool:
        """Is anything listed that is not over?"""
        ...


class CalendarWriter(CalendarReader, Protocol):
    async def put_all(self, entries: Iterable[Entry]) -> int:
        """Insert or update by id; how many rows were new or changed."""
        ...
