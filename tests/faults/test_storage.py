"""A database that is locked, full or torn: no send without its journal entry, and no outcome forgotten."""

import asyncio
import random
import shutil
import signal
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from tests.broadcast.outbox_world import FIRST_CHAT, World, until_idle
from tests.faults.conftest import Processes, sending
from tests.faults.loopback import Loopback

CHATS = range(FIRST_CHAT, FIRST_CHAT + 60)


async def test_a_locked_database_stops_claims_and_loses_no_outcome(
    world: World, processes: Processes
) -> None:
    broadcast = await world.broadcast(await world.people(CHATS))
    async with world.transactions._writer.connect() as connection:
        await connection.exec_driver_sql("PRAGMA busy_timeout = 200")
    async with Loopback(seconds=0.05) as api, sending(world, api, rate=100) as outbox:
        await api.asked.wait()
        other = sqlite3.connect(processes.database, isolation_level=None)
        other.execute("BEGIN EXCLUSIVE")
        await asyncio.sleep(0.3)
        before = len(api.accepted)
        await asyncio.sleep(1.5)
        assert len(api.accepted) == before
        other.execute("ROLLBACK")
        other.close()
        await until_idle(outbox)
    processes.check(api)
    assert await world.states(broadcast) == {"sent": 60}
    assert set(api.copies.values()) == {1}


async def test_a_full_disk_stops_claims_and_loses_no_outcome(world: World, processes: Processes) -> None:
    broadcast = await world.broadcast(await world.people(CHATS))
    async with Loopback(seconds=0.05) as api, sending(world, api, rate=100) as outbox:
        await api.asked.wait()
        async with full_disk(world):
            before = len(api.accepted)
            await asyncio.sleep(1)
            assert len(api.accepted) == before
        await until_idle(outbox)
    processes.check(api)
    assert await world.states(broadcast) == {"sent": 60}
    assert set(api.copies.values()) == {1}


@asynccontextmanager
async def full_disk(world: World) -> AsyncIterator[None]:
    """Every write that needs as much as one page more fails, as it does where no space is left."""
    statement = (
        "CREATE TRIGGER no_space BEFORE UPDATE OF state ON delivery BEGIN"
        " INSERT INTO filler SELECT randomblob(100000); END"
    )
    async with world.transactions._writer.begin() as connection:
        await connection.exec_driver_sql("CREATE TABLE filler (bytes BLOB)")
        await connection.exec_driver_sql(statement)
        pages = (await connection.exec_driver_sql("PRAGMA page_count")).scalar_one()
        await connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
    yield
    async with world.transactions._writer.begin() as connection:
        await connection.exec_driver_sql("PRAGMA max_page_count = 1073741823")
        await connection.exec_driver_sql("DROP TRIGGER no_space")


async def test_whatever_instant_the_power_goes_the_files_are_whole(
    world: World, processes: Processes, tmp_path: Path
) -> None:
    """The files as they are while the process stands still are what a power cut leaves behind."""
    await world.broadcast(await world.people(range(FIRST_CHAT, FIRST_CHAT + 400)))
    chance = random.Random(7)  # noqa: S311 - moments, not secrets
    async with Loopback() as api, processes.outbox(api, 400) as process:
        await api.asked.wait()
        for number in range(8):
            await asyncio.sleep(chance.random() * 0.1)
            sent = _sent(processes.database)
            process.send_signal(signal.SIGSTOP)
            image = tmp_path / f"image{number}" / "drumbeat.sqlite3"
            image.parent.mkdir()
            for suffix in ("", "-wal"):
                shutil.copy(f"{processes.database}{suffix}", f"{image}{suffix}")
            process.send_signal(signal.SIGCONT)
            assert _integrity(image) == "ok"
            assert sent <= _sent(image)
        assert await process.wait() == 0
    processes.check(api)


def _sent(database: Path) -> set[int]:
    connection = sqlite3.connect(database)
    sent = {row[0] for row in connection.execute("SELECT id FROM delivery WHERE state = 'sent'")}
    connection.close()
    return sent


def _integrity(database: Path) -> str:
    connection = sqlite3.connect(database)
    verdict: str = connection.execute("PRAGMA integrity_check").fetchone()[0]
    connection.close()
    return verdict
