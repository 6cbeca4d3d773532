"""Ten thousand strange updates, through the real inbox and application: none breaks anything."""

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

from bot.domain.announcement import AnnouncementState
from bot.domain.coordinator import Role
from bot.domain.ids import ChatId
from bot.services.places import PlaceFinder
from bot.telegram.inbox import REMEMBERED, Inbox
from seeds.gazetteer import load_gazetteer
from storage import tables
from storage import tables_of_coordinators as office
from storage.cipher import ChatCipher
from storage.transactions import SqlTransactions
from tests.builders import TACOMA, an_entry
from tests.faults.strange_updates import StrangeUpdates
from tests.handlers.drafts import LINE, join, newest, state_of
from tests.handlers.harness import BOT_ID, GROUP, PERSON, Bot
from tests.handlers.people import People

SIZE, BATCH = 10_000, 100
AUTHOR = 700100300
GROWTH = 40_000
"""Blocks of memory that thousands of strangers, their limits and places may cost in passing."""
OF_PEOPLE = (tables.subscription, tables.mute, tables.delivery)
OF_THE_OFFICE = (
    office.coordinator,
    office.coordinator_place,
    office.invite,
    office.announcement,
    office.approval,
    office.halt,
    office.audit,
    tables.entry,
    tables.broadcast,
)
"""Whatever is done here took a right to do it."""


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
        code = await _victims(bot, people.transactions)
        done = await _office(people.transactions)
        assert all(done[name] for name in ("coordinator", "announcement", "audit", "entry"))
        before = await _kept(people.transactions, cipher)
        assert len(before) == 2
        assert all(len(rows) >= 3 for rows in before.values())
        inbox = Inbox(bot.application.bot, bot.application.process_update, bot.repeats)
        updates = iter(StrangeUpdates(seed=2026, codes=(code,)))
        with capture_logs() as logs:
            await _feed(bot, inbox, updates, SIZE // 2)
            blocks = _blocks()
            await _feed(bot, inbox, updates, SIZE // 2)
        assert _blocks() - blocks < GROWTH
        assert len(inbox._finished) <= REMEMBERED
        assert not inbox.busy
        assert not bot.repeats._counts
        assert await _kept(people.transactions, cipher) == before
        assert await _office(people.transactions) == done
    events = Counter(line["event"] for line in logs if line["log_level"] in {"warning", "error"})
    assert set(events) == {"malformed update skipped"}
    assert events.total() < SIZE // 2


async def _victims(bot: Bot, transactions: SqlTransactions) -> str:
    """The code of what waits for approval.

    Of the two coordinators one is the very person whose words are forwarded, edited and forged.
    """
    await join(transactions, PERSON, role=Role.OPERATOR)
    author = await join(transactions, AUTHOR)
    for typed in ("/add Tacoma", "/add Houston 50", "/mute A7F3", "/quiet 23-7"):
        await bot.say(typed)
    bot.request.administrators = {PERSON}
    await bot.say("/add Tacoma", chat_id=GROUP)
    await bot.say("/mute A7F3", chat_id=GROUP)
    bot.request.administrators.clear()
    (read,) = await bot.say(LINE, chat_id=AUTHOR)
    *_, screen = await bot.press(read.buttons["Correct, preview it"], chat_id=AUTHOR)
    submit = screen.buttons["Submit for review"]
    draft = await newest(transactions, author)
    await bot.press(submit, chat_id=AUTHOR)
    assert await state_of(transactions, draft) is AnnouncementState.IN_REVIEW
    return draft.code


async def _office(transactions: SqlTransactions) -> dict[str, list[Any]]:
    async with transactions._reader.begin() as connection:
        return {
            table.name: list(await connection.execute(select(table).order_by(*table.primary_key)))
            for table in OF_THE_OFFICE
        }


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
