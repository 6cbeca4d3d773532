"""The audience of a moment, worked out in SQL and frozen into deliveries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import ColumnElement, and_, case, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import LANES, BroadcastState, DeliveryState
from bot.domain.ids import SubscriberId
from bot.domain.planning import Profile, named
from bot.domain.subscriber import QuietHours
from bot.services.ports.planning import Audience, Followed, Group, NewBroadcast, NewEdition
from storage import audience as gathering
from storage import tables, temporary
from storage.content import pack
from storage.types import UTCDateTime

_subscriber = tables.subscriber.c
_subscription = tables.subscription.c
_broadcast = tables.broadcast.c
_delivery = tables.delivery.c
_wait = temporary.wait.c
_member = temporary.member.c
_matched = temporary.edition.c
_BATCH = 500


class Planning:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def profiles(self) -> tuple[Profile, ...]:
        query = (
            select(
                _subscriber.home_zone,
                _subscriber.quiet_starts,
                _subscriber.quiet_ends,
                _subscriber.brief_hour,
            )
            .where(gathering.may_hear_later())
            .distinct()
        )
        return tuple(
            Profile(
                row.home_zone,
                None if row.quiet_starts is None else QuietHours(row.quiet_starts, row.quiet_ends),
                row.brief_hour,
            )
            for row in await self._connection.execute(query)
        )

    async def followed(self, only: SubscriberId | None = None) -> tuple[Followed, ...]:
        query = select(_subscription.place_key, _subscription.radius).distinct()
        if only is not None:
            query = query.where(_subscription.subscriber_id == only)
        return tuple(Followed(*row) for row in await self._connection.execute(query))

    async def is_planned(self, key: str) -> bool:
        query = select(_broadcast.id).where(_broadcast.key == key)
        return (await self._connection.execute(query)).first() is not None

    async def has_expired(self, key: str) -> bool:
        query = (
            select(_delivery.id)
            .join(tables.broadcast, _broadcast.id == _delivery.broadcast_id)
            .where(_broadcast.key == key, _delivery.state == DeliveryState.EXPIRED)
            .limit(1)
        )
        return (await self._connection.execute(query)).first() is not None

    async def next_of_outbox(self, now: datetime) -> datetime | None:
        pending = _delivery.state == DeliveryState.PENDING
        found = [
            await self._connection.scalar(select(func.min(instant)).where(pending, instant > now))
            for instant in (_delivery.not_before, _delivery.expires_at)
        ]
        return min((instant for instant in found if instant is not None), default=None)

    async def gather(self, audience: Audience) -> tuple[Group, ...]:
        return await gathering.gather(self._connection, audience)

    async def gathered(self) -> int:
        return await self._connection.scalar(select(func.count()).select_from(temporary.member)) or 0

    async def freeze(self, broadcast: NewBroadcast, editions: Iterable[NewEdition], now: datetime) -> int:
        lane = LANES[broadcast.alert]
        broadcast_id = await self._connection.scalar(
            insert(tables.broadcast)
            .values(
                key=broadcast.key,
                alert=broadcast.alert,
                lane=lane,
                state=BroadcastState.QUEUED,
                due_at=broadcast.due_at,
                expires_at=broadcast.expires_at,
            )
            .returning(_broadcast.id)
        )
        remaining = iter(editions)
        while batch := list(islice(remaining, _BATCH)):
            await self._put_editions(broadcast_id, batch)
        planned = await _deliver(self._connection, broadcast_id, lane, now)
        return await self._finish(broadcast_id, planned)

    async def _put_editions(self, broadcast_id: int, editions: Sequence[NewEdition]) -> None:
        await self._connection.execute(
            insert(tables.edition), [_edition_row(broadcast_id, edition) for edition in editions]
        )
        ids = await self._edition_ids(broadcast_id, len(editions))
        numbered = [(ids[edition.language, edition.signature], edition) for edition in editions]
        await self._connection.execute(
            insert(tables.edition_entry), [row for pair in numbered for row in _entry_rows(*pair)]
        )
        await _match(self._connection, numbered)

    async def _edition_ids(self, broadcast_id: int, count: int) -> dict[tuple[str, str], int]:
        """Of the last `count` editions. Asking is far quicker than having each insert return its id."""
        columns = tables.edition.c
        query = (
            select(columns.language, columns.signature, columns.id)
            .where(columns.broadcast_id == broadcast_id)
            .order_by(columns.id.desc())
            .limit(count)
        )
        rows = await self._connection.execute(query)
        return {(row.language, row.signature): row.id for row in rows}

    async def _finish(self, broadcast_id: int, planned: int) -> int:
        """Total what was written; a broadcast that is over before it began is done."""
        row = _broadcast.id == broadcast_id
        if not planned:
            await self._connection.execute(delete(tables.broadcast).where(row))
            return 0
        waits = exists().where(
            _delivery.broadcast_id == broadcast_id, _delivery.state == DeliveryState.PENDING
        )
        state = case((waits, BroadcastState.QUEUED), else_=BroadcastState.DONE)
        await self._connection.execute(
            update(tables.broadcast).where(row).values(planned=planned, state=state)
        )
        return planned


async def _match(connection: AsyncConnection, editions: Iterable[tuple[int, NewEdition]]) -> None:
    """Say which edition, by its id, each gathered group gets."""
    rows = (
        {
            "language": edition.language,
            "signature": group,
            "edition_id": edition_id,
            "expires_at": edition.expires_at,
        }
        for edition_id, edition in editions
        for group in edition.groups
    )
    await temporary.put(connection, temporary.edition, rows)


async def _deliver(connection: AsyncConnection, broadcast_id: int, lane: int, now: datetime) -> int:
    """Write the deliveries of everybody whose group got an edition; how many."""
    values = _delivery_values(broadcast_id, lane, now)
    query = (
        select(*(value.label(name) for name, value in values.items()))
        .join_from(
            temporary.member,
            temporary.edition,
            and_(
                _matched.language == _member.language,
                _matched.signature == _member.signature,
            ),
        )
        .join(temporary.wait, _wait.id == _member.wait)
    )
    return (await connection.execute(insert(tables.delivery).from_select(list(values), query))).rowcount


def _delivery_values(broadcast_id: int, lane: int, now: datetime) -> dict[str, ColumnElement[Any]]:
    """By column; who would be written to only when the edition's time has passed is expired at once."""
    expires_at = case(
        (_matched.expires_at > _wait.soonest_expiry, _matched.expires_at),
        else_=_wait.soonest_expiry,
    )
    too_late = or_(expires_at <= now, _matched.expires_at <= _wait.not_before)
    return {
        "broadcast_id": literal(broadcast_id),
        "edition_id": _matched.edition_id,
        "subscriber_id": _member.subscriber_id,
        "state": case((too_late, DeliveryState.EXPIRED), else_=DeliveryState.PENDING),
        "lane": literal(lane),
        "not_before": _wait.not_before,
        "expires_at": expires_at,
        "finished_at": case((too_late, literal(now, UTCDateTime))),
    }


def _edition_row(broadcast_id: int, edition: NewEdition) -> dict[str, object]:
    return {
        "broadcast_id": broadcast_id,
        "language": edition.language,
        "signature": edition.signature,
        "content": pack(edition.content),
        "keep_until": edition.keep_until,
    }


def _entry_rows(edition_id: int, edition: NewEdition) -> Iterator[dict[str, object]]:
    names = {item.entry_id for item in named(edition.content)}
    for item in edition.content.items:
        yield {"edition_id": edition_id, "entry_id": item.entry_id, "named": item.entry_id in names}
