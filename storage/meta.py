"""The meta table."""

from sqlalchemy import delete, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from storage import tables


class Meta:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def get(self, key: str) -> str | None:
        query = select(tables.meta.c.value).where(tables.meta.c.key == key)
        value: str | None = (await self._connection.execute(query)).scalar_one_or_none()
        return value

    async def put(self, key: str, value: str) -> None:
        await self._connection.execute(delete(tables.meta).where(tables.meta.c.key == key))
        await self._connection.execute(insert(tables.meta).values(key=key, value=value))
