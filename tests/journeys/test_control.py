"""The bot's time is in the hand of who plays the story."""

import asyncio
from datetime import UTC, datetime

from httpx import AsyncClient, Response

from bot.sandbox.tour.control import Control

EIGHT = datetime(2026, 1, 22, 13, tzinfo=UTC)
NINE = datetime(2026, 1, 22, 14, tzinfo=UTC)


async def ask(url: str, **body: object) -> Response:
    async with AsyncClient(trust_env=False) as client:
        return await client.post(url, json=body)


async def test_an_ask_is_held_until_it_is_answered() -> None:
    control = Control()
    async with control.serve() as url, asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(ask(url, now=EIGHT.isoformat(), next_due=NINE.isoformat()))
        asked = await control.next_ask(5)
        assert asked is not None
        assert (asked.now, asked.next_due) == (EIGHT, NINE)
        assert not waiting.done()
        asked.answer(NINE)
        assert (await waiting).json() == {"now": NINE.isoformat()}


async def test_nothing_due_is_said_by_null() -> None:
    control = Control()
    async with control.serve() as url, asyncio.TaskGroup() as tasks:
        tasks.create_task(ask(url, now=EIGHT.isoformat(), next_due=None))
        asked = await control.next_ask(5)
        assert asked is not None
        assert asked.next_due is None
        asked.answer(EIGHT)


async def test_who_asked_in_an_earlier_life_is_turned_away() -> None:
    control = Control()
    async with control.serve() as url, asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(ask(url, now=EIGHT.isoformat(), next_due=None))
        asked = await control.next_ask(5)
        control.forget()
        assert (await waiting).status_code == 503
        assert asked is not None
        asked.answer(NINE)
        assert await control.next_ask(0.01) is None


async def test_an_ask_that_says_no_time_is_refused() -> None:
    async with Control().serve() as url:
        assert (await ask(url, now="eight o'clock")).status_code == 400
