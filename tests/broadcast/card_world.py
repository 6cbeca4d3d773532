"""Messages that were sent, and the notice that has them edited."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from sqlalchemy import insert, update

from bot.clock import SystemClock
from bot.domain.broadcast import LANES, Alert, BroadcastState, Content, DeliveryState, Item
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.services.notices import Notices
from storage import tables
from storage.content import pack
from tests.broadcast.outbox_world import World
from tests.builders import TACOMA, an_entry

MESSAGE = 500
"""The message of the first subscriber has this number, the next one's the next."""


async def put_rally(world: World) -> Entry:
    """In Tacoma, in two days of the real time."""
    day: date = (datetime.now(UTC) + timedelta(days=2)).date()
    rally = an_entry(TACOMA, day, "14:00", venue="Harbor Plaza")
    async with world.transactions.write() as tx:
        await tx.calendar.put_all([rally])
    return rally


async def told(
    world: World, people: Sequence[int], *entries: Entry, alert: Alert = Alert.NEW, key: str = "told"
) -> None:
    """Each of these subscribers has got one message about the entries."""
    at = datetime.now(UTC) - timedelta(hours=1)
    content = Content(alert, at, entries[0].zone, (), tuple(Item(entry.id) for entry in entries))
    async with world.transactions._writer.begin() as connection:
        broadcast = (
            await connection.execute(
                insert(tables.broadcast)
                .values(
                    key=key,
                    alert=alert,
                    lane=LANES[alert],
                    state=BroadcastState.DONE,
                    due_at=at,
                    expires_at=at + timedelta(days=2),
                    planned=len(people),
                )
                .returning(tables.broadcast.c.id)
            )
        ).scalar_one()
        edition = (
            await connection.execute(
                insert(tables.edition)
                .values(
                    broadcast_id=broadcast,
                    language="en",
                    signature="",
                    content=pack(content),
                    text="as it was",
                    keep_until=at + timedelta(days=5),
                )
                .returning(tables.edition.c.id)
            )
        ).scalar_one()
        named = [{"edition_id": edition, "entry_id": entry.id, "named": True} for entry in entries]
        await connection.execute(insert(tables.edition_entry), named)
        rows = [
            {
                "broadcast_id": broadcast,
                "edition_id": edition,
                "subscriber_id": subscriber,
                "state": DeliveryState.SENT,
                "lane": LANES[alert],
                "not_before": at,
                "expires_at": at + timedelta(days=2),
                "started_at": at,
                "message_id": MESSAGE + number,
            }
            for number, subscriber in enumerate(people)
        ]
        await connection.execute(insert(tables.delivery), rows)


async def publish(world: World, entry: Entry, **facts: object) -> int:
    """Confirm another state of what is stored; how many will hear."""
    clock = SystemClock()
    async with world.transactions.write() as tx:
        before = (await tx.calendar.by_ids([entry.id]))[entry.id]
        after = revised(before, replace(before, **facts), 2, clock.now())  # type: ignore[arg-type]
        return await Notices(lambda _: None, clock).publish(tx, after)


async def cancel(world: World, entry: Entry) -> int:
    return await publish(world, entry, status=Status.CANCELLED)


async def edits(world: World) -> int:
    async with world.transactions.read() as tx:
        return await tx.cards.count()


async def set_subscribers(world: World, *ids: int, **values: object) -> None:
    async with world.transactions._writer.begin() as connection:
        await connection.execute(
            update(tables.subscriber).where(tables.subscriber.c.id.in_(ids)).values(**values)
        )
