"""Coordinators' broadcasts: how many of a place went out, and what is held."""

from collections.abc import Collection
from datetime import datetime
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    cast,
    exists,
    func,
    insert,
    or_,
    select,
    update,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import OPEN_STATES, Alert, BroadcastState, DeliveryState
from bot.domain.ids import AnnouncementId, BroadcastId, EntryId
from bot.domain.limits import Hold, Push
from storage import tables
from storage.due import GOING, nothing_open
from storage.tables_of_limits import push

_broadcast = tables.broadcast.c
_delivery = tables.delivery.c
_ARRIVED = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNCERTAIN)


class Pushes:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def put(
        self, key: str, place_key: str, entry_id: EntryId, announcement_id: AnnouncementId
    ) -> BroadcastId | None:
        query = select(_broadcast.id).where(_broadcast.key == key)
        broadcast_id = await self._connection.scalar(query)
        if broadcast_id is None:
            return None
        values = {"place_key": place_key, "entry_id": entry_id, "announcement_id": announcement_id}
        await self._connection.execute(insert(push).values(broadcast_id=broadcast_id, **values))
        return BroadcastId(broadcast_id)

    async def one(self, broadcast_id: BroadcastId) -> Push:
        query = _pushes().where(_broadcast.id == broadcast_id)
        return _push((await self._connection.execute(query)).one())

    async def earlier(self, place_key: str, since: datetime, but: BroadcastId) -> tuple[Push, ...]:
        query = _pushes().where(
            push.c.place_key == place_key, _broadcast.due_at > since, _broadcast.id != but, _tells()
        )
        return tuple(map(_push, await self._connection.execute(query)))

    async def changes(self, entry_id: EntryId, but: BroadcastId) -> int:
        query = _pushes().where(
            push.c.entry_id == entry_id,
            _broadcast.alert == Alert.CHANGE,
            _broadcast.id != but,
            _tells(),
        )
        return len((await self._connection.execute(query)).all())

    async def going(self, entry_id: EntryId) -> tuple[BroadcastId, ...]:
        edition, names = tables.edition.c, tables.edition_entry.c
        naming = select(edition.broadcast_id).join_from(
            tables.edition, tables.edition_entry, names.edition_id == edition.id
        )
        rows = await self._connection.execute(
            select(_broadcast.id)
            .join(push, push.c.broadcast_id == _broadcast.id)
            .where(
                _broadcast.id.in_(naming.where(names.entry_id == entry_id)),
                _broadcast.alert.in_((Alert.NEW, Alert.CHANGE)),
                _broadcast.state.in_(GOING),
                _has(DeliveryState.PENDING),
            )
        )
        return tuple(BroadcastId(row.id) for row in rows)

    async def held(self) -> tuple[Hold, ...]:
        of_it = _delivery.broadcast_id == _broadcast.id
        waiting = select(func.count()).where(of_it, _delivery.state.in_(OPEN_STATES)).scalar_subquery()
        ends = select(func.max(_delivery.expires_at)).where(of_it, _delivery.state.in_(OPEN_STATES))
        query = (
            select(
                tables.broadcast,
                push.c.place_key,
                push.c.entry_id,
                push.c.announcement_id,
                waiting.label("waiting"),
                ends.scalar_subquery().label("ends"),
            )
            .join_from(tables.broadcast, push, push.c.broadcast_id == _broadcast.id, isouter=True)
            .where(_broadcast.state == BroadcastState.HELD)
            .order_by(_broadcast.id.desc())
        )
        return tuple(map(_hold, await self._connection.execute(query)))

    async def release(self, broadcast_id: BroadcastId) -> bool:
        released = await self._connection.execute(
            update(tables.broadcast)
            .where(_broadcast.id == broadcast_id, _broadcast.state == BroadcastState.HELD)
            .values(state=BroadcastState.QUEUED, reason=None)
        )
        return bool(released.rowcount)

    async def end(self, ids: Collection[BroadcastId]) -> frozenset[BroadcastId]:
        ended = await self._connection.execute(
            update(tables.broadcast)
            .where(_broadcast.id.in_(ids), _broadcast.state == BroadcastState.HELD, nothing_open())
            .values(state=BroadcastState.CANCELLED)
            .returning(_broadcast.id)
        )
        over = [row.id for row in ended]
        rows = await self._connection.execute(
            select(_broadcast.id).where(_broadcast.id.in_(over), _has(DeliveryState.EXPIRED))
        )
        return frozenset(BroadcastId(row.id) for row in rows)


def _pushes() -> Select[Any]:
    goes_at = select(func.min(_delivery.not_before)).where(
        _delivery.broadcast_id == _broadcast.id, _delivery.state == DeliveryState.PENDING
    )
    return select(_broadcast.alert, _broadcast.due_at, goes_at.scalar_subquery().label("goes_at")).join_from(
        tables.broadcast, push, push.c.broadcast_id == _broadcast.id
    )


def _tells() -> ColumnElement[bool]:
    """It reached somebody (totals of pruned rows included), or it is on its way."""
    sent_before = cast(_broadcast.pruned, Text).like(f'%"{DeliveryState.SENT}"%')
    waits = and_(_broadcast.state.in_(GOING), _has(DeliveryState.PENDING))
    return or_(_has(*_ARRIVED), sent_before, waits)


def _has(*states: DeliveryState) -> ColumnElement[bool]:
    return exists().where(_delivery.broadcast_id == _broadcast.id, _delivery.state.in_(states))


def _push(row: Row[Any]) -> Push:
    return Push(Alert(row.alert), row.due_at, max(row.due_at, row.goes_at or row.due_at))


def _hold(row: Row[Any]) -> Hold:
    return Hold(
        id=BroadcastId(row.id),
        key=row.key,
        alert=Alert(row.alert),
        reason=row.reason or "",
        waiting=row.waiting,
        expires_at=row.ends or row.expires_at,
        place_key=row.place_key,
        entry_id=EntryId(row.entry_id) if row.entry_id else None,
        announcement_id=AnnouncementId(row.announcement_id) if row.announcement_id else None,
    )
