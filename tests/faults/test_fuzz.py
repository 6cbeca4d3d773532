"""Thousands of strange updates, through the real inbox and application: none breaks anything."""

import asyncio
import gc
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import Any

import pytest
from sqlalchemy import Table, select
from structlog.testing import capture_logs

from bot.domain.ids import ChatId
from bot.services.places import PlaceFinder
from bot.telegram.inbox import REMEMBERED, Inbox
from seeds.gazetteer import load_gazetteer
from storage import tables
from storage.cipher import ChatCipher
from storage.transactions import SqlTransactions
from tests.builders import TACOMA, an_entry
from tests.faults.strange_updates import StrangeUpdates
from tests.handlers.harness import BOT_ID, GROUP, PERSON, Bot
from tests.handlers.people import People

SIZE, BATCH = 2000, 100
GROWTH = 40_000
"""Blocks of memory that 1,000 strangers, their limits and places may cost in passing."""
OF_PEOPLE = (tables.subscription, tables.mute, tables.delivery)


@pytest.fixture
async def people(transactions: SqlTransactions) -> People:
    gazetteer = load_gazetteer()
    entry = an_entry(TACOMA, code="A7F3", announced_on=date(2026, 2, 1))
    async with transactions.write() as tx:
        await tx.calendar.put_all([entry])
    return People(transactions, PlaceFinder(gazetteer.cities, gazetteer.alternates))


async def test_no_strange_update_breaks_anything_or_changes_what_others_keep(
    people: People, cipher: ChatCipher
) -> None:
    async with people.opened() as bot:
        await _victims(bot)
        before = await _kept(people.transactions, cipher)
        assert len(before) == 2
        assert all(len(rows) >= 3 for rows in before.values())
        inbox = Inbox(bot.application.bot, bot.application.process_update, bot.repeats)
        updates = iter(StrangeUpdates(seed=2026))
        with capture_logs() as logs:
            await _feed(bot, inbox, updates, SIZE // 2)
            blocks = _blocks()
            await _feed(bot, inbox, updates, SIZE // 2)
        assert _blocks() - blocks < GROWTH
        assert len(inbox._finished) <= REMEMBERED
        assert not inbox.busy
        assert not bot.repeats._counts
        assert await _kept(people.transactions, cipher) == before
    events = Counter(line["event"] for line in logs if line["log_level"] in {"warning", "error"})
    assert set(events) == {"malformed update skipped"}
    assert events.total() < SIZE // 2


async def _victims(bot: Bot) -> None:
    for typed in ("/add Tacoma", "/add Houston 50", "/mute A7F3", "/quiet 23-7"):
        await bot.say(typed)
    bot.request.administrators = {PERSON}
    await bot.say("/add Tacoma", chat_id=GROUP)
    await bot.say("/mute A7F3", chat_id=GROUP)
    bot.request.administrators.clear()


async def _feed(bot: Bot, inbox: Inbox, updates: Iterator[dict[str, Any]], number: int) -> None:
    for _ in range(number // BATCH):
        bot.request.calls.clear()
        async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
            inbox.take(list(islice(updates, BATCH)), tasks)
        _no_harm_in([str(call.params) for call in bot.request.calls])


def _no_harm_in(answers: list[str]) -> None:
    for answer in answers:
        assert "<script" not in answer
        assert "\u202e" not in answer
        assert str(BOT_ID) not in answer


async def _kept(transactions: SqlTransactions, cipher: ChatCipher) -> dict[int, list[Any]]:
    """Victim -> its rows in all tables about people."""
    async with transactions._reader.begin() as connection:

        async def rows(table: Table, column: Any, value: object) -> list[Any]:
            found = await connection.execute(select(table).where(column == value))
            return [(table.name, *row) for row in found]

        kept: dict[int, list[Any]] = {}
        for chat_id in (PERSON, GROUP):
            sealed = cipher.seal(ChatId(chat_id))
            (own,) = await rows(tables.subscriber, tables.subscriber.c.chat, sealed)
            kept[chat_id] = [own]
            for table in OF_PEOPLE:
                kept[chat_id] += await rows(table, table.c.subscriber_id, own[1])
        return kept


def _blocks() -> int:
    gc.collect()
    return sys.getallocatedblocks()
