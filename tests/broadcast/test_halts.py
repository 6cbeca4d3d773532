"""A halt holds at the claim: at most what is already on the wire still arrives."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select

from bot.broadcast.outbox import most_sending
from bot.domain.broadcast import Alert, Sent
from bot.domain.calendar import Scope
from bot.domain.places import City
from storage import tables
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle
from tests.builders import HOUSTON, SEATTLE, TACOMA, an_entry

RATE = 100.0


async def about(sending: World, broadcast: int, city: City | None, **facts: object) -> None:
    """Let every edition of the broadcast name an entry of the city."""
    entry = an_entry(city, **facts)  # type: ignore[arg-type]
    async with sending.transactions.write() as tx:
        await tx.calendar.put_all([entry])
    editions = select(tables.edition.c.id).where(tables.edition.c.broadcast_id == broadcast)
    async with sending.transactions._writer.begin() as connection:
        for row in (await connection.execute(editions)).all():
            await connection.execute(
                insert(tables.edition_entry).values(edition_id=row.id, entry_id=entry.id, named=True)
            )


async def halted(sending: World, key: str) -> None:
    async with sending.transactions.write() as tx:
        assert await tx.halts.put(key, "C-01", datetime.now(UTC))


async def lifted(sending: World, key: str) -> None:
    async with sending.transactions.write() as tx:
        assert await tx.halts.lift(key)


async def test_a_halt_at_message_100_of_500_lets_at_most_w_more_through(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(range(FIRST_CHAT, FIRST_CHAT + 500)))
    await about(sending, broadcast, TACOMA)
    wire = ScriptedWire(seconds=0.02)
    async with sending.sending(wire, rate=RATE) as outbox:
        async with asyncio.timeout(20):
            while len(wire.sent) < 100:  # noqa: ASYNC110 - the wire knows of no events
                await asyncio.sleep(0.005)
        await halted(sending, "c5812944")
        at_commit = len(wire.sent)
        await asyncio.sleep(0.5)
        assert len(wire.sent) - at_commit <= most_sending(RATE)
        assert await outbox.is_idle()
        states = await sending.states(broadcast)
        assert states == {"sent": len(wire.sent), "pending": 500 - len(wire.sent)}
        assert states["pending"] > 300
        await lifted(sending, "c5812944")
        outbox.wake()
        await until_idle(outbox)
    assert await sending.states(broadcast) == {"sent": 500}
    assert set(wire.copies.values()) == {1}


@pytest.mark.parametrize(
    ("key", "held"),
    [
        ("c5812944", {"tacoma"}),
        ("sWA", {"tacoma", "seattle"}),
        ("us", {"tacoma", "seattle", "houston", "day"}),
    ],
)
async def test_a_halt_holds_what_names_an_entry_of_its_place_and_nothing_else(
    sending: World, key: str, held: set[str]
) -> None:
    people = await sending.people(range(FIRST_CHAT, FIRST_CHAT + 3))
    broadcasts = {name: await sending.broadcast(people) for name in ("tacoma", "seattle", "houston", "day")}
    for name, city in (("tacoma", TACOMA), ("seattle", SEATTLE), ("houston", HOUSTON)):
        await about(sending, broadcasts[name], city)
    await about(sending, broadcasts["day"], None, scope=Scope.NATIONAL)
    await halted(sending, key)
    async with sending.sending(ScriptedWire()) as outbox:
        await until_idle(outbox)
    pending = {name for name, id_ in broadcasts.items() if (await sending.states(id_))["pending"]}
    assert pending == held


async def test_a_retraction_passes_a_halt_of_everything(sending: World) -> None:
    people = await sending.people([FIRST_CHAT])
    false_alert = await sending.broadcast(people)
    retraction = await sending.broadcast(people, alert=Alert.RETRACTION)
    for broadcast in (false_alert, retraction):
        await about(sending, broadcast, TACOMA)
    await halted(sending, "us")
    async with sending.sending(ScriptedWire()) as outbox:
        await until_idle(outbox)
    assert await sending.states(retraction) == {"sent": 1}
    assert await sending.states(false_alert) == {"pending": 1}


async def test_what_is_halted_past_its_time_expires_and_is_never_sent(sending: World) -> None:
    now = datetime.now(UTC)
    broadcast = await sending.broadcast(
        await sending.people([FIRST_CHAT]),
        due_at=now - timedelta(seconds=5),
        expires_at=now + timedelta(seconds=0.3),
    )
    await about(sending, broadcast, TACOMA)
    await halted(sending, "us")
    wire = ScriptedWire(lambda _chat, attempt: Sent(attempt))
    async with sending.sending(wire) as outbox:
        async with asyncio.timeout(10):
            while await sending.states(broadcast) != {"expired": 1}:  # noqa: ASYNC110 - as above
                await asyncio.sleep(0.05)
        await lifted(sending, "us")
        await until_idle(outbox)
    assert wire.sent == []
