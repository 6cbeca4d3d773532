"""SQLite's promises are set on every connection of every pool."""

import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.engine import reader_engine, writer_engine
from storage.migrate import migrate

WANTED = {
    "journal_mode": "wal",
    "synchronous": 2,
    "foreign_keys": 1,
    "busy_timeout": 5000,
    "secure_delete": 1,
    "trusted_schema": 0,
    "temp_store": 2,
}


async def pragmas(connection: AsyncConnection) -> dict[str, object]:
    found = {name: await connection.exec_driver_sql(f"PRAGMA {name}") for name in [*WANTED, "query_only"]}
    return {name: result.scalar_one() for name, result in found.items()}


async def test_every_pooled_connection_keeps_the_promises(database_url: str) -> None:
    writer, reader = writer_engine(database_url), reader_engine(database_url)
    await migrate(writer)
    async with writer.connect() as connection:
        assert await pragmas(connection) == WANTED | {"query_only": 0}
    async with reader.connect() as first, reader.connect() as second:
        for connection in (first, second):
            assert await pragmas(connection) == WANTED | {"query_only": 1}
    await writer.dispose()
    await reader.dispose()


async def test_a_reader_cannot_write(database_url: str) -> None:
    writer, reader = writer_engine(database_url), reader_engine(database_url)
    await migrate(writer)
    async with reader.connect() as connection:
        with pytest.raises(OperationalError, match="readonly"):
            await connection.exec_driver_sql("INSERT INTO meta VALUES ('a', 'b')")
    await writer.dispose()
    await reader.dispose()
