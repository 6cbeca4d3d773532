"""What the calendar holds for places: in a question's days, or next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import Entry, Scope, local_time
from bot.domain.holding import held, nearest_of
from bot.domain.places import CityPlace, Coordinates, Place
from bot.domain.planning import stands
from bot.domain.questions import NEAR_DAYS, WEEK_DAYS, Listed, Question
from bot.services.ports import CalendarReader
from bot.services.ports.calendar import Around

LOOK_AHEAD = timedelta(days=400)
"""How far the next thing coming is looked for."""
_DAYS = {Question.TODAY: 0, Question.WEEK: WEEK_DAYS - 1, Question.NEAR: NEAR_DAYS}


def window(question: Question, place: Place, now: datetime) -> tuple[date, date]:
    """First and last local day of the place, both included."""
    today = local_time(now, place.zone).date()
    return today, today + timedelta(days=_DAYS[question])


@dataclass(frozen=True, slots=True)
class Listing:
    """`centre` replaces a city's own coordinates: a shared location, kept for one answer only."""

    calendar: CalendarReader
    now: datetime
    centre: Coordinates | None = None

    async def within(self, question: Question, places: Sequence[Place]) -> tuple[Listed, ...]:
        """Each place's own days, by start, then distance. Only /today keeps what has ended, marked so."""
        found = [
            replace(item, ended=item.entry.over_at <= self.now)
            for place in places
            for item in await self._held(place, *window(question, place, self.now))
        ]
        return nearest_of(item for item in found if question is Question.TODAY or not item.ended)

    async def next_up(self, places: Sequence[Place]) -> Listed | None:
        """The next action near that is still to be, else the next such day of action of a place."""
        found: list[Listed] = []
        for place in places:
            today, _last = window(Question.TODAY, place, self.now)
            found += await self._held(place, today, today + LOOK_AHEAD)
        coming = nearest_of(item for item in found if _still_to_be(item.entry, self.now))
        near = (item for item in coming if item.entry.scope is Scope.CITY)
        return next(near, next(iter(coming), None))

    async def _held(self, place: Place, first: date, last: date) -> Iterable[Listed]:
        entries = await self.calendar.listed(self.now, first, last, self._around(place))
        return (item for entry in entries if (item := held(place, entry, self.centre)) is not None)

    def _around(self, place: Place) -> Around | None:
        if not isinstance(place, CityPlace):
            return None
        return Around(self.centre or place.city.coordinates, place.radius)


def _still_to_be(entry: Entry, now: datetime) -> bool:
    return entry.over_at > now and stands(entry)
