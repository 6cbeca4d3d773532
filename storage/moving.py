"""A group that became a supergroup: what is kept under its old number goes on under the new one."""

from typing import Any

from sqlalchemy import Row, delete, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import DeliveryState
from bot.domain.ids import ChatId, SubscriberId
from bot.domain.subscriber import ChatKind, SubscriberStatus
from storage import tables
from storage.cipher import ChatCipher
from storage.deliveries_of_subscriber import cancel_pending, count_as_cancelled, count_one_as_cancelled
from storage.tables_of_coordinators import flag

_delivery = tables.delivery.c
_subscriber = tables.subscriber.c
_TOLD = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNCERTAIN)
_OF_THE_CHAT = frozenset({"id", "chat", "kind", "thread", "status", "stopped_on"})
_SETTINGS = tuple(column.name for column in _subscriber if column.name not in _OF_THE_CHAT)
"""What the older of two rows knows better: the newer can only have come about in the moments between."""


async def move(connection: AsyncConnection, cipher: ChatCipher, old: ChatId, new: ChatId) -> None:
    """Done twice, or for a chat that keeps nothing, it changes nothing."""
    if old == new:
        return
    await _move_flags(connection, cipher.of("flag"), old, new)
    leaving = await _by_chat(connection, cipher.seal(old))
    if leaving is None:
        return
    # Messages have other numbers there.
    await connection.execute(
        update(tables.delivery).where(_delivery.subscriber_id == leaving.id).values(message_id=None)
    )
    there = await _by_chat(connection, cipher.seal(new))
    if there is None:
        values: dict[str, object] = {"chat": cipher.seal(new), "kind": ChatKind.SUPERGROUP}
        if leaving.status == SubscriberStatus.SUSPENDED:
            # The old chat may have said that the bot left it, which is what moving looks like from there.
            values |= {"status": SubscriberStatus.ACTIVE, "stopped_on": None}
        await connection.execute(update(tables.subscriber).where(_subscriber.id == leaving.id).values(values))
        return
    await _merge(connection, leaving, there)


async def _by_chat(connection: AsyncConnection, sealed: bytes) -> Row[Any] | None:
    return (
        await connection.execute(select(tables.subscriber).where(_subscriber.chat == sealed))
    ).one_or_none()


async def _merge(connection: AsyncConnection, leaving: Row[Any], there: Row[Any]) -> None:
    """The new chat's row stays, with the old one's settings and the places, mutes and deliveries of both.

    A /stop in the new chat holds; else it is the new chat that can be reached, so alerts go on.
    """
    old, kept = SubscriberId(leaving.id), SubscriberId(there.id)
    stopped = there.status == SubscriberStatus.STOPPED
    values = {name: getattr(leaving, name) for name in _SETTINGS}
    if not stopped:
        values |= {"status": SubscriberStatus.ACTIVE, "stopped_on": None}
    await connection.execute(update(tables.subscriber).where(_subscriber.id == kept).values(values))
    for table, key in ((tables.subscription, "place_key"), (tables.mute, "entry_id")):
        await _hand_over(connection, table, key, old, kept)
    await _drop_what_the_other_was_told(connection, old, kept)
    await _hand_over(connection, tables.delivery, "broadcast_id", old, kept)
    if stopped:
        await cancel_pending(connection, kept, None, None)
    await count_as_cancelled(connection, old)
    await connection.execute(delete(tables.subscriber).where(_subscriber.id == old))


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


async def _drop_what_the_other_was_told(
    connection: AsyncConnection, old: SubscriberId, kept: SubscriberId
) -> None:
    """Of a broadcast to both, one is enough: the one that is out or on its way."""
    told = select(_delivery.broadcast_id).where(_delivery.subscriber_id == old, _delivery.state.in_(_TOLD))
    query = select(_delivery.id, _delivery.broadcast_id).where(
        _delivery.subscriber_id == kept,
        _delivery.state == DeliveryState.PENDING,
        _delivery.broadcast_id.in_(told),
    )
    for row in (await connection.execute(query)).all():
        await count_one_as_cancelled(connection, row.broadcast_id)
        await connection.execute(delete(tables.delivery).where(_delivery.id == row.id))


async def _move_flags(connection: AsyncConnection, cipher: ChatCipher, old: ChatId, new: ChatId) -> None:
    before, after = cipher.seal(old), cipher.seal(new)
    has = select(flag.c.entry_id).where(flag.c.chat == after)
    await connection.execute(
        update(flag)
        .where(flag.c.chat == before, flag.c.entry_id.not_in(has.scalar_subquery()))
        .values(chat=after)
    )
    await connection.execute(delete(flag).where(flag.c.chat == before))
