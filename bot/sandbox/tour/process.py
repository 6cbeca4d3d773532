"""The bot as a process of its own, started as `run` starts it, and asked for its status."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import DEVNULL, PIPE, STDOUT, Process
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

import bot

_PASSED_ON = ("PATH", "LANG", "LC_ALL", "SYSTEMROOT", "TMPDIR", "COVERAGE_PROCESS_START")
_ORDERLY_SECONDS = 20.0
_TAIL_LINES = 20


class BotEnded(Exception):
    """The bot's process ended, or said no, where it should have gone on; the message tells all of it."""


def environment(folder: Path, settings: Mapping[str, str]) -> dict[str, str]:
    """Only the settings given; nothing of the person's own but what a process needs to run at all."""
    own = {name: os.environ[name] for name in _PASSED_ON if name in os.environ}
    project = str(Path(bot.__file__).parents[1])
    return own | {"HOME": str(folder), "PYTHONPATH": project, "PYTHONUTF8": "1"} | dict(settings)


class BotProcess:
    """Works in `folder`, where no `.env` lies; its output goes to `bot.log` there."""

    def __init__(self, folder: Path, settings: Mapping[str, str]) -> None:
        self.folder = folder
        self.log = folder / "bot.log"
        self._environment = environment(folder, settings)
        self._process: Process | None = None

    async def start(self) -> None:
        with self.log.open("ab") as log:
            # Its own group, so that Ctrl-C reaches it by us alone, in order.
            self._process = await asyncio.create_subprocess_exec(
                sys.executable,
                *("-m", "bot", "run"),
                cwd=self.folder,
                env=self._environment,
                stdin=DEVNULL,
                stdout=log,
                stderr=STDOUT,
                start_new_session=True,
            )

    def check_running(self) -> None:
        if self._process is None or self._process.returncode is None:
            return
        raise BotEnded(f"The bot ended by itself with {self._code()}. Its last lines:\n{self.tail()}")

    def tell_to_stop(self) -> None:
        if process := self._running():
            process.send_signal(signal.SIGTERM)

    async def stopped(self) -> None:
        """Waits for its end; BotEnded if that is not in order."""
        process = self._process
        if process is None:
            return
        try:
            await asyncio.wait_for(process.wait(), _ORDERLY_SECONDS)
        except TimeoutError:
            await self.kill()
            waited = f"The bot did not stop within {_ORDERLY_SECONDS:.0f} seconds of SIGTERM."
            raise BotEnded(f"{waited} Its last lines:\n{self.tail()}") from None
        if process.returncode != 0:
            raise BotEnded(f"Told to stop, the bot ended with {self._code()}. Its last lines:\n{self.tail()}")

    async def end(self) -> None:
        """Gone for certain, however it was; for the way out."""
        if process := self._running():
            with suppress(TimeoutError):
                await asyncio.wait_for(process.wait(), _ORDERLY_SECONDS)
        await self.kill()

    async def kill(self) -> None:
        if process := self._running():
            process.kill()
            await process.wait()

    async def ask(self, *command: str) -> Any:
        """What `python -m bot COMMAND --json` prints, with the bot's own settings."""
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "bot", *command, "--json"),
            cwd=self.folder,
            env=self._environment,
            stdin=DEVNULL,
            stdout=PIPE,
            stderr=PIPE,
        )
        try:
            out, complaint = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        if process.returncode != 0:
            named = " ".join(command)
            raise BotEnded(
                f"`python -m bot {named} --json` ended with {process.returncode}:\n{complaint.decode()}"
            )
        return json.loads(out)

    def tail(self) -> str:
        lines = self.log.read_text(errors="replace").splitlines() if self.log.exists() else []
        return "\n".join(f"  {line}" for line in lines[-_TAIL_LINES:]) or "  (none)"

    def first_link(self) -> str:
        """The payload of the link that makes the first operator, as `run` prints it; empty if it did not."""
        found = re.findall(r"\?start=(\S+)", self.log.read_text(errors="replace"))
        return str(found[-1]) if found else ""

    def _running(self) -> Process | None:
        alive = self._process is not None and self._process.returncode is None
        return self._process if alive else None

    def _code(self) -> str:
        code = self._process.returncode if self._process else None
        return f"signal {-code}" if code is not None and code < 0 else f"exit code {code}"
