"""What is halted, and which deliveries that holds back."""

from datetime import datetime

from sqlalchemy import ColumnElement, String, cast, delete, exists, insert, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import Lane
from bot.domain.halt import EVERYTHING, Halt
from storage import tables
from storage.tables_of_coordinators import halt


class Halts:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def all(self) -> tuple[Halt, ...]:
        rows = await self._connection.execute(select(halt).order_by(halt.c.at, halt.c.place_key))
        return tuple(Halt(row.place_key, row.label, row.at) for row in rows)

    async def put(self, place_key: str, label: str, at: datetime) -> bool:
        known = await self._connection.execute(select(halt.c.at).where(halt.c.place_key == place_key))
        if known.first() is not None:
            return False
        await self._connection.execute(insert(halt).values(place_key=place_key, label=label, at=at))
        return True

    async def lift(self, place_key: str) -> bool:
        lifted = await self._connection.execute(delete(halt).where(halt.c.place_key == place_key))
        return bool(lifted.rowcount)


def not_halted(lane: ColumnElement[int] | None = None) -> ColumnElement[bool]:
    """Of a delivery's row: nothing is halted at all, or nothing that its edition names.

    `lane` is that of what is to be done with it: its own, unless it is to be edited.

    A retraction passes: to halt and then to retract is what people do who find a false alert.
    """
    facts, place = tables.entry.c.facts, halt.c.place_key
    # Not correlated, so that it is worked out once a statement and not once a delivery.
    held = (
        select(tables.edition_entry.c.edition_id)
        .join(tables.entry, tables.entry.c.id == tables.edition_entry.c.entry_id)
        .join(
            halt,
            or_(
                place == literal("c") + cast(facts["city_id"].as_integer(), String),
                place == literal("s") + facts["state"].as_string(),
            ),
        )
    )
    everything = exists(select(literal(1)).select_from(halt).where(place == EVERYTHING))
    # With nothing halted, which is nearly always so, no entry is looked at.
    anything = exists(select(literal(1)).select_from(halt))
    delivery = tables.delivery.c
    passes = (delivery.lane if lane is None else lane) == Lane.RETRACTION
    return or_(~anything, passes, ~everything & delivery.edition_id.not_in(held))
