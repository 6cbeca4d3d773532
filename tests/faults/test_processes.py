"""One sender only, and an orderly end."""

import asyncio
import signal
import time
from pathlib import Path

import pytest

from bot.domain.errors import AnotherInstance
from storage.lock import only_instance
from tests.broadcast.outbox_world import FIRST_CHAT, World
from tests.faults.conftest import Processes
from tests.faults.loopback import Loopback


async def test_a_second_process_refuses_and_sends_nothing(world: World, processes: Processes) -> None:
    await world.broadcast(await world.people(range(FIRST_CHAT, FIRST_CHAT + 300)))
    async with Loopback(seconds=0.02) as api, Loopback() as unused, processes.outbox(api, 100) as first:
        await api.asked.wait()
        began = time.monotonic()
        async with processes.outbox(unused, 100) as second:
            assert await second.wait() == 75
        assert time.monotonic() - began < 3
        assert await first.wait() == 0
    assert unused.requests == []
    processes.check(api)


async def test_terminated_in_the_middle_it_lets_the_wire_end_and_doubles_nothing(
    world: World, processes: Processes
) -> None:
    broadcast = await world.broadcast(await world.people(range(FIRST_CHAT, FIRST_CHAT + 300)))
    async with Loopback(seconds=0.05) as api:
        for _ in range(3):
            sent = len(api.accepted)
            async with processes.outbox(api, 400) as process:
                while len(api.accepted) < sent + 20:  # noqa: ASYNC110 - the ledger is watched from outside
                    await asyncio.sleep(0.005)
                process.send_signal(signal.SIGTERM)
                assert await process.wait() == 0
            states = await world.states(broadcast)
            assert states["sending"] == 0
            assert states["sent"] == len(api.accepted)
        await processes.finish(api, 400)
    processes.check(api)
    assert set(api.copies.values()) == {1}


def test_the_lock_is_free_again_after_its_holder(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'data' / 'drumbeat.sqlite3'}"
    with only_instance(url), pytest.raises(AnotherInstance), only_instance(url):
        pass
    with only_instance(url):
        pass
