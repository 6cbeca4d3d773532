"""Units of work. The only module that commits."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.calendar import Calendar
from storage.cipher import ChatCipher
from storage.meta import Meta
from storage.planning import Planning
from storage.subscribers import Subscribers


@dataclass(frozen=True, slots=True)
class Unit:
    """The repositories on one connection inside one transaction."""

    subscribers: Subscribers
    calendar: Calendar
    meta: Meta
    planning: Planning

    @classmethod
    def on(cls, connection: AsyncConnection, cipher: ChatCipher) -> "Unit":
        return cls(
            Subscribers(connection, cipher), Calendar(connection), Meta(connection), Planning(connection)
        )


class SqlTransactions:
    """`write()` commits on a clean exit, else rolls back; `read()` runs on connections that cannot write."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, cipher: ChatCipher) -> None:
        self._writer = writer
        self._reader = reader
        self._cipher = cipher

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Unit]:
        async with self._reader.begin() as connection:
            yield Unit.on(connection, self._cipher)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Unit]:
        async with self._writer.begin() as connection:
            yield Unit.on(connection, self._cipher)

    async def dispose(self) -> None:
        await self._writer.dispose()
        await self._reader.dispose()
