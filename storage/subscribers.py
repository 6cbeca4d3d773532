"""Subscribers, their subscriptions and what they silenced."""

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import Alert
from bot.domain.calendar import Kind
from bot.domain.ids import ChatId, DeliveryId, EntryId, SubscriberId
from bot.domain.retiming import Waiting
from bot.domain.subscriber import (
    ChatKind,
    Language,
    NewAlerts,
    QuietHours,
    Subscriber,
    SubscriberStatus,
    Subscription,
)
from storage import deliveries_of_subscriber, export_of_subscriber, moving, tables
from storage.cipher import ChatCipher
from storage.flags import Flags

_subscriber = tables.subscriber.c
_subscription = tables.subscription.c


class Subscribers:
    def __init__(self, connection: AsyncConnection, cipher: ChatCipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def by_chat(self, chat_id: ChatId) -> Subscriber | None:
        query = select(tables.subscriber).where(_subscriber.chat == self._cipher.seal(chat_id))
        row = (await self._connection.execute(query)).one_or_none()
        return self._to_domain(row) if row else None

    async def by_id(self, subscriber_id: SubscriberId) -> Subscriber | None:
        query = select(tables.subscriber).where(_subscriber.id == subscriber_id)
        row = (await self._connection.execute(query)).one_or_none()
        return self._to_domain(row) if row else None

    async def count_active(self) -> int:
        query = select(func.count()).where(_subscriber.status == SubscriberStatus.ACTIVE)
        return int((await self._connection.execute(query)).scalar_one())

    async def subscriptions(self, subscriber_id: SubscriberId) -> tuple[Subscription, ...]:
        query = (
            select(tables.subscription)
            .where(_subscription.subscriber_id == subscriber_id)
            .order_by(_subscription.id)
        )
        return tuple(_to_subscription(row) for row in await self._connection.execute(query))

    async def muted(self, subscriber_id: SubscriberId) -> frozenset[EntryId]:
        query = select(tables.mute.c.entry_id).where(tables.mute.c.subscriber_id == subscriber_id)
        return frozenset(EntryId(row.entry_id) for row in await self._connection.execute(query))

    async def export(self, subscriber_id: SubscriberId) -> dict[str, object]:
        flags = Flags(self._connection, self._cipher)
        reported = await flags.export(await self._chat(subscriber_id))
        return await export_of_subscriber.export(self._connection, subscriber_id) | {"reported": reported}

    async def add(self, subscriber: Subscriber) -> None:
        await self._connection.execute(insert(tables.subscriber).values(self._to_row(subscriber)))

    async def save(self, subscriber: Subscriber) -> None:
        await self._connection.execute(
            update(tables.subscriber).where(_subscriber.id == subscriber.id).values(self._to_row(subscriber))
        )

    async def put_subscription(self, subscription: Subscription) -> None:
        values = {
            "radius": subscription.radius,
            "kinds": sorted(subscription.kinds) if subscription.kinds is not None else None,
        }
        changed = await self._connection.execute(
            update(tables.subscription)
            .where(
                _subscription.subscriber_id == subscription.subscriber_id,
                _subscription.place_key == subscription.place_key,
            )
            .values(values)
        )
        if not changed.rowcount:
            await self._connection.execute(
                insert(tables.subscription).values(
                    subscriber_id=subscription.subscriber_id, place_key=subscription.place_key, **values
                )
            )

    async def drop_subscription(self, subscriber_id: SubscriberId, place_key: str) -> bool:
        dropped = await self._connection.execute(
            delete(tables.subscription).where(
                _subscription.subscriber_id == subscriber_id, _subscription.place_key == place_key
            )
        )
        return bool(dropped.rowcount)

    async def mute(self, subscriber_id: SubscriberId, entry_id: EntryId) -> None:
        if entry_id not in await self.muted(subscriber_id):
            await self._connection.execute(
                insert(tables.mute).values(subscriber_id=subscriber_id, entry_id=entry_id)
            )

    async def unmute(self, subscriber_id: SubscriberId, entry_id: EntryId) -> None:
        columns = tables.mute.c
        await self._connection.execute(
            delete(tables.mute).where(columns.subscriber_id == subscriber_id, columns.entry_id == entry_id)
        )

    async def cancel_pending(
        self,
        subscriber_id: SubscriberId,
        without_places: Collection[str] | None = None,
        only_entries: Collection[EntryId] | None = None,
        only_alerts: Collection[Alert] | None = None,
    ) -> int:
        return await deliveries_of_subscriber.cancel_pending(
            self._connection, subscriber_id, without_places, only_entries, only_alerts
        )

    async def waiting(self, subscriber_id: SubscriberId, now: datetime) -> tuple[Waiting, ...]:
        return await deliveries_of_subscriber.waiting(self._connection, subscriber_id, now)

    async def retime(self, delivery_id: DeliveryId, not_before: datetime) -> None:
        await deliveries_of_subscriber.retime(self._connection, delivery_id, not_before)

    async def move(self, old: ChatId, new: ChatId) -> None:
        await moving.move(self._connection, self._cipher, old, new)

    async def erase(self, subscriber_id: SubscriberId) -> None:
        await Flags(self._connection, self._cipher).erase(await self._chat(subscriber_id))
        await deliveries_of_subscriber.count_as_cancelled(self._connection, subscriber_id)
        await self._connection.execute(delete(tables.subscriber).where(_subscriber.id == subscriber_id))

    async def forget_mutes(self, now: datetime) -> int:
        over = select(tables.entry.c.id).where(tables.entry.c.over_at <= now)
        dropped = await self._connection.execute(delete(tables.mute).where(tables.mute.c.entry_id.in_(over)))
        return dropped.rowcount

    async def erase_left_before(self, day: date) -> int:
        query = select(_subscriber.id).where(
            _subscriber.status != SubscriberStatus.ACTIVE, _subscriber.stopped_on < day
        )
        left = [SubscriberId(row.id) for row in await self._connection.execute(query)]
        for subscriber_id in left:
            await self.erase(subscriber_id)
        return len(left)

    async def _chat(self, subscriber_id: SubscriberId) -> ChatId:
        row = await self._connection.execute(select(_subscriber.chat).where(_subscriber.id == subscriber_id))
        return self._cipher.open(row.scalar_one())

    def _to_row(self, subscriber: Subscriber) -> dict[str, Any]:
        return {
            "id": subscriber.id,
            "chat": self._cipher.seal(subscriber.chat_id),
            "kind": subscriber.kind,
            "thread": subscriber.thread,
            "language": subscriber.language,
            "home_zone": subscriber.home_zone,
            "quiet_starts": subscriber.quiet.starts if subscriber.quiet else None,
            "quiet_ends": subscriber.quiet.ends if subscriber.quiet else None,
            "brief": subscriber.brief,
            "brief_hour": subscriber.brief_hour,
            "new": subscriber.new,
            "reminder": subscriber.reminder,
            "status": subscriber.status,
            "stopped_on": subscriber.stopped_on,
            "consent_version": subscriber.consent_version,
            "consent_on": subscriber.consent_on,
        }

    def _to_domain(self, row: Row[Any]) -> Subscriber:
        quiet = QuietHours(row.quiet_starts, row.quiet_ends) if row.quiet_starts is not None else None
        return Subscriber(
            id=SubscriberId(row.id),
            chat_id=self._cipher.open(row.chat),
            kind=ChatKind(row.kind),
            language=Language(row.language),
            home_zone=row.home_zone,
            thread=row.thread,
            quiet=quiet,
            brief=row.brief,
            brief_hour=row.brief_hour,
            new=NewAlerts(row.new),
            reminder=row.reminder,
            status=SubscriberStatus(row.status),
            stopped_on=row.stopped_on,
            consent_version=row.consent_version,
            consent_on=row.consent_on,
        )


def _to_subscription(row: Row[Any]) -> Subscription:
    kinds = frozenset(Kind(kind) for kind in row.kinds) if row.kinds is not None else None
    return Subscription(SubscriberId(row.subscriber_id), row.place_key, row.radius, kinds)
