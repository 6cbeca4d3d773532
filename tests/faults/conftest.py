"""A database file of its own, its people and broadcasts, and the process that sends them."""

import asyncio
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from telegram.request import HTTPXRequest

from bot.broadcast.outbox import Outbox, most_sending
from bot.telegram.transport import Transport
from storage.cipher import ChatCipher, new_key
from storage.transactions import SqlTransactions
from tests.broadcast.outbox_world import World
from tests.faults import invariants
from tests.faults.child import render
from tests.faults.loopback import TOKEN, Loopback


@pytest.fixture
def key() -> bytes:
    return new_key()


@pytest.fixture
def cipher(key: bytes) -> ChatCipher:
    return ChatCipher(key, "subscriber")


@pytest.fixture
def world(transactions: SqlTransactions, cipher: ChatCipher) -> World:
    return World(transactions, cipher)


@asynccontextmanager
async def sending(
    world: World, api: Loopback, rate: float = 1000, read_timeout: float = 30
) -> AsyncIterator[Outbox]:
    """An outbox in this process, over HTTP."""
    carrier = HTTPXRequest(20, read_timeout=read_timeout, httpx_kwargs={"trust_env": False})
    async with (
        Transport(api.url, TOKEN, carrier=carrier) as wire,
        world.sending(wire, rate=rate, render=render) as outbox,
    ):
        yield outbox


@dataclass(frozen=True)
class Processes:
    """Starts the outbox as a process of its own; whatever is left of it is killed at the end."""

    url: str
    database: Path
    key: bytes
    cipher: ChatCipher

    @asynccontextmanager
    async def outbox(
        self, api: Loopback, rate: float, *crash: str
    ) -> AsyncIterator[asyncio.subprocess.Process]:
        arguments = (self.url, self.key.hex(), api.url, str(rate), *crash)
        process = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "tests.faults.child", *arguments, stdout=asyncio.subprocess.PIPE
        )
        try:
            yield process
        finally:
            if process.returncode is None:
                process.kill()
            await process.communicate()

    async def finish(self, api: Loopback, rate: float, seconds: float = 60) -> None:
        """Run until nothing is left to send."""
        async with asyncio.timeout(seconds), self.outbox(api, rate) as process:
            assert await process.wait() == 0

    def watch(self, rate: float) -> None:
        invariants.watch(self.database, most_sending(rate))

    def check(self, api: Loopback) -> None:
        invariants.check(self.database, self.cipher, api.accepted)


@pytest.fixture
def processes(database_url: str, tmp_path: Path, key: bytes, cipher: ChatCipher) -> Processes:
    return Processes(database_url, tmp_path / "drumbeat.sqlite3", key, cipher)
