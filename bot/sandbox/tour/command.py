"""The tour as a command: its arguments, its output, its exit code."""

from __future__ import annotations

import asyncio
import io
import json
import os
import signal
import sys
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.sandbox.tour.narration import NARRATIONS, Narration
from bot.sandbox.tour.play import FIRST, LAST, Toured, play
from bot.sandbox.tour.process import BotEnded
from bot.sandbox.tour.script import Story
from bot.sandbox.tour.story import STORY

CLEAN, UNCLEAN, BAD_USAGE = 0, 1, 64


def run_tour(until: date | None, as_json: bool, language: str) -> int:
    """Plays the story up to and including `until` (by default to its end); the exit code.

    In Spanish everybody's app speaks it, and so does the bot to everybody.
    """
    story, narration = (STORY.in_spanish() if language == "es" else STORY), NARRATIONS[language]
    last = until or LAST
    if not FIRST <= last <= LAST:
        sys.stderr.write(f"The tour goes from {FIRST} to {LAST}; {last} is outside.\n")
        return BAD_USAGE
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")
    with TemporaryDirectory(prefix="drumbeat-tour-", ignore_cleanup_errors=True) as folder:
        try:
            toured = asyncio.run(_play(story, narration, Path(folder), last, silent=as_json))
        except BotEnded as ended:
            sys.stderr.write(f"\n{ended}\n")
            return UNCLEAN
        except (KeyboardInterrupt, asyncio.CancelledError):
            sys.stderr.write(f"\n{narration.broken_off}\n")
            return UNCLEAN
    _show(toured, as_json=as_json)
    return CLEAN if toured.summary.is_clean else UNCLEAN


async def _play(story: Story, narration: Narration, folder: Path, last: date, *, silent: bool) -> Toured:
    """However it is told to end, it ends as by Ctrl-C: the bot is stopped first."""
    if task := asyncio.current_task():
        for told in (signal.SIGTERM, signal.SIGHUP):
            asyncio.get_running_loop().add_signal_handler(told, task.cancel)
    if not silent:
        _write(narration.opening.format(first=FIRST, last=last))
    return await play(story, folder, last, _ignore if silent else _write, narration)


def _show(toured: Toured, *, as_json: bool) -> None:
    if as_json:
        messages = [said.to_json(STORY.zones[said.chat]) for said in toured.said]
        shown = {"summary": toured.summary.to_json(), "messages": messages}
        _write(json.dumps(shown, ensure_ascii=False, indent=1) + "\n")
    else:
        _write("\n" + "".join(f"{line}\n" for line in toured.summary.lines()))


def _write(text: str) -> None:
    """Goes on in silence when nobody reads any more (`tour | head`)."""
    try:
        sys.stdout.write(text)
        sys.stdout.flush()
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _ignore(_text: str) -> None:
    """Takes the transcript where only the end is asked for."""
