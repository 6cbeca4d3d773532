"""No more alerts for a place."""

from collections.abc import Awaitable, Callable, Iterable
from dataclasses import dataclass

from bot.domain.calendar import Kind
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId, SubscriberId
from bot.domain.places import CityPlace, CountryPlace, Found, Place
from bot.domain.typed import fold
from bot.services.own_places import followed, meant
from bot.services.ports import Transactions, WriteTx
from bot.services.ports.places import PlaceFinder

_ALL = frozenset({"all", "all places", "all of them", "everything", "todo", "todas", "todas las zonas"})


@dataclass(frozen=True, slots=True)
class Removed:
    """`last` says that no place is left, so that no alert comes until one is added. `kinds` were wanted."""

    place: Place
    last: bool
    kinds: frozenset[Kind] | None = None


@dataclass(frozen=True, slots=True)
class WhichOwn:
    """Several of the chat's own places are meant, or none: then all of them."""

    options: tuple[Place, ...]
    understood: bool


@dataclass(frozen=True, slots=True)
class NotFollowed:
    place: Place


@dataclass(frozen=True, slots=True)
class Undone:
    """An add taken back; `erased` where it had been the consent, so that nothing is kept any more."""

    place: Place
    erased: bool
    last: bool


class Removals:
    def __init__(
        self, transactions: Transactions, finder: PlaceFinder, checkpoint: Callable[[], Awaitable[None]]
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._checkpoint = checkpoint

    async def remove_typed(self, chat_id: ChatId, typed: str) -> Removed | WhichOwn | NotFollowed:
        async with self._transactions.write() as tx:
            subscriber_id = await self._subscriber_id(tx, chat_id)
            own = await followed(tx.subscribers, self._finder, subscriber_id)
            chosen = meant(typed, own, self._finder)
            if len(chosen) == 1:
                return await self._remove(tx, subscriber_id, chosen[0])
        resolution = self._finder.resolve(typed)
        if not chosen and fold(typed) in _ALL:
            raise Refusal("remove-one-at-a-time")
        if not chosen and isinstance(resolution, Found):
            return NotFollowed(resolution.place)
        return WhichOwn(chosen or own, understood=bool(chosen))

    async def remove(self, chat_id: ChatId, place_key: str) -> Removed:
        """By a button; StaleButton if the place is not followed any more."""
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise StaleButton
            place = await self._own(tx, subscriber.id, place_key)
            return await self._remove(tx, subscriber.id, place)

    async def undo_add(self, chat_id: ChatId, place_key: str, *, first: bool) -> Undone:
        """`first`: this add made the chat a subscriber; then, with no other place, it is none again."""
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise StaleButton
            place = await self._own(tx, subscriber.id, place_key)
            removed = await self._remove(tx, subscriber.id, place)
            erased = first and removed.last
            if erased:
                await tx.subscribers.erase(subscriber.id)
        if erased:
            await self._checkpoint()
        return Undone(place, erased, removed.last)

    async def _subscriber_id(self, tx: WriteTx, chat_id: ChatId) -> SubscriberId:
        subscriber = await tx.subscribers.by_chat(chat_id)
        if subscriber is None:
            raise Refusal("not-subscribed")
        return subscriber.id

    async def _own(self, tx: WriteTx, subscriber_id: SubscriberId, place_key: str) -> Place:
        own = await followed(tx.subscribers, self._finder, subscriber_id)
        place = next((place for place in own if place.key == place_key), None)
        if place is None:
            raise StaleButton
        return place

    async def _remove(self, tx: WriteTx, subscriber_id: SubscriberId, place: Place) -> Removed:
        rows = await tx.subscribers.subscriptions(subscriber_id)
        kinds = next((row.kinds for row in rows if row.place_key == place.key), None)
        await tx.subscribers.drop_subscription(subscriber_id, place.key)
        kept = await followed(tx.subscribers, self._finder, subscriber_id)
        await tx.subscribers.cancel_pending(subscriber_id, without_places=_holding(kept))
        return Removed(place, last=not kept, kinds=kinds)


def _holding(kept: Iterable[Place]) -> set[str]:
    """The keys under which the kept places hold entries: their own, and those of the days of action."""
    keys: set[str] = set()
    for place in kept:
        keys |= {place.key, CountryPlace().key}
        if isinstance(place, CityPlace):
            keys.add(f"s{place.city.state}")
    return keys
