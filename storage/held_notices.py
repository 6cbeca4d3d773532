"""Notices that have not gone out yet: what they would name, whether it is known already, and their end."""

from datetime import datetime

from sqlalchemy import ColumnElement, Select, exists, func, not_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import NOTICES, BroadcastState, Content, DeliveryState
from bot.domain.changing import Waiting
from bot.domain.ids import EntryId
from storage import tables
from storage.content import unpack

_delivery = tables.delivery.c
_edition = tables.edition.c
_names = tables.edition_entry.c
_broadcast = tables.broadcast.c

REPLACED = "replaced"
"""The reason of a delivery that a notice made pointless."""


class HeldNotices:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def waiting(self, entry_id: EntryId) -> tuple[Waiting, ...]:
        return tuple(
            Waiting(content.before, content.since or content.due_at)
            for content in await self._unsent(entry_id)
            if content.before is not None
        )

    async def heard_since(self, entry_id: EntryId, since: datetime) -> bool:
        query = select(_delivery.id).where(
            _delivery.edition_id.in_(select(_names.edition_id).where(_names.entry_id == entry_id)),
            _delivery.started_at >= since,
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def held_until(self, entry_id: EntryId, now: datetime) -> datetime | None:
        due = [content.due_at for content in await self._unsent(entry_id) if content.before is not None]
        return max((at for at in due if at > now), default=None)

    async def revive(self, entry_id: EntryId, since: datetime, now: datetime) -> int:
        notices = select(_broadcast.id).where(_broadcast.alert.in_(NOTICES))
        rows = await self._connection.execute(
            update(tables.delivery)
            .where(
                _delivery.edition_id.in_(alone(entry_id)),
                _delivery.broadcast_id.not_in(notices),
                _delivery.state == DeliveryState.CANCELLED,
                _delivery.reason_code == REPLACED,
                _delivery.finished_at >= since,
                _delivery.expires_at > now,
            )
            .values(state=DeliveryState.PENDING, finished_at=None, reason_code=None)
            .returning(_delivery.broadcast_id)
        )
        revived = [row.broadcast_id for row in rows]
        await self._connection.execute(
            update(tables.broadcast)
            .where(_broadcast.id.in_(set(revived)), _broadcast.state == BroadcastState.DONE)
            .values(state=BroadcastState.QUEUED)
        )
        return len(revived)

    async def _unsent(self, entry_id: EntryId) -> list[Content]:
        query = (
            select(_edition.content)
            .where(_edition.id.in_(alone(entry_id).where(has(DeliveryState.PENDING))))
            .order_by(_edition.id)
        )
        return [unpack(row.content) for row in await self._connection.execute(query)]


def about(entry_id: EntryId) -> ColumnElement[bool]:
    return _edition.id.in_(select(_names.edition_id).where(_names.entry_id == entry_id))


def alone(entry_id: EntryId) -> Select[tuple[int]]:
    """The editions about nothing but this entry."""
    return select(_edition.id).where(about(entry_id), not_(is_of_more()))


def is_of_more() -> ColumnElement[bool]:
    counted = select(func.count()).where(_names.edition_id == _edition.id)
    return counted.correlate(tables.edition).scalar_subquery() > 1


def has(*states: DeliveryState) -> ColumnElement[bool]:
    return exists().where(_delivery.edition_id == _edition.id, _delivery.state.in_(states))
