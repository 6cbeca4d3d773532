"""The calendar's entries."""

from collections.abc import Collection, Iterable, Mapping
from datetime import date, datetime
from math import cos, radians
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Select, Text, and_, cast, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.calendar import Entry, Scope
from bot.domain.ids import Code, EntryId
from bot.domain.places import MILES_PER_DEGREE
from bot.services.ports.calendar import Around, InState
from storage import tables

# One JSON column holds what is never searched by; the adapter reads it back into the domain's types.
_facts = TypeAdapter(Entry)
# Read as text: the adapter's own reader is three times as fast as one object made of another.
_FACTS = cast(tables.entry.c.facts, Text).label("facts")
_by_start = (tables.entry.c.begins_at, tables.entry.c.id)


class Calendar:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def by_code(self, code: Code) -> Entry | None:
        found = await self._entries(select(_FACTS).where(tables.entry.c.code == code))
        return found[0] if found else None

    async def by_ids(self, ids: Collection[EntryId]) -> Mapping[EntryId, Entry]:
        found = await self._entries(select(_FACTS).where(tables.entry.c.id.in_(ids)))
        return {entry.id: entry for entry in found}

    async def listed(
        self, now: datetime, first: date, last: date, around: Around | InState | None = None
    ) -> tuple[Entry, ...]:
        columns = tables.entry.c
        query = select(_FACTS).where(
            columns.listed_at <= now, columns.starts_on <= last, columns.ends_on >= first
        )
        if isinstance(around, Around):
            query = query.where(or_(columns.scope != Scope.CITY, _in_box(around)))
        elif around is not None:
            here = columns.facts["state"].as_string() == around.state
            query = query.where(or_(columns.scope == Scope.NATIONAL, here))
        return await self._entries(query.order_by(*_by_start))

    async def listed_between(self, after: datetime, until: datetime) -> tuple[Entry, ...]:
        columns = tables.entry.c
        query = select(_FACTS).where(columns.listed_at > after, columns.listed_at <= until)
        return await self._entries(query.order_by(*_by_start))

    async def starting_between(self, after: datetime, until: datetime) -> tuple[Entry, ...]:
        columns = tables.entry.c
        query = select(_FACTS).where(columns.begins_at > after, columns.begins_at <= until)
        return await self._entries(query.order_by(*_by_start))

    async def of_series(self, code: Code) -> tuple[Entry, ...]:
        columns = tables.entry.c
        query = select(_FACTS).where(columns.facts["series", "code"].as_string() == code)
        return await self._entries(query.order_by(*_by_start))

    async def has_ahead(self, now: datetime) -> bool:
        columns = tables.entry.c
        query = select(columns.id).where(columns.listed_at <= now, columns.over_at > now).limit(1)
        return (await self._connection.execute(query)).first() is not None

    async def put_all(self, entries: Iterable[Entry]) -> int:
        known = {
            row["id"]: dict(row) for row in (await self._connection.execute(select(tables.entry))).mappings()
        }
        changed = 0
        for entry in entries:
            values = _values(entry)
            if entry.id not in known:
                await self._connection.execute(insert(tables.entry).values(values))
            elif known[entry.id]["facts"].get("revision", 0) > entry.revision:
                # What coordinators made of it since outlives the facts it was shipped with.
                continue
            elif known[entry.id] != values:
                await self._connection.execute(
                    update(tables.entry).where(tables.entry.c.id == entry.id).values(values)
                )
            else:
                continue
            changed += 1
        return changed

    async def _entries(self, query: Select[Any]) -> tuple[Entry, ...]:
        rows = await self._connection.execute(query)
        return tuple(_facts.validate_json(row.facts, strict=False) for row in rows)


def _in_box(around: Around) -> Any:
    """The latitudes and longitudes that hold the whole circle."""
    columns = tables.entry.c
    high = around.miles / MILES_PER_DEGREE
    wide = high / max(0.05, cos(radians(around.centre.latitude)))
    return and_(
        columns.latitude.between(around.centre.latitude - high, around.centre.latitude + high),
        columns.longitude.between(around.centre.longitude - wide, around.centre.longitude + wide),
    )


def _values(entry: Entry) -> dict[str, Any]:
    """The row; its instants are derived anew at every load, as zone rules change."""
    return {
        "id": entry.id,
        "code": entry.code,
        "type": entry.type,
        "scope": entry.scope,
        "starts_on": entry.starts_on,
        "ends_on": entry.ends_on,
        "begins_at": entry.begins_at,
        "over_at": entry.over_at,
        "listed_at": entry.listed_at,
        "latitude": entry.coordinates.latitude if entry.coordinates else None,
        "longitude": entry.coordinates.longitude if entry.coordinates else None,
        "facts": _facts.dump_python(entry, mode="json"),
    }
