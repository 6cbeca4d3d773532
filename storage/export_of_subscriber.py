"""Every row about one subscriber, as JSON values and in words that can be read without the tables."""

from typing import Any

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import SubscriberId
from storage import tables

_HIDDEN = frozenset({"chat", "subscriber_id"})
"""The chat's ciphertext says nothing to a reader; the subscriber's number stands once, at the top."""


async def export(connection: AsyncConnection, subscriber_id: SubscriberId) -> dict[str, object]:
    subscriber = select(tables.subscriber).where(tables.subscriber.c.id == subscriber_id)
    (settings,) = await _rows(connection, subscriber)
    return {
        "settings": settings,
        "subscriptions": await _rows(
            connection,
            select(tables.subscription).where(tables.subscription.c.subscriber_id == subscriber_id),
        ),
        "muted": await _rows(connection, _muted(subscriber_id)),
        "alerts": await _alerts(connection, subscriber_id),
    }


def _muted(subscriber_id: SubscriberId) -> Select[Any]:
    return (
        select(tables.entry.c.code, tables.entry.c.id.label("entry_id"))
        .join(tables.mute, tables.mute.c.entry_id == tables.entry.c.id)
        .where(tables.mute.c.subscriber_id == subscriber_id)
    )


async def _alerts(connection: AsyncConnection, subscriber_id: SubscriberId) -> list[dict[str, object]]:
    """Each delivery with its kind of alert and the codes it named."""
    deliveries = await _rows(
        connection,
        select(tables.broadcast.c.alert, tables.broadcast.c.due_at, tables.delivery)
        .join(tables.broadcast, tables.broadcast.c.id == tables.delivery.c.broadcast_id)
        .where(tables.delivery.c.subscriber_id == subscriber_id)
        .order_by(tables.delivery.c.id),
    )
    named = tables.edition_entry.c
    for delivery in deliveries:
        codes = (
            select(tables.entry.c.code)
            .join(tables.edition_entry, named.entry_id == tables.entry.c.id)
            .where(named.edition_id == delivery["edition_id"], named.named)
            .order_by(tables.entry.c.begins_at)
        )
        delivery["codes"] = [str(row.code) for row in await connection.execute(codes)]
    return deliveries


async def _rows(connection: AsyncConnection, query: Select[Any]) -> list[dict[str, object]]:
    return [
        {
            key: value if isinstance(value, bool | int | float | str | list | None) else str(value)
            for key, value in row.items()
            if key not in _HIDDEN
        }
        for row in (await connection.execute(query)).mappings()
    ]
