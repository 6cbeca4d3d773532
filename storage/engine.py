"""Engines. SQLite gets one writer connection and readers that cannot write."""

from pathlib import Path
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL, Connection
from sqlalchemy.exc import ArgumentError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from bot.domain.errors import Misconfigured

SETTING = "DATABASE_URL"
DRIVERS = {"sqlite": "sqlite+aiosqlite", "postgresql": "postgresql+psycopg"}
PRAGMAS = {
    "journal_mode": "WAL",
    "synchronous": "FULL",
    "foreign_keys": "ON",
    "busy_timeout": "5000",
    "secure_delete": "ON",
    "trusted_schema": "OFF",
    "temp_store": "MEMORY",
}
"""Set on every connection: SQLite keeps none of them but the journal mode in the file."""


def database_path(url: str) -> Path | None:
    """The SQLite file behind `url`; None for another database. Misconfigured for what cannot be used."""
    parsed = _async_url(url)
    return Path(str(parsed.database)) if parsed.get_backend_name() == "sqlite" else None


def writer_engine(url: str) -> AsyncEngine:
    """The engine for every write. On SQLite one connection, its transactions begun as writers."""
    parsed = _async_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(parsed, hide_parameters=True)
    engine = create_async_engine(parsed, pool_size=1, max_overflow=0, hide_parameters=True)
    _prepare_sqlite(engine, begin="BEGIN IMMEDIATE", query_only=False)
    return engine


def reader_engine(url: str) -> AsyncEngine:
    parsed = _async_url(url)
    if parsed.get_backend_name() != "sqlite":
        return create_async_engine(
            parsed, hide_parameters=True, execution_options={"postgresql_readonly": True}
        )
    engine = create_async_engine(parsed, pool_size=2, max_overflow=0, hide_parameters=True)
    _prepare_sqlite(engine, begin="BEGIN", query_only=True)
    return engine


def _async_url(url: str) -> URL:
    try:
        parsed = make_url(url)
    except ArgumentError:
        raise Misconfigured(SETTING, "is no address, as in sqlite:///data/drumbeat.sqlite3") from None
    backend = parsed.get_backend_name()
    if backend not in DRIVERS:
        raise Misconfigured(SETTING, "names a database other than SQLite or PostgreSQL")
    # What is in memory is lost with its connection, and there are several.
    if backend == "sqlite" and parsed.database in {None, "", ":memory:"}:
        raise Misconfigured(SETTING, "needs a file, as in sqlite:///data/drumbeat.sqlite3")
    return parsed.set(drivername=DRIVERS[backend])


def _prepare_sqlite(engine: AsyncEngine, *, begin: str, query_only: bool) -> None:
    """The driver begins no transaction before a SELECT, and would lose writes: each is begun here."""

    @event.listens_for(engine.sync_engine, "connect")
    def on_connect(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for name, value in PRAGMAS.items():
            cursor.execute(f"PRAGMA {name}={value}")
        if query_only:
            cursor.execute("PRAGMA query_only=ON")
        cursor.close()

    @event.listens_for(engine.sync_engine, "begin")
    def on_begin(connection: Connection) -> None:
        connection.exec_driver_sql(begin)
