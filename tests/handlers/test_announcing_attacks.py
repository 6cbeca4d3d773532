"""Nobody but its author touches a draft, and nothing forged, forwarded or outdated has an effect."""

from datetime import UTC, datetime

import pytest

from bot.domain.announcement import AnnouncementState
from bot.domain.coordinator import Coordinator, Standing
from storage.transactions import SqlTransactions
from tests.builders import MILWAUKEE, TACOMA
from tests.handlers.drafts import LINE, STRANGER, join, newest, state_of
from tests.handlers.harness import GROUP, PERSON, Bot
from tests.handlers.people import People

COMMANDS = (
    "/announce Rally Sat 2pm",
    "/drafts",
    "/draft {code}",
    "/draft {code} venue X",
    "/draft {code} preview",
    "/draft {code} submit",
    "/draft {code} withdraw",
)
BUTTONS = (
    "dp:{code}:1:kind:march",
    "dp:{code}:1:when:x",
    "dp:{code}:1:city:c4699066",
    "dt:{code}:1:202602071500:",
    "dt:{code}:1:209902071500:",
    "dt:{code}:1:x:y",
    "kp:{code}:1:29.7:-95.3",
    "kp:{code}:1:nan:inf",
    "pv:{code}:1",
    "sf:{code}:1:abc",
    "wd:{code}:1",
    "da:{code}:when",
    "da:{code}:zzz",
)


@pytest.mark.parametrize("attack", [*COMMANDS, *BUTTONS])
async def test_nobody_else_can_see_or_touch_a_draft(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator, attack: str
) -> None:
    """A stranger, a pending and a removed coordinator; and another active one learns nothing of it."""
    await drumbeat.say(LINE)
    before = await newest(transactions, author)
    await join(transactions, STRANGER + 1, standing=Standing.PENDING)
    removed = await join(transactions, STRANGER + 2)
    await join(transactions, STRANGER + 3)
    async with transactions.write() as tx:
        await tx.coordinators.remove(removed.id)
    said = attack.format(code=before.code)
    for chat in range(STRANGER, STRANGER + 4):
        act = drumbeat.say if said.startswith("/") else drumbeat.press
        calls = await act(said, chat_id=chat)
        if chat < STRANGER + 3:
            told = "".join(call.text for call in calls)
            assert any(no in told for no in ("for coordinators only", "not confirmed yet", "out of date"))
        assert not any("Riverside" in call.text for call in calls)
    assert await newest(transactions, author) == before


@pytest.mark.parametrize("command", COMMANDS)
async def test_in_a_group_there_is_only_a_link_to_the_private_chat(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator, command: str
) -> None:
    await drumbeat.say(LINE)
    one = await newest(transactions, author)
    (refused,) = await drumbeat.say(command.format(code=one.code), chat_id=GROUP, sender=PERSON)
    assert "private chat" in refused.text
    assert await newest(transactions, author) == one


async def test_forwarded_and_edited_messages_have_no_effect(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    origin = {"type": "hidden_user", "sender_user_name": "Canary-Name", "date": 1770000000}
    (answer,) = await drumbeat.say(LINE, forward_origin=origin)
    assert "not read" in answer.text
    edited = drumbeat.message(text=LINE) | {"edit_date": 1770000001}
    assert await drumbeat.feed({"edited_message": edited}) == []
    async with transactions.read() as tx:
        assert await tx.announcements.of_author(author.id) == ()


async def test_a_forged_time_or_city_is_checked_like_a_typed_one(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    await drumbeat.say(LINE)
    one = await newest(transactions, author)
    for forged in (
        f"dt:{one.code}:1:202502071400:",
        f"dt:{one.code}:1:209902071400:",
        f"dt:{one.code}:1:202602071400:202602061400",
        f"dp:{one.code}:1:city:c{MILWAUKEE.id}",
        f"dp:{one.code}:1:city:us",
        f"sf:{one.code}:1:0123456789ab",
    ):
        await drumbeat.press(forged)
    assert await newest(transactions, author) == one


async def test_a_city_that_was_taken_away_cannot_be_submitted_for(
    drumbeat: Bot, transactions: SqlTransactions, author: Coordinator
) -> None:
    await drumbeat.say(LINE)
    one = await newest(transactions, author)
    async with transactions._writer.begin() as connection:
        from storage.tables_of_coordinators import coordinator_place  # noqa: PLC0415 - this test only

        await connection.execute(coordinator_place.update().values(place_key=f"c{TACOMA.id}"))
    (refused,) = await drumbeat.say(f"/draft {one.code} submit")
    assert "not among your places" in refused.text
    assert await state_of(transactions, one) is AnnouncementState.DRAFT


async def test_what_would_begin_in_the_past_is_not_submitted(
    drumbeat: Bot, people: People, transactions: SqlTransactions, author: Coordinator
) -> None:
    await drumbeat.say(LINE)
    one = await newest(transactions, author)
    people.clock.at = datetime(2026, 2, 7, 20, tzinfo=UTC)
    (refused,) = await drumbeat.say(f"/draft {one.code} submit")
    assert "past" in refused.text
    assert await state_of(transactions, one) is AnnouncementState.DRAFT


async def test_at_most_twenty_drafts_are_open(
    people: People, transactions: SqlTransactions, author: Coordinator
) -> None:
    async with people.opened() as bot:
        for _ in range(10):
            await bot.say("/announce Rally")
    async with people.opened() as bot:
        for _ in range(10):
            await bot.say("/announce Rally")
        (refused,) = await bot.say("/announce Rally")
    assert "20 drafts" in refused.text
    async with transactions.read() as tx:
        codes = [one.code for one in await tx.announcements.of_author(author.id)]
    assert len(set(codes)) == 20
