"""Killed at any instant: nothing is lost, copies are bounded, and every possible duplicate is known."""

import asyncio
import random

import pytest

from bot.telegram.transport import CARRIES
from tests.broadcast.outbox_world import FIRST_CHAT, World
from tests.faults import invariants
from tests.faults.child import CRASH_POINTS
from tests.faults.conftest import Processes
from tests.faults.loopback import Loopback

RATE = 1000


async def _reaches(api: Loopback, accepted: int) -> None:
    async with asyncio.timeout(30):
        while len(api.accepted) < accepted:  # noqa: ASYNC110 - the ledger is watched from outside
            await asyncio.sleep(0.002)


async def test_killed_thirty_times_within_two_thousand_deliveries(world: World, processes: Processes) -> None:
    kills, audience = 30, 2000
    broadcast = await world.broadcast(
        await world.people(range(FIRST_CHAT, FIRST_CHAT + audience)), editions=4
    )
    processes.watch(RATE)
    chance = random.Random(2026)  # noqa: S311 - moments, not secrets
    async with Loopback(seconds=0.01) as api:
        for kill in range(kills):
            async with processes.outbox(api, RATE) as process:
                await _reaches(api, len(api.accepted) + chance.randint(1, 60))
                await asyncio.sleep(chance.random() * 0.03)
                process.kill()
                assert await process.wait() == -9, f"kill {kill} came too late"
        await processes.finish(api, RATE)
    processes.check(api)
    states = await world.states(broadcast)
    assert states["sent"] + states["uncertain"] == audience
    assert invariants.extra_copies(api.accepted) <= kills * CARRIES
    assert max(api.copies.values()) <= 2


@pytest.mark.parametrize("point", CRASH_POINTS)
async def test_killed_at_each_point_of_a_send(point: str, world: World, processes: Processes) -> None:
    await world.broadcast(await world.people(range(FIRST_CHAT, FIRST_CHAT + 60)))
    processes.watch(RATE)
    async with Loopback(seconds=0.02) as api:
        async with asyncio.timeout(30), processes.outbox(api, RATE, point, "2") as process:
            assert await process.wait() == -9
        await processes.finish(api, RATE)
    processes.check(api)
    assert max(api.copies.values()) <= 2
