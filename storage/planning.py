"""The audience of a moment, worked out in SQL and frozen into deliveries."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice

from sqlalchemy import case, delete, exists, func, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import LANES, BroadcastState, DeliveryState
from bot.domain.planning import Profile, named
from bot.domain.subscriber import QuietHours, SubscriberStatus
from bot.services.ports.planning import Audience, Followed, Group, NewBroadcast, NewEdition
from storage import audience as gathering
from storage import tables
from storage.content import pack

_subscriber = tables.subscriber.c
_subscription = tables.subscription.c
_broadcast = tables.broadcast.c
_delivery = tables.delivery.c
_BATCH = 500


class Planning:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def profiles(self) -> tuple[Profile, ...]:
        query = (
            select(_subscriber.home_zone, _subscriber.quiet_starts, _subscriber.quiet_ends)
            .where(_subscriber.status == SubscriberStatus.ACTIVE)
            .distinct()
        )
        return tuple(
            Profile(row.home_zone, None if row.quiet_starts is None else QuietHours(*row[1:]))
            for row in await self._connection.execute(query)
        )

    async def followed(self) -> tuple[Followed, ...]:
        query = select(_subscription.place_key, _subscription.radius).distinct()
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
        planned = await gathering.deliver(self._connection, broadcast_id, lane, now)
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
        await gathering.match(self._connection, numbered)

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
