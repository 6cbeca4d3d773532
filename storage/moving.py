"""A group that became a supergroup: its subscriber moves to the new chat, or joins the one already there."""

from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.ids import SubscriberId
from bot.domain.subscriber import ChatKind, SubscriberStatus
from storage import tables
from storage.deliveries_of_subscriber import count_as_cancelled

_delivery = tables.delivery.c
_subscriber = tables.subscriber.c


async def move(connection: AsyncConnection, subscriber_id: SubscriberId, chat: bytes) -> None:
    """`chat` is the new id, sealed. Who was merged away meanwhile has nothing left to move.

    Messages have other numbers there: those of the old chat are forgotten, lest another be edited.
    """
    await connection.execute(
        update(tables.delivery).where(_delivery.subscriber_id == subscriber_id).values(message_id=None)
    )
    query = select(_subscriber.id, _subscriber.status).where(_subscriber.chat == chat)
    there = (await connection.execute(query)).one_or_none()
    if there is None:
        await connection.execute(
            update(tables.subscriber)
            .where(_subscriber.id == subscriber_id)
            .values(chat=chat, kind=ChatKind.SUPERGROUP)
        )
    elif there.id != subscriber_id:
        if there.status == SubscriberStatus.ACTIVE:
            await _hand_over_all(connection, subscriber_id, SubscriberId(there.id))
        await count_as_cancelled(connection, subscriber_id)
        await connection.execute(delete(tables.subscriber).where(_subscriber.id == subscriber_id))


async def _hand_over_all(connection: AsyncConnection, old: SubscriberId, kept: SubscriberId) -> None:
    """The one that stays keeps its choices and gains the other's places, mutes and deliveries.

    Of a broadcast that both were planned for, only the delivery of the one that stays is left.
    """
    for table, key in ((tables.subscription, "place_key"), (tables.mute, "entry_id")):
        await _hand_over(connection, table, key, old, kept)
    told = select(_delivery.broadcast_id).where(_delivery.subscriber_id == kept)
    await connection.execute(
        update(tables.delivery)
        .where(_delivery.subscriber_id == old, _delivery.broadcast_id.not_in(told))
        .values(subscriber_id=kept)
    )


async def _hand_over(
    connection: AsyncConnection, table: Any, key: str, old: SubscriberId, kept: SubscriberId
) -> None:
    """What only the old one has, moved."""
    has = select(table.c[key]).where(table.c.subscriber_id == kept)
    await connection.execute(
        update(table)
        .where(table.c.subscriber_id == old, table.c[key].not_in(has.scalar_subquery()))
        .values(subscriber_id=kept)
    )
