"""Getting alerts for a place: the first one makes a chat a subscriber."""

import secrets
from dataclasses import dataclass, replace

from bot.domain.calendar import Kind, local_time
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId, SubscriberId
from bot.domain.places import RADII, Choice, CityPlace, Found, NothingFound, Place
from bot.domain.questions import Listed, Question
from bot.domain.subscriber import (
    CONSENT_VERSION,
    MOST_PLACES,
    Chat,
    Subscriber,
    SubscriberStatus,
    Subscription,
)
from bot.services.exact_place import names_exactly
from bot.services.listing import Listing
from bot.services.one_place import ensure_one_place
from bot.services.own_places import followed, radius_of, with_radius
from bot.services.ports import Clock, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder
from bot.services.questions import NoSuchPlace, WhichPlace


@dataclass(frozen=True, slots=True)
class Added:
    """`first` says that this made the chat a subscriber, `resumed` that its alerts had been stopped."""

    place: Place
    subscriber: Subscriber
    coming: tuple[Listed, ...]
    runner_up: Place | None = None
    first: bool = False
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class AlreadyAdded:
    place: Place
    resumed: bool = False


@dataclass(frozen=True, slots=True)
class RadiusSet:
    place: Place
    before: int


@dataclass(frozen=True, slots=True)
class Restored:
    """`followed` says that the place was there all along, and only its radius came back."""

    place: Place
    followed: bool


AddOutcome = Added | AlreadyAdded | RadiusSet


class Subscriptions:
    def __init__(self, transactions: Transactions, finder: PlaceFinder, clock: Clock) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock

    async def add_typed(self, chat: Chat, typed: str) -> AddOutcome | WhichPlace | NoSuchPlace:
        """`Tacoma, WA 50`: add it if it is clear which place is meant, else say what it may be."""
        text, radius = self._finder.parse_place_and_radius(typed)
        resolution = self._finder.resolve(text)
        ensure_one_place(text, resolution, self._finder)
        match resolution:
            case Found(place, runner_up):
                return await self.add(chat, place, radius, runner_up)
            case Choice(options):
                return WhichPlace(text, tuple(with_radius(option, radius or 0) for option in options))
            case NothingFound(guesses):
                return NoSuchPlace(text, guesses)

    async def add_exact(self, chat: Chat, typed: str) -> AddOutcome | WhichPlace | NoSuchPlace:
        """A text that may not be meant as a place at all: added only if it names one clearly and exactly."""
        text, radius = self._finder.parse_place_and_radius(typed)
        resolution = self._finder.resolve(text)
        if isinstance(resolution, Found) and not names_exactly(text, resolution.place):
            likely = (resolution.place, *((resolution.runner_up,) if resolution.runner_up else ()))
            return WhichPlace(text, tuple(with_radius(place, radius or 0) for place in likely))
        return await self.add_typed(chat, typed)

    async def add_key(self, chat: Chat, place_key: str, radius: int) -> AddOutcome:
        """By a button; a `radius` of 0 is the default one."""
        return await self.add(chat, self._place(place_key), _offered(radius) if radius else None)

    async def add(
        self, chat: Chat, place: Place, radius: int | None = None, runner_up: Place | None = None
    ) -> AddOutcome:
        async with self._transactions.write() as tx:
            known = await tx.subscribers.by_chat(chat.id)
            resumed = known is not None and known.status is not SubscriberStatus.ACTIVE
            subscriber = known.resumed() if known else self._newcomer(chat, place)
            await (tx.subscribers.save(subscriber) if known else tx.subscribers.add(subscriber))
            rows = {row.place_key: row for row in await tx.subscribers.subscriptions(subscriber.id)}
            row = rows.get(place.key)
            if row is None:
                place = with_radius(place, radius or 0)
                await self._put(tx, subscriber.id, place, len(rows))
                ahead = await Listing(tx.calendar, self._clock.now()).within(Question.NEAR, (place,))
                return Added(place, subscriber, ahead, runner_up, known is None, resumed)
            present = with_radius(place, row.radius)
            if radius in {None, row.radius} or not isinstance(place, CityPlace):
                return AlreadyAdded(present, resumed)
            changed = with_radius(place, radius or 0)
            await tx.subscribers.put_subscription(replace(row, radius=radius_of(changed)))
            return RadiusSet(changed, row.radius)

    async def restore(
        self, chat_id: ChatId, place_key: str, radius: int, kinds: frozenset[Kind] | None = None
    ) -> Restored:
        """Undo of a removal (with the kinds wanted then) or of a changed radius, never for a chat that is no
        subscriber any more.
        """
        place = with_radius(self._place(place_key), _offered(radius) if radius else 0)
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise StaleButton
            rows = {row.place_key: row for row in await tx.subscribers.subscriptions(subscriber.id)}
            row = rows.get(place.key)
            if row is None:
                await self._put(tx, subscriber.id, place, len(rows), kinds)
            else:
                await tx.subscribers.put_subscription(replace(row, radius=radius_of(place)))
            return Restored(place, row is not None)

    async def set_radius(self, chat_id: ChatId, place_key: str, radius: int) -> RadiusSet:
        """Of a place that is followed; StaleButton if it is not."""
        _offered(radius)
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            rows = await tx.subscribers.subscriptions(subscriber.id) if subscriber else ()
            row = next((row for row in rows if row.place_key == place_key), None)
            place = self._place(place_key)
            if row is None or not isinstance(place, CityPlace):
                raise StaleButton
            await tx.subscribers.put_subscription(replace(row, radius=radius))
            return RadiusSet(with_radius(place, radius), row.radius)

    async def followed(self, chat_id: ChatId) -> tuple[Place, ...]:
        """The chat's places; none if nothing is stored about it."""
        async with self._transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            return await followed(tx.subscribers, self._finder, subscriber.id) if subscriber else ()

    def _newcomer(self, chat: Chat, place: Place) -> Subscriber:
        return Subscriber(
            id=SubscriberId(secrets.randbits(62)),
            chat_id=chat.id,
            kind=chat.kind,
            language=chat.language,
            home_zone=place.zone,
            thread=chat.thread,
            consent_version=CONSENT_VERSION,
            consent_on=local_time(self._clock.now(), place.zone).date(),
        )

    async def _put(
        self,
        tx: WriteTx,
        subscriber_id: SubscriberId,
        place: Place,
        others: int,
        kinds: frozenset[Kind] | None = None,
    ) -> None:
        if others >= MOST_PLACES:
            raise Refusal("too-many-places", most=MOST_PLACES)
        row = Subscription(subscriber_id, place.key, radius_of(place), kinds)
        await tx.subscribers.put_subscription(row)

    def _place(self, place_key: str) -> Place:
        place = self._finder.place(place_key)
        if place is None:
            raise StaleButton
        return place


def _offered(radius: int) -> int:
    if radius not in RADII:
        raise Refusal("radius-not-offered", radius=radius)
    return radius
