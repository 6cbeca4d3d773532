"""Subscribers as the use cases see them."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Protocol

from bot.domain.broadcast import Alert
from bot.domain.ids import ChatId, DeliveryId, EntryId, SubscriberId
from bot.domain.retiming import Waiting
from bot.domain.subscriber import Subscriber, Subscription


class SubscriberReader(Protocol):
    async def by_chat(self, chat_id: ChatId) -> Subscriber | None: ...

    async def by_id(self, subscriber_id: SubscriberId) -> Subscriber | None: ...

    async def count_active(self) -> int: ...

    async def subscriptions(self, subscriber_id: SubscriberId) -> tuple[Subscription, ...]:
        """In the order in which they were added."""
        ...

    async def muted(self, subscriber_id: SubscriberId) -> frozenset[EntryId]: ...

    async def export(self, subscriber_id: SubscriberId) -> dict[str, object]:
        """Every stored row about this subscriber, ready for JSON; no chat id.

        `settings` (a row), `subscriptions`, `muted`, `alerts` and `reported` (lists of rows, with codes).
        """
        ...


class SubscriberWriter(SubscriberReader, Protocol):
    async def add(self, subscriber: Subscriber) -> None: ...

    async def save(self, subscriber: Subscriber) -> None: ...

    async def put_subscription(self, subscription: Subscription) -> None:
        """Insert, or replace the radius and kinds of the one for the same place."""
        ...

    async def drop_subscription(self, subscriber_id: SubscriberId, place_key: str) -> bool: ...

    async def mute(self, subscriber_id: SubscriberId, entry_id: EntryId) -> None: ...

    async def unmute(self, subscriber_id: SubscriberId, entry_id: EntryId) -> None: ...

    async def cancel_pending(
        self,
        subscriber_id: SubscriberId,
        without_places: Collection[str] | None = None,
        only_entries: Collection[EntryId] | None = None,
        only_alerts: Collection[Alert] | None = None,
    ) -> int:
        """Turn PENDING deliveries to CANCELLED; how many.

        All of them; or those whose edition rests on none of the places `without_places`, which notices
        never do; or those whose edition is about nothing but `only_entries`; or those of `only_alerts`.
        """
        ...

    async def waiting(self, subscriber_id: SubscriberId, now: datetime) -> tuple[Waiting, ...]:
        """The PENDING deliveries that may not go out yet."""
        ...

    async def retime(self, delivery_id: DeliveryId, not_before: datetime) -> None:
        """Of a PENDING delivery; any other stays as it is."""

    async def move(self, old: ChatId, new: ChatId) -> None:
        """Everything kept about the group `old` is kept about the supergroup `new` from here on.

        Where `new` is known already, the two become one with the settings of `old`.
        """
        ...

    async def erase(self, subscriber_id: SubscriberId) -> None:
        """Delete every row of it and its chat's flags, counting its unfinished deliveries as cancelled."""
        ...

    async def forget_mutes(self, now: datetime) -> int:
        """Drop the mutes of entries that are over; how many."""
        ...

    async def erase_left_before(self, day: date) -> int:
        """Erase who stopped or became unreachable before `day`; how many."""
        ...
