"""Messages that were sent, and the notice that has them edited."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

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


async def put_rally(world: World, starts_in: timedelta = timedelta(days=2)) -> Entry:
    """In Tacoma, by the real time."""
    starts_at = datetime.now(ZoneInfo(TACOMA.zone)) + starts_in
    rally = an_entry(TACOMA, starts_at.date(), f"{starts_at:%H:%M}", venue="Harbor Plaza")
    async with world.transactions.write() as tx:
        await tx.calendar.put_all([rally])
    return rally


async def told(
    world: World, people: Sequence[int], *entries: Entry, alert: Alert = Alert.NEW, key: str = "told"
) -> None:
    """Each of these subscribers has got one message about the entries."""
    at = datetime.now(UTC) - timedelta(hours=1)
    rows = [
        {"subscriber_id": subscriber, "state": DeliveryState.SENT, "started_at": at, "message_id": number}
        for number, subscriber in enumerate(people, MESSAGE)
    ]
    await _put(world, _Original(alert, key, at, BroadcastState.DONE), entries, rows)


async def telling(world: World, people: Sequence[int], *entries: Entry) -> None:
    """Each of these subscribers is to get one message about the entries."""
    rows = [{"subscriber_id": subscriber, "state": DeliveryState.PENDING} for subscriber in people]
    original = _Original(Alert.NEW, "telling", datetime.now(UTC), BroadcastState.QUEUED)
    await _put(world, original, entries, rows)


@dataclass(frozen=True, slots=True)
class _Original:
    alert: Alert
    key: str
    at: datetime
    state: BroadcastState

    @property
    def ends(self) -> datetime:
        return self.at + timedelta(days=2)


async def _put(
    world: World, original: _Original, entries: Sequence[Entry], rows: Sequence[dict[str, object]]
) -> None:
    broadcast = {
        "key": original.key,
        "alert": original.alert,
        "lane": LANES[original.alert],
        "state": original.state,
        "due_at": original.at,
        "expires_at": original.ends,
        "planned": len(rows),
    }
    edition = {
        "language": "en",
        "signature": "",
        "content": pack(
            Content(original.alert, original.at, entries[0].zone, (), tuple(Item(e.id) for e in entries))
        ),
        "keep_until": original.ends + timedelta(days=3),
    }
    common = {"lane": LANES[original.alert], "not_before": original.at, "expires_at": original.ends}
    async with world.transactions._writer.begin() as connection:
        put = await connection.execute(
            insert(tables.broadcast).values(broadcast).returning(tables.broadcast.c.id)
        )
        of = {"broadcast_id": put.scalar_one()}
        put = await connection.execute(
            insert(tables.edition).values(edition | of).returning(tables.edition.c.id)
        )
        about = {"edition_id": put.scalar_one()}
        named = [about | {"entry_id": entry.id, "named": True} for entry in entries]
        await connection.execute(insert(tables.edition_entry), named)
        await connection.execute(insert(tables.delivery), [common | of | about | row for row in rows])


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
