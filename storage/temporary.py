"""Tables that last for one transaction, in which an audience is worked out."""

from collections.abc import Iterable
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    Time,
    delete,
    insert,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, CreateTable

from storage.types import UTCDateTime

_BATCH = 1000
_temporary = MetaData()
_options: dict[str, Any] = {"prefixes": ["TEMPORARY"], "postgresql_on_commit": "DROP"}

wait = Table(
    "audience_wait",
    _temporary,
    Column("id", Integer, primary_key=True, autoincrement=False),
    Column("home_zone", String(40), nullable=False),
    Column("quiet_starts", Time),
    Column("quiet_ends", Time),
    Column("brief_hour", Integer, nullable=False),
    Column("not_before", UTCDateTime, nullable=False),
    Column("soonest_expiry", UTCDateTime, nullable=False),
    Index("ix_audience_wait", "home_zone", "brief_hour"),
    **_options,
)
reached = Table(
    "audience_reached",
    _temporary,
    Column("place_key", String(12), nullable=False),
    Column("radius", Integer, nullable=False),
    Column("fact", Integer, nullable=False),
    Column("entry_id", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("section", String(12), nullable=False),
    Column("once", Boolean, nullable=False),
    Column("triggers", Boolean, nullable=False),
    Column("near", Boolean, nullable=False),
    Index("ix_audience_reached", "place_key", "radius"),
    **_options,
)
told = Table(
    "audience_told",
    _temporary,
    Column("subscriber_id", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", String(80), primary_key=True),
    **_options,
)
member = Table(
    "audience_member",
    _temporary,
    Column("subscriber_id", BigInteger, nullable=False),
    Column("wait", Integer, nullable=False),
    Column("language", String(2), nullable=False),
    Column("signature", Text, nullable=False),
    **_options,
)
edition = Table(
    "audience_edition",
    _temporary,
    Column("language", String(2), primary_key=True),
    Column("signature", Text, primary_key=True),
    Column("edition_id", BigInteger, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    **_options,
)


async def prepare(connection: AsyncConnection) -> None:
    """Have all of them, empty."""
    for table in _temporary.sorted_tables:
        await connection.execute(CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            await connection.execute(CreateIndex(index, if_not_exists=True))
        await connection.execute(delete(table))


async def put(connection: AsyncConnection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        await connection.execute(insert(table), batch)
