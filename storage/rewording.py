"""An edition that is no longer true: what has not gone out yet gets another one, worded when it goes."""

from dataclasses import replace
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import OPEN_STATES, Content, DeliveryState, Section
from bot.domain.ids import EntryId
from bot.domain.planning import named
from storage import tables
from storage.content import pack, unpack

_delivery = tables.delivery.c
_edition = tables.edition.c


async def reworded(connection: AsyncConnection, edition: Any, mark: str, leave_out: EntryId | None) -> None:
    """Move the open deliveries of an edition's row to a new edition, without the entry to `leave_out`.

    An edition with nothing left to tell is not written: its waiting deliveries are cancelled.
    """
    content = unpack(edition.content)
    items = tuple(item for item in content.items if item.entry_id != leave_out)
    if all(item.section is Section.NEAREST for item in items):
        await connection.execute(
            update(tables.delivery)
            .where(_delivery.edition_id == edition.id, _delivery.state == DeliveryState.PENDING)
            .values(state=DeliveryState.CANCELLED)
        )
        return
    new_id = await _put(connection, edition, replace(content, items=items), f"{edition.signature}~{mark}")
    await connection.execute(
        update(tables.delivery)
        .where(_delivery.edition_id == edition.id, _delivery.state.in_(OPEN_STATES))
        .values(edition_id=new_id)
    )


async def _put(connection: AsyncConnection, edition: Any, content: Content, signature: str) -> int:
    """An edition like this one, not worded yet; its id."""
    new_id: int = await connection.scalar(
        insert(tables.edition)
        .values(
            broadcast_id=edition.broadcast_id,
            language=edition.language,
            signature=signature,
            content=pack(content),
            keep_until=edition.keep_until,
        )
        .returning(_edition.id)
    )
    names = {item.entry_id for item in named(content)}
    await connection.execute(
        insert(tables.edition_entry),
        [
            {"edition_id": new_id, "entry_id": item.entry_id, "named": item.entry_id in names}
            for item in content.items
        ],
    )
    return new_id
