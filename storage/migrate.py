"""Bring a database to the newest migration."""

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, inspect
from sqlalchemy.ext.asyncio import AsyncEngine

MIGRATIONS = Path(__file__).parent / "migrations"


def alembic_config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["connection"] = connection
    return config


async def is_new(engine: AsyncEngine) -> bool:
    """Was this database never migrated?"""
    async with engine.connect() as connection:
        return not await connection.run_sync(lambda sync: inspect(sync).has_table("alembic_version"))


async def migrate(engine: AsyncEngine, revision: str = "head") -> None:
    """Upgrade within one transaction: the database is at the old revision or at `revision`, never between."""
    async with engine.begin() as connection:
        await connection.run_sync(lambda sync: command.upgrade(alembic_config(sync), revision))
