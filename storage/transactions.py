"""Units of work. The only module that commits."""

from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass

from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from bot.domain.errors import StorageUnavailable
from storage.announcements import Announcements
from storage.audit import Audit
from storage.broadcasts import Broadcasts
from storage.calendar import Calendar
from storage.cards import Cards
from storage.cipher import ChatCipher
from storage.coordinators import Coordinators
from storage.extensions import Extensions
from storage.flags import Flags
from storage.halts import Halts
from storage.meta import Meta
from storage.notices import Notices
from storage.outbox import Outbox
from storage.planning import Planning
from storage.pushes import Pushes
from storage.subscribers import Subscribers


@dataclass(frozen=True, slots=True)
class Unit:
    """The repositories on one connection inside one transaction."""

    subscribers: Subscribers
    calendar: Calendar
    meta: Meta
    planning: Planning
    outbox: Outbox
    broadcasts: Broadcasts
    notices: Notices
    cards: Cards
    announcements: Announcements
    coordinators: Coordinators
    audit: Audit
    halts: Halts
    pushes: Pushes
    flags: Flags
    extensions: Extensions

    @classmethod
    def on(cls, connection: AsyncConnection, cipher: ChatCipher) -> "Unit":
        return cls(
            Subscribers(connection, cipher),
            Calendar(connection),
            Meta(connection),
            Planning(connection),
            Outbox(connection, cipher),
            Broadcasts(connection),
            Notices(connection),
            Cards(connection, cipher),
            Announcements(connection),
            Coordinators(connection, cipher),
            Audit(connection, cipher),
            Halts(connection),
            Pushes(connection),
            Flags(connection, cipher),
            Extensions(connection),
        )


class SqlTransactions:
    """`write()` commits on a clean exit, else rolls back; `read()` runs on connections that cannot write."""

    def __init__(self, writer: AsyncEngine, reader: AsyncEngine, cipher: ChatCipher) -> None:
        self._writer = writer
        self._reader = reader
        self._cipher = cipher

    @asynccontextmanager
    async def read(self) -> AsyncIterator[Unit]:
        with _as_unavailable():
            async with self._reader.begin() as connection:
                yield Unit.on(connection, self._cipher)

    @asynccontextmanager
    async def write(self) -> AsyncIterator[Unit]:
        with _as_unavailable():
            async with self._writer.begin() as connection:
                yield Unit.on(connection, self._cipher)

    async def dispose(self) -> None:
        await self._writer.dispose()
        await self._reader.dispose()


@contextmanager
def _as_unavailable() -> Iterator[None]:
    """Locked, full or away: the caller may try again. Whatever else is raised is a bug."""
    try:
        yield
    except (OperationalError, PoolTimeout) as error:
        raise StorageUnavailable(type(error.__cause__ or error).__name__) from error
