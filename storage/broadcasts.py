"""Broadcasts in figures, and the end of what is no longer needed of them."""

from collections import Counter, defaultdict
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, exists, func, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import OPEN_STATES, Alert, BroadcastState, DeliveryState
from bot.domain.status import BroadcastTotals
from storage import tables
from storage.deliveries_of_subscriber import add_to_pruned

_broadcast = tables.broadcast.c
_delivery = tables.delivery.c
_edition = tables.edition.c


class Broadcasts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def totals(self) -> tuple[BroadcastTotals, ...]:
        counts = await self._counts()
        rows = await self._connection.execute(
            select(tables.broadcast).order_by(_broadcast.due_at, _broadcast.id)
        )
        return tuple(_totals(row, counts[row.id]) for row in rows)

    async def with_key(self, key: str) -> BroadcastTotals | None:
        row = (await self._connection.execute(select(tables.broadcast).where(_broadcast.key == key))).first()
        return _totals(row, (await self._counts(row.id))[row.id]) if row is not None else None

    async def unfinished(self) -> tuple[str, ...]:
        going = (BroadcastState.QUEUED, BroadcastState.SENDING, BroadcastState.HELD)
        rows = await self._connection.execute(select(_broadcast.key).where(_broadcast.state.in_(going)))
        return tuple(row.key for row in rows)

    async def prune_deliveries(self, now: datetime, limit: int) -> int:
        over = select(_edition.id).where(_edition.keep_until <= now)
        query = (
            select(_delivery.id, _delivery.broadcast_id, _delivery.state)
            .where(_delivery.edition_id.in_(over), _delivery.state.not_in(OPEN_STATES))
            .limit(limit)
        )
        rows = (await self._connection.execute(query)).all()
        pruned: dict[int, Counter[DeliveryState]] = defaultdict(Counter)
        for row in rows:
            pruned[row.broadcast_id][DeliveryState(row.state)] += 1
        for broadcast_id, counts in pruned.items():
            await add_to_pruned(self._connection, broadcast_id, counts)
        await self._connection.execute(
            delete(tables.delivery).where(_delivery.id.in_([row.id for row in rows]))
        )
        return len(rows)

    async def forget_editions(self, kept_until: datetime) -> int:
        needed = exists().where(_delivery.edition_id == _edition.id)
        forgotten = await self._connection.execute(
            delete(tables.edition).where(_edition.keep_until <= kept_until, ~needed)
        )
        return forgotten.rowcount

    async def _counts(self, only: int | None = None) -> dict[int, Counter[DeliveryState]]:
        counts: dict[int, Counter[DeliveryState]] = defaultdict(Counter)
        query = select(_delivery.broadcast_id, _delivery.state, func.count().label("number")).group_by(
            _delivery.broadcast_id, _delivery.state
        )
        if only is not None:
            query = query.where(_delivery.broadcast_id == only)
        for row in await self._connection.execute(query):
            counts[row.broadcast_id][DeliveryState(row.state)] = row.number
        return counts


def _totals(row: Row[Any], counts: Counter[DeliveryState]) -> BroadcastTotals:
    return BroadcastTotals(
        key=row.key,
        alert=Alert(row.alert),
        state=BroadcastState(row.state),
        reason=row.reason,
        due_at=row.due_at,
        planned=row.planned,
        states=counts + _of_json(row.pruned),
        late=row.late,
        worst_lateness=row.worst_lateness,
    )


def _of_json(pruned: dict[str, int]) -> Counter[DeliveryState]:
    return Counter({DeliveryState(state): count for state, count in pruned.items()})
