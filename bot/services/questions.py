"""Questions about the calendar: what is on today, this week, near; is this one still on."""

from dataclasses import dataclass

from bot.domain.calendar import Entry
from bot.domain.codes import read_code
from bot.domain.errors import Refusal, StaleButton
from bot.domain.holding import covers, held
from bot.domain.places import RADII, Choice, CityPlace, Coordinates, Found, NothingFound, Place
from bot.domain.planning import stands
from bot.domain.questions import OWN, Answer, Question
from bot.domain.subscriber import Subscriber, SubscriberStatus
from bot.services.listing import Listing, window
from bot.services.one_place import ensure_one_place
from bot.services.own_places import followed, radius_of, with_radius
from bot.services.ports import Clock, ReadTx, Transactions
from bot.services.ports.places import PlaceFinder


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


@dataclass(frozen=True, slots=True)
class Checked:
    """An entry in full. `day` is the day of action it belongs to; `followed` says that changes of it will
    reach this chat, `muted` that it was silenced here. `later` are the next dates of an action that comes
    again.
    """

    entry: Entry
    day: Entry | None
    followed: bool
    muted: bool
    later: tuple[Entry, ...] = ()


Result = Answer | WhichPlace | NoSuchPlace | PlaceNeeded


@dataclass(frozen=True, slots=True)
class _Asked:
    """`reached` are the places whose changes are sent to who asks. `centre` replaces the city's own
    coordinates: a shared location, kept for this answer only.
    """

    question: Question
    places: tuple[Place, ...]
    reached: tuple[Place, ...]
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
        resolution = self.places.resolve(name)
        ensure_one_place(name, resolution, self.places)
        match resolution:
            case Found(place):
                return await self._about(with_radius(place, radius or 0), question, subscriber)
            case Choice(options):
                return WhichPlace(name, tuple(with_radius(option, radius or 0) for option in options))
            case NothingFound(guesses):
                return NoSuchPlace(name, guesses)

    async def own(self, question: Question, subscriber: Subscriber | None) -> Answer | PlaceNeeded:
        if subscriber is None:
            return PlaceNeeded()
        async with self.transactions.read() as tx:
            places = await followed(tx.subscribers, self.places, subscriber.id)
            if not places:
                return PlaceNeeded()
            reached = places if subscriber.status is SubscriberStatus.ACTIVE else ()
            return await self._answer(tx, _Asked(question, places, reached, own=True))

    async def at_key(
        self, question: Question, key: str, radius: int, subscriber: Subscriber | None
    ) -> Answer | PlaceNeeded:
        """Answer for a place's key as buttons carry it, `OWN` included; StaleButton for one that is none."""
        if key == OWN:
            return await self.own(question, subscriber)
        place = self.places.place(key)
        if place is None or (radius and radius not in RADII):
            raise StaleButton
        return await self._about(with_radius(place, radius), question, subscriber)

    async def near_location(self, centre: Coordinates, subscriber: Subscriber | None) -> Answer:
        """What is near a shared location, measured from it, for the zone of the nearest city."""
        return await self._about(self.places.nearest(centre), Question.NEAR, subscriber, centre)

    async def check(self, typed: str, subscriber: Subscriber | None) -> Checked:
        """The entry with this code, as far as it is listed by now."""
        if not typed:
            raise Refusal("code-missing", command="check")
        code = read_code(typed)
        async with self.transactions.read() as tx:
            entry = await tx.calendar.by_code(code) if code else None
            if entry is None or entry.listed_at > self.clock.now():
                raise Refusal("code-unknown", typed=typed)
            days = await tx.calendar.by_ids([entry.belongs_to] if entry.belongs_to else [])
            dates = await tx.calendar.of_series(entry.series.code) if entry.series else ()
            reached = await self._reached(tx, subscriber)
            muted = await tx.subscribers.muted(subscriber.id) if subscriber else frozenset()
        return Checked(
            entry=entry,
            day=next(iter(days.values()), None),
            followed=any(held(place, entry) for place in reached),
            muted=entry.id in muted,
            later=tuple(date for date in dates if stands(date) and date.begins_at > entry.begins_at),
        )

    async def _about(
        self,
        place: Place,
        question: Question,
        subscriber: Subscriber | None,
        centre: Coordinates | None = None,
    ) -> Answer:
        async with self.transactions.read() as tx:
            reached = await self._reached(tx, subscriber)
            return await self._answer(tx, _Asked(question, (place,), reached, centre=centre))

    async def _reached(self, tx: ReadTx, subscriber: Subscriber | None) -> tuple[Place, ...]:
        """The places whose changes are sent to this chat: none after a /stop."""
        if subscriber is None or subscriber.status is not SubscriberStatus.ACTIVE:
            return ()
        return await followed(tx.subscribers, self.places, subscriber.id)

    async def _answer(self, tx: ReadTx, asked: _Asked) -> Answer:
        now = self.clock.now()
        listing = Listing(tx.calendar, now, asked.centre)
        items = await listing.within(asked.question, asked.places)
        first, last = window(asked.question, asked.places[0], now)
        return Answer(
            question=asked.question,
            places=asked.places,
            radius=max(map(radius_of, asked.places)),
            first=first,
            last=last,
            items=items,
            next_up=None if items else await listing.next_up(asked.places),
            own=asked.own,
            followed=all(any(covers(own, place) for own in asked.reached) for place in asked.places),
            shared=asked.centre is not None,
        )
