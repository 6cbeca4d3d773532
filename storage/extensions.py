"""More places that a coordinator opened a link for, until a second person confirms."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.coordinator import Extension
from bot.domain.ids import CoordinatorId
from storage.tables_of_coordinators import coordinator_place
from storage.tables_of_limits import extension

_columns = extension.c


class Extensions:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> tuple[Extension, ...]:
        rows = await self._connection.execute(select(extension).order_by(_columns.coordinator_id))
        return tuple(map(_to_domain, rows))

    async def of(self, coordinator_id: CoordinatorId) -> Extension | None:
        query = select(extension).where(_columns.coordinator_id == coordinator_id)
        row = (await self._connection.execute(query)).one_or_none()
        return _to_domain(row) if row is not None else None

    async def put(self, asked: Extension, since: datetime) -> None:
        await self.drop(asked.coordinator_id)
        values = {
            "coordinator_id": asked.coordinator_id,
            "place_keys": ",".join(asked.place_keys),
            "invited_by": asked.invited_by,
            "since": since,
        }
        await self._connection.execute(insert(extension).values(**values))

    async def grant(self, granted: Extension) -> bool:
        if not await self.drop(granted.coordinator_id):
            return False
        places = coordinator_place.c
        own = select(places.place_key).where(places.coordinator_id == granted.coordinator_id)
        known = set(await self._connection.scalars(own))
        for key in granted.place_keys:
            if key not in known:
                await self._connection.execute(
                    insert(coordinator_place).values(coordinator_id=granted.coordinator_id, place_key=key)
                )
        return True

    async def drop(self, coordinator_id: CoordinatorId) -> bool:
        dropped = await self._connection.execute(
            delete(extension).where(_columns.coordinator_id == coordinator_id)
        )
        return bool(dropped.rowcount)

    async def forget(self, since: datetime) -> int:
        lapsed = await self._connection.execute(delete(extension).where(_columns.since <= since))
        return lapsed.rowcount


def _to_domain(row: Row[Any]) -> Extension:
    invited_by = CoordinatorId(row.invited_by) if row.invited_by is not None else None
    return Extension(CoordinatorId(row.coordinator_id), tuple(row.place_keys.split(",")), invited_by)
