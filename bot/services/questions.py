"""Questions about the calendar: what is on today, this week, near; is this one still on."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from bot.domain.calendar import Entry, Scope, Status, local_time
from bot.domain.codes import read_code
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import Choice, CityPlace, Coordinates, Found, NothingFound, Place
from bot.domain.questions import NEAR_DAYS, WEEK_DAYS, Answer, Listed, Question
from bot.domain.holding import covers, held, nearest_of
from bot.domain.subscriber import Subscriber, SubscriberStatus
from bot.services.ports import CalendarReader, Clock, ReadTx, Transactions
from bot.services.ports.calendar import Around
from bot.services.ports.places import PlaceFinder

OWN = "own"
"""Stands for the chat's own places where a place's key is expected."""
LOOK_AHEAD = timedelta(days=400)
"""How far the next thing coming is looked for."""


@dataclass(frozen=True, slots=True)
class WhichPlace:
    """Several places fit what was typed (without its radius)."""

    typed: str
    options: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NoSuchPlace:
    typed: str
    guesses: tuple[CityPlace, ...]


@dataclass(frozen=True, slots=True)
class PlaceNeeded:
    """No place was named and the chat has none of its own."""


Result = Answer | WhichPlace | NoSuchPlace | PlaceNeeded


@dataclass(frozen=True, slots=True)
class _Asked:
    """`centre` replaces the city's own coordinates: a shared location, kept for this answer only."""

    question: Question
    places: tuple[Place, ...]
    followed: tuple[Place, ...]
    own: bool = False
    centre: Coordinates | None = None


@dataclass(frozen=True, slots=True)
class Questions:
    transactions: Transactions
    places: PlaceFinder
    clock: Clock

    async def ask(self, question: Question, typed: str, subscriber: Subscriber | None) -> Result:
        """Answer for the place typed, a radius at its end or none; nothing typed means the chat's own."""
        if not typed:
            return await self.own(question, subscriber)
        name, radius = self.places.parse_place_and_radius(typed)
        match self.places.resolve(name):
            case Found(place):
                return await self._about((_within(place, radius),), question, subscriber)
            case Choice(options):
                return WhichPlace(name, tuple(_within(option, radius) for option in options))
            case NothingFound(guesses):
                return NoSuchPlace(name, guesses)

    async def own(self, question: Question, subscriber: Subscriber | None) -> Answer | PlaceNeeded:
        if subscriber is None:
            return PlaceNeeded()
        async with self.transactions.read() as tx:
            places = await self._followed(tx, subscriber)
            if not places:
                return PlaceNeeded()
            followed = places if subscriber.status is SubscriberStatus.ACTIVE else ()
            return await self._answer(tx, _Asked(question, places, followed, own=True))

    async def at_key(
        self, question: Question, key: str, radius: int, subscriber: Subscriber | None
    ) -> Answer | PlaceNeeded:
        """Answer for a place's key as buttons carry it, `OWN` included; StaleButton for one that is none."""
        if key == OWN:
            return await self.own(question, subscriber)
        place = self.places.place(key)
        if place is None:
            raise StaleButton
        return await self._about((_within(place, radius or None),), question, subscriber)

    async def near_location(self, centre: Coordinates, subscriber: Subscriber | None) -> Answer:
        """What is near a shared location, measured from it, for the zone of the nearest city."""
        return await self._about((self.places.nearest(centre),), Question.NEAR, subscriber, centre)

    async def check(self, typed: str) -> Entry:
        """The entry with this code, as far as it is listed by now."""
        if not typed:
            raise Refusal("code-missing", command="check")
        code = read_code(typed)
        async with self.transactions.read() as tx:
            entry = await tx.calendar.by_code(code) if code else None
        if entry is None or entry.listed_at > self.clock.now():
            raise Refusal("code-unknown", typed=typed)
        return entry

    async def _about(
        self,
        places: tuple[Place, ...],
        question: Question,
        subscriber: Subscriber | None,
        centre: Coordinates | None = None,
    ) -> Answer:
        async with self.transactions.read() as tx:
            active = subscriber is not None and subscriber.status is SubscriberStatus.ACTIVE
            followed = await self._followed(tx, subscriber) if subscriber and active else ()
            return await self._answer(tx, _Asked(question, places, followed, centre=centre))

    async def _followed(self, tx: ReadTx, subscriber: Subscriber) -> tuple[Place, ...]:
        subscriptions = await tx.subscribers.subscriptions(subscriber.id)
        found = ((self.places.place(one.place_key), one.radius) for one in subscriptions)
        return tuple(_within(place, radius or None) for place, radius in found if place is not None)

    async def _answer(self, tx: ReadTx, asked: _Asked) -> Answer:
        now = self.clock.now()
        items = nearest_of(
            [item for place in asked.places for item in await _of(tx.calendar, asked, place, now)]
        )
        first, last = _window(asked.question, asked.places[0], now)
        return Answer(
            question=asked.question,
            places=asked.places,
            radius=max(place.radius if isinstance(place, CityPlace) else 0 for place in asked.places),
            first=first,
            last=last,
            items=items,
            next_up=None if items else await _next_up(tx.calendar, asked, now),
            own=asked.own,
            followed=all(any(covers(own, place) for own in asked.followed) for place in asked.places),
            shared=asked.centre is not None,
        )


async def _of(calendar: CalendarReader, asked: _Asked, place: Place, now: datetime) -> list[Listed]:
    """What one place holds in its own window. Only /today keeps what has ended, marked so."""
    first, last = _window(asked.question, place, now)
    entries = await calendar.listed(now, first, last, _around(place, asked.centre))
    items = _held(place, entries, asked.centre)
    if asked.question is Question.TODAY:
        return [replace(item, ended=item.entry.over_at <= now) for item in items]
    return [item for item in items if item.entry.over_at > now]


async def _next_up(calendar: CalendarReader, asked: _Asked, now: datetime) -> Listed | None:
    """The next action near that is still to be, else the next such day of action that concerns a place."""
    coming: list[Listed] = []
    for place in asked.places:
        today = local_time(now, place.zone).date()
        entries = await calendar.listed(now, today, today + LOOK_AHEAD, _around(place, asked.centre))
        coming += [item for item in _held(place, entries, asked.centre) if _ahead(item.entry, now)]
    in_order = nearest_of(coming)
    near = (item for item in in_order if item.entry.scope is Scope.CITY)
    return next(near, next(iter(in_order), None))


def _ahead(entry: Entry, now: datetime) -> bool:
    return entry.over_at > now and entry.status not in {Status.CANCELLED, Status.POSTPONED}


def _held(place: Place, entries: Iterable[Entry], centre: Coordinates | None) -> list[Listed]:
    return [item for entry in entries if (item := held(place, entry, centre)) is not None]


def _window(question: Question, place: Place, now: datetime) -> tuple[date, date]:
    """First and last local day of the place, both included."""
    today = local_time(now, place.zone).date()
    days = {Question.TODAY: 0, Question.WEEK: WEEK_DAYS - 1, Question.NEAR: NEAR_DAYS}[question]
    return today, today + timedelta(days=days)


def _around(place: Place, centre: Coordinates | None) -> Around | None:
    return Around(centre or place.city.coordinates, place.radius) if isinstance(place, CityPlace) else None


def _within(place: Place, radius: int | None) -> Place:
    return replace(place, radius=radius) if radius and isinstance(place, CityPlace) else place
