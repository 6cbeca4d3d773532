"""Empties SQLite's journal into the database, so that what was erased is left in no file."""

import asyncio
import sqlite3

import structlog
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

TRIES = 12
PAUSE = 0.1
"""Seconds; a reader that is under way holds the journal for as long as it reads."""

log = structlog.stdlib.get_logger(__name__)


class Checkpoint:
    """`writer` is the engine with the one connection that writes; nothing to do for another database.

    Never raises: what was erased is erased, and whoever asked for it is to be told so.
    """

    def __init__(self, writer: AsyncEngine) -> None:
        self._writer = writer

    async def __call__(self) -> None:
        if self._writer.dialect.name != "sqlite":
            return
        for _ in range(TRIES):
            try:
                if await self._truncated():
                    return
            except (SQLAlchemyError, sqlite3.Error) as error:
                log.warning("journal not reached", error=type(error).__name__)
            await asyncio.sleep(PAUSE)
        log.error("journal not emptied; erased rows may still be in it")

    async def _truncated(self) -> bool:
        """Outside a transaction, as the journal cannot be emptied from within one."""
        async with self._writer.connect() as connection:
            raw = await connection.get_raw_connection()
            assert raw.driver_connection is not None
            async with raw.driver_connection.execute("PRAGMA wal_checkpoint(TRUNCATE)") as result:
                busy, _pages, _moved = await result.fetchone()
        return not busy
