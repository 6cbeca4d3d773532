"""The tour as a process: told to end, or with a bot that does not come up."""

import asyncio
import os
import signal
import sys
from asyncio.subprocess import PIPE, Process
from pathlib import Path

import pytest

from bot.sandbox.tour.process import BotEnded, BotProcess, environment

PROCESSES = Path("/proc")


async def tour(*arguments: str, folder: Path) -> Process:
    return await asyncio.create_subprocess_exec(
        sys.executable,
        *("-m", "bot", "tour", *arguments),
        stdout=PIPE,
        stderr=PIPE,
        env={**os.environ, "TMPDIR": str(folder)},
    )


def working_in(folder: Path) -> list[str]:
    """The processes that have their working directory in `folder`."""
    found = []
    for process in PROCESSES.glob("[0-9]*"):
        try:
            where = (process / "cwd").readlink()
        except OSError:
            continue
        if where.is_relative_to(folder):
            found.append(process.name)
    return found


def left_in(folder: Path) -> list[Path]:
    return list(folder.iterdir())


@pytest.mark.skipif(not PROCESSES.is_dir(), reason="needs /proc to see the processes")
@pytest.mark.parametrize("told", [signal.SIGINT, signal.SIGTERM])
async def test_told_to_end_it_takes_the_bot_and_its_files_with_it(
    told: signal.Signals, tmp_path: Path
) -> None:
    process = await tour(folder=tmp_path)
    assert process.stdout is not None
    while b"> /add" not in await process.stdout.readline():
        assert process.returncode is None
    assert len(working_in(tmp_path)) == 1
    process.send_signal(told)
    _, complaint = await asyncio.wait_for(process.communicate(), 30)
    assert (process.returncode, complaint.decode().strip()) == (
        1,
        "The tour was broken off; the bot is stopped.",
    )
    assert working_in(tmp_path) == []
    assert left_in(tmp_path) == []


@pytest.mark.parametrize("arguments", [("--until", "2026-03-01"), ("--until", "soon")])
async def test_a_day_outside_the_story_is_bad_usage(arguments: tuple[str, ...], tmp_path: Path) -> None:
    process = await tour(*arguments, folder=tmp_path)
    _, complaint = await process.communicate()
    assert process.returncode == 64
    assert arguments[-1] in complaint.decode()


async def test_a_bot_that_ends_by_itself_is_shown_with_its_exit_code_and_last_lines(tmp_path: Path) -> None:
    settings = {
        "BOT_TOKEN": "7000000001:made-up",
        "BOT_API_URL": "http://192.0.2.1",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'drumbeat.sqlite3'}",
        "REHEARSAL_START": "2026-01-22T08:00:00-05:00",
    }
    bot = BotProcess(tmp_path, settings)
    await bot.start()

    async def until_it_ends() -> None:
        while True:
            bot.check_running()
            await asyncio.sleep(0.05)

    with pytest.raises(BotEnded, match=r"exit code 78[^$]*BOT_API_URL"):
        await asyncio.wait_for(until_it_ends(), 30)
    await bot.end()


def test_nothing_of_the_persons_own_settings_reaches_the_bot(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BOT_TOKEN", "1:the-persons-own")
    monkeypatch.setenv("OPERATOR_IDS", "4242")
    made = environment(tmp_path, {"BOT_TOKEN": "7000000001:made-up"})
    assert made["BOT_TOKEN"] == "7000000001:made-up"
    assert "OPERATOR_IDS" not in made
    assert made["HOME"] == str(tmp_path)
