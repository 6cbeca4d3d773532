"""What was rejected, or expired, is not lost: its author takes it up again, and only its author."""

from datetime import timedelta

import pytest

from bot.domain.announcement import AnnouncementState
from bot.domain.coordinator import Role
from bot.domain.subscriber import Language
from storage.transactions import SqlTransactions
from tests.builders import NOW
from tests.handlers.drafts import LINE, SECOND, STRANGER, approve, join, newest, state_of
from tests.handlers.harness import Bot
from tests.handlers.people import People

pytestmark = pytest.mark.parametrize("language", list(Language))
LONG_AGO = NOW - timedelta(days=30)


async def submitted(bot: Bot) -> str:
    (draft, *_) = await bot.say(LINE)
    code = draft.text.partition(":")[0][-4:]
    await bot.say(f"/draft {code} submit")
    return code


async def test_a_rejected_draft_is_listed_with_its_reason_and_goes_out_by_another_approval(
    people: People, transactions: SqlTransactions, language: Language
) -> None:
    author = await join(transactions, language=language)
    await join(transactions, SECOND, role=Role.OPERATOR, since=LONG_AGO)
    async with people.opened(language) as bot:
        code = await submitted(bot)
        one = await newest(transactions, author)
        await bot.say(f"/reject {code} wrong gate", chat_id=SECOND)
        (listed,) = await bot.say("/drafts")
        assert f"/draft_{code}" in listed.text
        shown = await bot.say(f"/draft_{code}")
        assert "wrong gate" in shown[0].text
        assert await state_of(transactions, one) is AnnouncementState.REJECTED, "looking changes nothing"
        await bot.say(f"/draft {code} venue Riverside Park, east gate")
        assert (await newest(transactions, author)).revision > one.revision
        await bot.say(f"/draft {code} submit")
        await approve(bot, transactions, code, SECOND)
    assert await state_of(transactions, one) is AnnouncementState.APPROVED


async def test_what_expired_is_submitted_again_as_it_was(
    people: People, transactions: SqlTransactions, language: Language
) -> None:
    author = await join(transactions, language=language)
    async with people.opened(language) as bot:
        code = await submitted(bot)
        one = await newest(transactions, author)
        people.clock.at += timedelta(hours=25)
        async with transactions.write() as tx:
            assert [each.code for each in await tx.announcements.expire(people.clock.at)] == [code]
        (listed,) = await bot.say("/drafts")
        assert f"/draft_{code}" in listed.text
        await bot.say(f"/draft {code} submit")
        again = await newest(transactions, author)
    assert (again.id, again.state, again.draft) == (one.id, AnnouncementState.IN_REVIEW, one.draft)
    assert again.revision > one.revision, "whoever is paged once a revision is paged again"


async def test_what_was_rejected_can_be_given_up(
    people: People, transactions: SqlTransactions, language: Language
) -> None:
    author = await join(transactions, language=language)
    await join(transactions, SECOND, role=Role.OPERATOR, since=LONG_AGO)
    async with people.opened(language) as bot:
        code = await submitted(bot)
        one = await newest(transactions, author)
        await bot.say(f"/reject {code}", chat_id=SECOND)
        await bot.say(f"/draft {code} withdraw")
        (listed,) = await bot.say("/drafts")
    assert code not in listed.text
    assert await state_of(transactions, one) is AnnouncementState.WITHDRAWN


async def test_nobody_else_takes_it_up_and_a_screen_from_before_submits_nothing(
    people: People, transactions: SqlTransactions, language: Language
) -> None:
    author = await join(transactions, language=language)
    await join(transactions, SECOND, role=Role.OPERATOR, since=LONG_AGO)
    await join(transactions, STRANGER, since=LONG_AGO)
    async with people.opened(language) as bot:
        (draft, *_) = await bot.say(LINE)
        code = draft.text.partition(":")[0][-4:]
        preview = (await bot.say(f"/draft {code} preview"))[-1]
        submit = next(data for data in preview.buttons.values() if data.startswith("sf:"))
        await bot.press(submit)
        one = await newest(transactions, author)
        await bot.say(f"/reject {code} no", chat_id=SECOND)
        await bot.say(f"/draft {code} submit", chat_id=STRANGER)
        assert await state_of(transactions, one) is AnnouncementState.REJECTED
        await bot.say(f"/draft {code} preview")
        await bot.press(submit)
    assert await state_of(transactions, one) is AnnouncementState.DRAFT
