"""Migrations lead to the tables, in both directions, and a database says whether it is new."""

import pytest
from alembic import command
from sqlalchemy import Connection, inspect, text
from sqlalchemy.exc import IntegrityError

from storage import tables
from storage.engine import writer_engine
from storage.migrate import alembic_config, is_new, migrate


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


async def test_who_is_there_already_keeps_six_o_clock_for_the_brief(database_url: str) -> None:
    engine = writer_engine(database_url)
    await migrate(engine)
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.downgrade(alembic_config(sync), "0002"))
        row = "1, x'00', 'private', 'en', 'America/Chicago', 1, 'once', 1, 'active', 1, '2026-02-01'"
        columns = (
            "id, chat, kind, language, home_zone, brief, new, reminder, status, consent_version, consent_on"
        )
        await connection.execute(text(f"INSERT INTO subscriber ({columns}) VALUES ({row})"))  # noqa: S608 - ours
    await migrate(engine)
    async with engine.connect() as connection:
        kept = await connection.execute(text("SELECT home_zone, brief_hour FROM subscriber"))
        assert kept.one() == ("America/Chicago", 18)
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
