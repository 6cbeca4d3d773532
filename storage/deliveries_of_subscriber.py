"""What one subscriber's wishes do to their deliveries: stop, mute, removal of a place, erasure."""

from collections import Counter
from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import NOTICES, OPEN_STATES, Alert, DeliveryState
from bot.domain.ids import DeliveryId, EntryId, SubscriberId
from bot.domain.retiming import Waiting
from storage import tables
from storage.content import unpack

_delivery = tables.delivery.c
_edition = tables.edition.c


async def cancel_pending(
    connection: AsyncConnection,
    subscriber_id: SubscriberId,
    without_places: Collection[str] | None,
    only_entries: Collection[EntryId] | None,
    only_alerts: Collection[Alert] | None = None,
) -> int:
    query = (
        select(_delivery.id, _edition.content)
        .join(tables.edition, _edition.id == _delivery.edition_id)
        .where(_delivery.subscriber_id == subscriber_id, _delivery.state == DeliveryState.PENDING)
    )
    ids = [
        row.id
        for row in await connection.execute(query)
        if (without_places is None or _rests_elsewhere(row.content, without_places))
        and (only_entries is None or {item["entry_id"] for item in row.content["items"]} <= set(only_entries))
        and (only_alerts is None or row.content["alert"] in only_alerts)
    ]
    cancelled = await connection.execute(
        update(tables.delivery)
        .where(_delivery.id.in_(ids), _delivery.state == DeliveryState.PENDING)
        .values(state=DeliveryState.CANCELLED)
    )
    return cancelled.rowcount


async def waiting(
    connection: AsyncConnection, subscriber_id: SubscriberId, now: datetime
) -> tuple[Waiting, ...]:
    query = (
        select(_delivery.id, _delivery.not_before, _edition.content)
        .join(tables.edition, _edition.id == _delivery.edition_id)
        .where(
            _delivery.subscriber_id == subscriber_id,
            _delivery.state == DeliveryState.PENDING,
            _delivery.not_before > now,
        )
        .order_by(_delivery.id)
    )
    return tuple(
        Waiting(DeliveryId(row.id), content.alert, row.not_before, content)
        for row in await connection.execute(query)
        for content in (unpack(row.content),)
    )


async def retime(connection: AsyncConnection, delivery_id: DeliveryId, not_before: datetime) -> None:
    await connection.execute(
        update(tables.delivery)
        .where(_delivery.id == delivery_id, _delivery.state == DeliveryState.PENDING)
        .values(not_before=not_before)
    )


def _rests_elsewhere(content: dict[str, Any], places: Collection[str]) -> bool:
    """Does the edition rest on none of the places? A notice rests on what was told, wherever one is now."""
    return content["alert"] not in NOTICES and set(content["place_keys"]).isdisjoint(places)


async def count_as_cancelled(connection: AsyncConnection, subscriber_id: SubscriberId) -> None:
    """Before the rows go with their subscriber, keep the broadcasts' totals whole.

    Finished deliveries keep the state they had; unfinished ones count as cancelled.
    """
    rows = await connection.execute(
        select(_delivery.broadcast_id, _delivery.state).where(_delivery.subscriber_id == subscriber_id)
    )
    for broadcast_id, state in rows.all():
        counted = DeliveryState.CANCELLED if state in OPEN_STATES else DeliveryState(state)
        await add_to_pruned(connection, broadcast_id, Counter({counted: 1}))


async def count_one_as_cancelled(connection: AsyncConnection, broadcast_id: int) -> None:
    """For a delivery that goes before it was sent."""
    await add_to_pruned(connection, broadcast_id, Counter({DeliveryState.CANCELLED: 1}))


async def add_to_pruned(
    connection: AsyncConnection, broadcast_id: int, counts: Counter[DeliveryState]
) -> None:
    """Add rows that are about to go to their broadcast's lasting totals."""
    columns = tables.broadcast.c
    query = select(columns.pruned).where(columns.id == broadcast_id)
    pruned = Counter((await connection.execute(query)).scalar_one())
    pruned.update({str(state): count for state, count in counts.items()})
    await connection.execute(
        update(tables.broadcast).where(columns.id == broadcast_id).values(pruned=dict(pruned))
    )
