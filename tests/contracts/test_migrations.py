"""Migrations lead to the tables, in both directions, and a database says whether it is new."""

from datetime import date, datetime, time

import pytest
from alembic import command
from sqlalchemy import Connection, MetaData, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.engine import writer_engine
from storage.migrate import alembic_config, is_new, migrate

_NOON = datetime(2026, 2, 3, 12)  # noqa: DTZ001 - as SQLite gives it back
_PLAIN: dict[type, object] = {
    int: 1,
    bool: True,
    float: 1.5,
    str: "x",
    bytes: b"x",
    # As JSON columns say of themselves.
    object: {"x": 1},
    dict: {"x": 1},
    date: _NOON.date(),
    time: _NOON.time(),
    datetime: _NOON,
}


def names(connection: Connection) -> set[str]:
    return set(inspect(connection).get_table_names()) - {"alembic_version"}


async def test_migrations_go_up_down_and_up_again(database_url: str) -> None:
    engine = writer_engine(database_url)
    assert await is_new(engine)
    await migrate(engine)
    assert not await is_new(engine)
    async with engine.begin() as connection:
        assert await connection.run_sync(names) == set(tables.metadata.tables)
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "base"))
        assert await connection.run_sync(names) == set()
    await migrate(engine)
    await migrate(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(names) == set(tables.metadata.tables)
    await engine.dispose()


def filled(connection: Connection) -> dict[str, dict[str, object]]:
    """One row for every table there is, each naming the others'; what stands in it, by table and column."""
    known = MetaData()
    known.reflect(connection)
    rows: dict[str, dict[str, object]] = {}
    for table in known.sorted_tables:
        if table.name == "alembic_version":
            continue
        row: dict[str, object] = {}
        for column in table.columns:
            of = next(iter(column.foreign_keys), None)
            told = rows.get(of.column.table.name, row)[of.column.name] if of else None
            row[column.name] = _PLAIN[column.type.python_type] if told is None else told
        connection.execute(table.insert().values(row))
        rows[table.name] = row
    return rows


def kept(connection: Connection, rows: dict[str, dict[str, object]]) -> dict[str, dict[str, object]]:
    """The same tables and columns now."""
    known = MetaData()
    known.reflect(connection)
    found = {name: connection.execute(known.tables[name].select()).mappings().one() for name in rows}
    return {name: {column: found[name][column] for column in row} for name, row in rows.items()}


async def test_a_database_of_the_release_before_keeps_every_row(database_url: str) -> None:
    engine = writer_engine(database_url)
    await migrate(engine, "0002")
    async with engine.begin() as connection:
        rows = await connection.run_sync(filled)
    assert {"subscriber", "subscription", "mute", "entry", "delivery", "coordinator", "audit"} <= set(rows)
    await migrate(engine)
    async with engine.connect() as connection:
        assert await connection.run_sync(kept, rows) == rows
        assert (await connection.execute(text("SELECT brief_hour FROM subscriber"))).one() == (18,)
        assert (await connection.execute(text("PRAGMA foreign_key_check"))).all() == []
    await engine.dispose()


async def test_the_migrated_schema_is_the_tables(database_url: str) -> None:
    engine = writer_engine(database_url)
    await migrate(engine)
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.check(alembic_config(sync)))
    await engine.dispose()


async def test_the_audit_of_an_older_database_is_kept_and_stays_append_only(database_url: str) -> None:
    engine = writer_engine(database_url)
    await migrate(engine, "0002")
    row = "1, '2026-02-03 18:00:00', 'C-01', 'sent', 'A7F3', NULL, '', 'p', 'm'"
    async with engine.begin() as connection:
        await connection.execute(text(f"INSERT INTO audit VALUES ({row})"))  # noqa: S608 - as written here
    await migrate(engine)
    with pytest.raises(IntegrityError, match="append-only"):
        async with engine.begin() as connection:
            await connection.execute(text("DELETE FROM audit"))
    async with engine.connect() as connection:
        assert await connection.scalar(text("SELECT actor FROM audit")) == "C-01"
    await engine.dispose()
