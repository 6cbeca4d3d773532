"""What the calendar holds for places: in a question's days, or next."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from itertools import pairwise

from bot.domain.calendar import Entry, Scope, local_time
from bot.domain.holding import held, nearest_of
from bot.domain.places import CityPlace, Coordinates, Place, StatePlace
from bot.domain.planning import stands
from bot.domain.questions import NEAR_DAYS, WEEK_DAYS, Listed, Question
from bot.services.ports import CalendarReader
from bot.services.ports.calendar import Around, InState

AHEAD = (timedelta(0), timedelta(days=15), timedelta(days=60), timedelta(days=400))
"""How far the next thing coming is looked for: first soon, where it mostly is, then farther."""
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
        found: list[Listed] = []
        for place in places:
            for item in await self._held(place, *window(question, place, self.now)):
                if item.entry.over_at > self.now:
                    found.append(item)
                elif question is Question.TODAY:
                    found.append(replace(item, ended=True))
        return nearest_of(found)

    async def next_up(self, places: Sequence[Place]) -> Listed | None:
        """The next action near that is still to be, else the next such day of action of a place."""
        day_of_action: Listed | None = None
        for first, last in pairwise(AHEAD):
            found: list[Listed] = []
            for place in places:
                today, _last = window(Question.TODAY, place, self.now)
                found += await self._held(place, today + first, today + last)
            coming = nearest_of(item for item in found if _still_to_be(item.entry, self.now))
            near = next((item for item in coming if item.entry.scope is Scope.CITY), None)
            if near is not None:
                return near
            day_of_action = day_of_action or next(iter(coming), None)
        return day_of_action

    async def _held(self, place: Place, first: date, last: date) -> Iterable[Listed]:
        entries = await self.calendar.listed(self.now, first, last, self._around(place))
        return (item for entry in entries if (item := held(place, entry, self.centre)) is not None)

    def _around(self, place: Place) -> Around | InState | None:
        if isinstance(place, StatePlace):
            return InState(place.state)
        if not isinstance(place, CityPlace):
            return None
        return Around(self.centre or place.city.coordinates, place.radius)


def _still_to_be(entry: Entry, now: datetime) -> bool:
    return entry.over_at > now and stands(entry)
