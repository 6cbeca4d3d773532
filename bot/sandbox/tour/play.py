"""One tour from beginning to end: the sandbox, the bot and the story, in a folder of its own."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from time import monotonic
from zoneinfo import ZoneInfo

from bot.sandbox import LocalBotApi
from bot.sandbox.tour.control import Control
from bot.sandbox.tour.director import Director
from bot.sandbox.tour.facts import Fact
from bot.sandbox.tour.judge import judge
from bot.sandbox.tour.narration import ENGLISH, Narration
from bot.sandbox.tour.process import BotProcess
from bot.sandbox.tour.record import Record, Said
from bot.sandbox.tour.script import EASTERN, PACIFIC, Story
from bot.sandbox.tour.summary import Summary, count
from bot.sandbox.tour.transcript import Transcript

TOKEN = "7000000001:made-up-token-of-the-tour"  # noqa: S105  opens nothing
FIRST = date(2026, 1, 22)
LAST = date(2026, 2, 18)
STARTS_AT = datetime.combine(FIRST, time(8), ZoneInfo(EASTERN))
DATABASE = "drumbeat.sqlite3"
KEY = "secret.key"


@dataclass(frozen=True, slots=True)
class Toured:
    """`chats` are the names of the chats by their ids."""

    summary: Summary
    said: tuple[Said, ...]
    chats: dict[int, str]


async def play(
    story: Story, folder: Path, last: date, write: Callable[[str], None], narration: Narration = ENGLISH
) -> Toured:
    """Plays to the end of the day `last`, in the zone where it ends latest. BotEnded if the bot fails."""
    began = monotonic()
    until = datetime.combine(last + timedelta(days=1), time(), ZoneInfo(PACIFIC))
    transcript = Transcript(story.zones, write, narration)
    async with _set(folder) as (api, control, bot):
        record = Record(api, listeners=[transcript.said])
        record.listen()
        director = Director(api, control, bot, record, transcript, story, narration)
        facts = Fact.read(await bot.ask("calendar"))
        await director.play(until)
        status = await bot.ask("status")
    transcript.end(last)
    said = tuple(record.entries)
    summary = Summary(
        first=FIRST,
        last=last,
        messages=count(said, list(story.zones)),
        verdict=judge(said, director.promises, facts, status, until),
        score=director.score,
        seconds=monotonic() - began,
        drills=director.score.drills(said),
        narration=narration,
    )
    return Toured(summary, said, record.names)


@asynccontextmanager
async def _set(folder: Path) -> AsyncIterator[tuple[LocalBotApi, Control, BotProcess]]:
    """A local Bot API, a hand on the clock, and a bot that is not started yet; at the end all are gone."""
    api, control = LocalBotApi(TOKEN), Control()
    async with api.serve() as api_url, control.serve() as control_url:
        settings = {
            "BOT_TOKEN": TOKEN,
            "BOT_API_URL": api_url,
            "DATABASE_URL": f"sqlite:///{folder / DATABASE}",
            "SECRET_KEY_FILE": str(folder / KEY),
            "REHEARSAL_START": STARTS_AT.isoformat(),
            "REHEARSAL_CONTROL": control_url,
        }
        bot = BotProcess(folder, settings)
        try:
            yield api, control, bot
        finally:
            bot.tell_to_stop()
            control.forget()
            await bot.end()
