"""The whole bot as a process of its own, as `run` starts it, against a local Bot API."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import DEVNULL, STDOUT, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from pathlib import Path

ROOT = Path(__file__).parents[2]
TOKEN = "7000000001:canary-token-abcdefghijklmnopq"
STEP = "2026-01-22T17:00:00-08:00"


@dataclass(slots=True)
class BotProcess:
    """Works in `folder`; everything it prints goes to `bot.log` there."""

    folder: Path
    settings: dict[str, str]
    process: Process | None = field(default=None, init=False)

    @property
    def log(self) -> str:
        path = self.folder / "bot.log"
        return path.read_text() if path.exists() else ""

    async def start(self, *command: str) -> None:
        own = {"PATH": os.environ["PATH"], "HOME": str(self.folder), "PYTHONPATH": str(ROOT)}
        with (self.folder / "bot.log").open("ab") as log:
            self.process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", *(command or ("run",))),
                cwd=self.folder,
                env=own | self.settings,
                stdin=DEVNULL,
                stdout=log,
                stderr=STDOUT,
            )

    async def ended(self, within: float = 20.0) -> int:
        assert self.process is not None
        async with asyncio.timeout(within):
            return await self.process.wait()

    async def terminate(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGTERM)
        return await self.ended()

    async def kill(self) -> None:
        if self.process is not None and self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


def settings(url: str, **more: str) -> dict[str, str]:
    """A rehearsal whose time hardly moves."""
    plain = {
        "BOT_TOKEN": TOKEN,
        "BOT_API_URL": url,
        "REHEARSAL_START": STEP,
        "SEND_RATE": "1000",
        "LOG_FORMAT": "json",
    }
    return plain | more


@asynccontextmanager
async def running(folder: Path, url: str, **more: str) -> AsyncIterator[BotProcess]:
    bot = BotProcess(folder, settings(url, **more))
    await bot.start()
    try:
        yield bot
    finally:
        await bot.kill()
