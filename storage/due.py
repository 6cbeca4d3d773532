"""Which deliveries are due, and in which order: the reading half of the outbox."""

from collections.abc import Collection, Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, bindparam, exists, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import OPEN_STATES, Alert, BroadcastState, Delivery, DeliveryState, Edition, Wording
from bot.domain.ids import BroadcastId, DeliveryId, EditionId, SubscriberId
from bot.domain.settling import MOVED, PLAIN
from bot.domain.subscriber import Language, SubscriberStatus
from storage import tables
from storage.cipher import ChatCipher
from storage.content import unpack
from storage.halts import not_halted
from storage.types import UTCDateTime

GOING = (BroadcastState.QUEUED, BroadcastState.SENDING)
"""Broadcasts that may send: not held, not cancelled, not done."""

_broadcast = tables.broadcast.c
_delivery = tables.delivery.c
_edition = tables.edition.c
_subscriber = tables.subscriber.c


# Statements are built once: building one costs more than running it, and these run for every few messages.
_now = bindparam("now", type_=UTCDateTime)

MAY_GO = and_(
    _delivery.state == DeliveryState.PENDING,
    _delivery.not_before <= _now,
    _delivery.expires_at > _now,
    not_halted(),
)
"""The row's own part of being sendable at `now`, and that nothing it names is halted."""
TO_ACTIVE = exists().where(
    _subscriber.id == _delivery.subscriber_id, _subscriber.status == SubscriberStatus.ACTIVE
)


def nothing_open() -> ColumnElement[bool]:
    """No delivery of the broadcast is pending or sending."""
    return ~exists().where(_delivery.broadcast_id == _broadcast.id, _delivery.state.in_(OPEN_STATES))


# The broadcasts that have something to send, in the order in which they go.
_WITH_DUE = (
    select(_broadcast.id, _broadcast.alert, _broadcast.due_at)
    .where(
        _broadcast.state.in_(GOING),
        _broadcast.due_at <= _now,
        exists().where(_delivery.broadcast_id == _broadcast.id, MAY_GO, not_halted(), TO_ACTIVE),
    )
    .order_by(_broadcast.lane, _broadcast.due_at, _broadcast.id)
)
_ROWS = (
    select(
        _delivery.id,
        _delivery.edition_id,
        _delivery.subscriber_id,
        _delivery.not_before,
        _delivery.ambiguous,
        _delivery.reason_code,
        _subscriber.chat,
        _subscriber.thread,
        _subscriber.language,
    )
    .join(tables.subscriber, _subscriber.id == _delivery.subscriber_id)
    .where(
        _delivery.broadcast_id == bindparam("broadcast"),
        MAY_GO,
        not_halted(),
        _subscriber.status == SubscriberStatus.ACTIVE,
        _delivery.id.not_in(bindparam("waiting", expanding=True)),
        _delivery.edition_id.not_in(bindparam("blocked", expanding=True)),
    )
    .order_by(_delivery.not_before, _delivery.id)
    .limit(bindparam("most"))
)


class Due:
    def __init__(self, connection: AsyncConnection, cipher: ChatCipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def due(
        self,
        now: datetime,
        limit: int,
        waiting: Collection[DeliveryId] = (),
        blocked: Collection[EditionId] = (),
    ) -> tuple[Delivery, ...]:
        found: list[Delivery] = []
        for broadcast in (await self._connection.execute(_WITH_DUE, {"now": now})).all():
            parameters = {
                "broadcast": broadcast.id,
                "now": now,
                "waiting": list(waiting),
                "blocked": list(blocked),
                "most": limit - len(found),
            }
            rows = await self._connection.execute(_ROWS, parameters)
            found += [self._to_domain(row, broadcast) for row in rows]
            if len(found) >= limit:
                break
        return tuple(found)

    async def has_due(self, now: datetime) -> bool:
        return (await self._connection.execute(_WITH_DUE.limit(1), {"now": now})).first() is not None

    async def editions(
        self, ids: Collection[EditionId]
    ) -> Mapping[EditionId, tuple[Edition, Wording | None]]:
        rows = await self._connection.execute(select(tables.edition).where(_edition.id.in_(ids)))
        return {EditionId(row.id): (_to_edition(row), _to_wording(row)) for row in rows}

    async def overdue(self, now: datetime, limit: int) -> tuple[DeliveryId, ...]:
        query = (
            select(_delivery.id)
            .where(_delivery.state == DeliveryState.PENDING, _delivery.expires_at <= now)
            .limit(limit)
        )
        return tuple(DeliveryId(row.id) for row in await self._connection.execute(query))

    async def finished(self, now: datetime) -> tuple[BroadcastId, ...]:
        # A broadcast that nobody was planned for yet, and that is still good for something, may be
        # in the making.
        planned = exists().where(_delivery.broadcast_id == _broadcast.id)
        query = select(_broadcast.id).where(
            _broadcast.state.in_(GOING), nothing_open(), or_(planned, _broadcast.expires_at <= now)
        )
        return tuple(BroadcastId(row.id) for row in await self._connection.execute(query))

    def _to_domain(self, row: Any, broadcast: Any) -> Delivery:
        return Delivery(
            id=DeliveryId(row.id),
            broadcast_id=BroadcastId(broadcast.id),
            edition_id=EditionId(row.edition_id),
            subscriber_id=SubscriberId(row.subscriber_id),
            chat_id=self._cipher.open(row.chat),
            thread=row.thread,
            alert=Alert(broadcast.alert),
            since=max(broadcast.due_at, row.not_before),
            ambiguous=row.ambiguous,
            plain=PLAIN in (row.reason_code or ""),
            moved=(row.reason_code or "").startswith(MOVED),
            language=Language(row.language),
        )


def _to_edition(row: Row[Any]) -> Edition:
    return Edition(
        EditionId(row.id), BroadcastId(row.broadcast_id), Language(row.language), unpack(row.content)
    )


def _to_wording(row: Row[Any]) -> Wording | None:
    return Wording(row.text, row.buttons) if row.text is not None else None
