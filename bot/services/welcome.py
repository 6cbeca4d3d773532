"""What /start answers: who comes for the first time, who comes back, and what a link leads to."""

from dataclasses import dataclass

from bot.domain.calendar import Entry
from bot.domain.deep_links import code_in, place_key_in
from bot.domain.ids import ChatId
from bot.domain.places import CityPlace, Place
from bot.domain.subscriber import Subscriber, SubscriberStatus
from bot.services.own_places import followed
from bot.services.ports import Clock, ReadTx, Transactions
from bot.services.ports.places import PlaceFinder


@dataclass(frozen=True, slots=True)
class Greeting:
    """`subscriber` is None for who comes for the first time: nothing is stored by being greeted.

    `start` is the link's payload if it leads somewhere, else empty. `offered` is the place it leads to,
    if that is not followed yet; `entry` the action. `ahead`: is anything listed at all?
    """

    subscriber: Subscriber | None
    places: tuple[Place, ...]
    start: str
    offered: Place | None
    entry: Entry | None
    ahead: bool
    resumed: bool


@dataclass(frozen=True, slots=True)
class _Goal:
    place: Place | None = None
    entry: Entry | None = None


class Welcome:
    def __init__(self, transactions: Transactions, finder: PlaceFinder, clock: Clock) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock

    async def greet(self, chat_id: ChatId, payload: str) -> Greeting:
        """`payload` is what stood behind `start=`, as `deep_links` writes it, or anything."""
        async with self._transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            places = await followed(tx.subscribers, self._finder, subscriber.id) if subscriber else ()
            goal = await self._goal(tx, payload)
            ahead = await tx.calendar.has_ahead(self._clock.now())
        resumed = subscriber is not None and subscriber.status is not SubscriberStatus.ACTIVE
        if resumed:
            subscriber = await self._resume(chat_id)
        new = goal.place and goal.place.key not in {place.key for place in places}
        return Greeting(
            subscriber=subscriber,
            places=places if subscriber else (),
            start=payload if goal != _Goal() else "",
            offered=goal.place if new else None,
            entry=goal.entry,
            ahead=ahead,
            resumed=resumed and subscriber is not None,
        )

    async def _resume(self, chat_id: ChatId) -> Subscriber | None:
        """None if the chat was erased in the meantime."""
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is not None:
                await tx.subscribers.save(subscriber.resumed())
            return subscriber and subscriber.resumed()

    async def _goal(self, tx: ReadTx, payload: str) -> _Goal:
        key = place_key_in(payload)
        if key is not None:
            return _Goal(self._finder.place(key))
        code = code_in(payload)
        entry = await tx.calendar.by_code(code) if code else None
        if entry is None or entry.listed_at > self._clock.now():
            return _Goal()
        return _Goal(self._place_of(entry), entry)

    def _place_of(self, entry: Entry) -> Place | None:
        """Its city; for a statewide day the state; a nationwide day belongs to no one place."""
        if entry.city_id is not None:
            city = self._finder.city(entry.city_id)
            return CityPlace(city) if city else None
        return self._finder.state(entry.state) if entry.state else None
