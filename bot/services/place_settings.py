"""How far around a place alerts reach, and which kinds of action they tell of."""

import re
from dataclasses import dataclass, replace

from bot.domain.calendar import Kind
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId
from bot.domain.kinds_wanted import split_kinds, switched
from bot.domain.places import RADII, CityPlace, Found, Place
from bot.domain.subscriber import OwnPlace, Subscription
from bot.services.own_places import meant, own_places, with_radius
from bot.services.ports import Transactions, WriteTx
from bot.services.ports.places import PlaceFinder
from bot.services.removals import NotFollowed, WhichOwn
from bot.services.subscriptions import RadiusSet

_RADIUS = re.compile(r"(?P<place>.*?)[\s,:]*\b(?P<radius>\d+) ?(?:mi|miles?|millas?)?\.?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class KindsSet:
    own: OwnPlace


class PlaceSettings:
    def __init__(self, transactions: Transactions, finder: PlaceFinder) -> None:
        self._transactions = transactions
        self._finder = finder

    async def own(self, chat_id: ChatId, place_key: str) -> OwnPlace:
        """StaleButton if the chat has no such place any more."""
        async with self._transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            own = await own_places(tx.subscribers, self._finder, subscriber.id) if subscriber else ()
        found = next((each for each in own if each.place.key == place_key), None)
        if found is None:
            raise StaleButton
        return found

    async def radius_typed(self, chat_id: ChatId, typed: str) -> RadiusSet | WhichOwn | NotFollowed:
        """`Tacoma 50`; of an only place `50` is enough."""
        said = _RADIUS.fullmatch(typed.strip())
        if said is None:
            raise Refusal("radius-how", typed=typed)
        place = await self._meant(chat_id, said["place"])
        return (
            place
            if not isinstance(place, str)
            else await self.set_radius(chat_id, place, int(said["radius"]))
        )

    async def set_radius(self, chat_id: ChatId, place_key: str, radius: int) -> RadiusSet:
        if radius not in RADII:
            raise Refusal("radius-not-offered", radius=radius)
        async with self._transactions.write() as tx:
            row, place = await self._row(tx, chat_id, place_key)
            if not isinstance(place, CityPlace):
                raise Refusal("radius-only-of-cities")
            await tx.subscribers.put_subscription(replace(row, radius=radius))
        return RadiusSet(with_radius(place, radius), row.radius)

    async def kinds_typed(self, chat_id: ChatId, typed: str) -> KindsSet | WhichOwn | NotFollowed:
        """`Tacoma vigils, marches`; of an only place its name may be left out."""
        named, kinds = split_kinds(typed)
        place = await self._meant(chat_id, named)
        return place if not isinstance(place, str) else await self.set_kinds(chat_id, place, kinds)

    async def set_kinds(self, chat_id: ChatId, place_key: str, kinds: frozenset[Kind] | None) -> KindsSet:
        """None: every kind."""
        async with self._transactions.write() as tx:
            row, place = await self._row(tx, chat_id, place_key)
            await tx.subscribers.put_subscription(replace(row, kinds=kinds))
        return KindsSet(OwnPlace(place, kinds))

    async def switch_kind(self, chat_id: ChatId, place_key: str, kind: Kind, *, on: bool) -> KindsSet:
        async with self._transactions.write() as tx:
            row, place = await self._row(tx, chat_id, place_key)
            kinds = switched(row.kinds, kind, on=on)
            await tx.subscribers.put_subscription(replace(row, kinds=kinds))
        return KindsSet(OwnPlace(place, kinds))

    async def _meant(self, chat_id: ChatId, typed: str) -> str | WhichOwn | NotFollowed:
        """The key of the one place that is meant; without any name, the only one."""
        async with self._transactions.read() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise Refusal("not-subscribed")
            own = await own_places(tx.subscribers, self._finder, subscriber.id)
        places = tuple(each.place for each in own)
        chosen = meant(typed, places, self._finder) if typed else places
        if len(chosen) == 1:
            return chosen[0].key
        resolution = self._finder.resolve(typed) if typed and not chosen else None
        if isinstance(resolution, Found):
            return NotFollowed(resolution.place)
        return WhichOwn(chosen or places, understood=bool(chosen))

    async def _row(self, tx: WriteTx, chat_id: ChatId, place_key: str) -> tuple[Subscription, Place]:
        subscriber = await tx.subscribers.by_chat(chat_id)
        rows = await tx.subscribers.subscriptions(subscriber.id) if subscriber else ()
        row = next((row for row in rows if row.place_key == place_key), None)
        place = self._finder.place(place_key)
        if row is None or place is None:
            raise StaleButton
        return row, with_radius(place, row.radius)
