"""A hold stops a broadcast at the claim; an operator's word lets the rest go out, each message once."""

import asyncio

from bot.broadcast.outbox import most_sending
from bot.domain.ids import BroadcastId
from bot.domain.limits import Reason
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle

RATE = 100.0


async def test_what_is_held_half_way_goes_on_where_it_stopped(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(range(FIRST_CHAT, FIRST_CHAT + 200)))
    wire = ScriptedWire(seconds=0.02)
    async with sending.sending(wire, rate=RATE) as outbox:
        async with asyncio.timeout(20):
            while len(wire.sent) < 50:  # noqa: ASYNC110 - the wire knows of no events
                await asyncio.sleep(0.005)
        async with sending.transactions.write() as tx:
            await tx.outbox.hold(BroadcastId(broadcast), Reason.FLAGS)
        at_commit = len(wire.sent)
        await asyncio.sleep(0.5)
        assert len(wire.sent) - at_commit <= most_sending(RATE)
        async with sending.transactions.write() as tx:
            (hold,) = await tx.pushes.held()
            assert (hold.id, hold.reason, hold.waiting) == (broadcast, Reason.FLAGS, 200 - len(wire.sent))
            assert not await tx.pushes.end([hold.id]), "something still waits"
            assert await tx.pushes.release(hold.id)
            assert not await tx.pushes.release(hold.id)
        outbox.wake()
        await until_idle(outbox)
    assert await sending.states(broadcast) == {"sent": 200}
    assert set(wire.copies.values()) == {1}
    assert await sending.one("SELECT state FROM broadcast") == "done"
