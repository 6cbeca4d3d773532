"""What may be a double is shown before it can be sent: to its author, and to the second person."""

from datetime import date

from bot.domain.announcement import AnnouncementState
from bot.domain.coordinator import Coordinator
from bot.domain.ids import ChatId
from bot.domain.proof import proof_of
from bot.domain.review import Seen
from bot.views.office_buttons import ApproveThis
from storage.transactions import SqlTransactions
from tests.builders import TACOMA, an_entry
from tests.handlers.drafts import SECOND, WEEKLY, newest, state_of
from tests.handlers.harness import Bot


async def test_a_double_of_any_date_is_shown_at_the_preview_and_submitted_only_knowingly(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    other = an_entry(TACOMA, date(2026, 2, 20), "17:30", venue="Harbor Plaza")
    async with transactions.write() as tx:
        await tx.calendar.put_all([other])
    await drumbeat.say(f"/announce {WEEKLY}")
    one = await newest(transactions, ana)
    *_, control = await drumbeat.say(f"/draft {one.code} preview")
    assert "May be the same as: " in control.text
    assert f"/check_{other.code}" in control.text
    (asked,) = await drumbeat.say(f"/draft {one.code} submit")
    assert f"{one.code} may be the same as {other.code}" in asked.text
    assert await state_of(transactions, one) is AnnouncementState.DRAFT
    await drumbeat.press(control.buttons["Submit for review"])
    assert await state_of(transactions, one) is AnnouncementState.IN_REVIEW
    (screen,) = await drumbeat.say(f"/approve {one.code}", chat_id=SECOND)
    assert f"/check_{other.code}" in screen.text


async def test_what_waits_for_approval_may_be_doubled_too(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    await drumbeat.say(f"/announce {WEEKLY}")
    first = await newest(transactions, ana)
    await drumbeat.say(f"/draft {first.code} submit")
    await drumbeat.say("/announce Vigil Fri Feb 13 5pm, Harbor Plaza", chat_id=SECOND)
    async with transactions.read() as tx:
        ben = await tx.coordinators.by_chat(ChatId(SECOND))
    assert ben is not None
    code = (await newest(transactions, ben)).code
    *_, control = await drumbeat.say(f"/draft {code} preview", chat_id=SECOND)
    assert f"In review, code {first.code}" in control.text
    *_, done = await drumbeat.say(f"/draft {code} submit yes", chat_id=SECOND)
    assert "is in review" in done.text


async def test_a_double_that_came_up_since_is_shown_before_the_yes_counts(
    drumbeat: Bot, transactions: SqlTransactions, ana: Coordinator
) -> None:
    await drumbeat.say("/announce Vigil Fri Feb 13 5pm, Harbor Plaza, 100 Dock St")
    one = await newest(transactions, ana)
    await drumbeat.say(f"/draft {one.code} submit")
    (screen,) = await drumbeat.say(f"/approve {one.code}", chat_id=SECOND)
    assert "May be the same" not in screen.text
    async with transactions.write() as tx:
        await tx.calendar.put_all([an_entry(TACOMA, date(2026, 2, 13), "17:00", venue="Harbor Plaza")])
    proof = proof_of(one.draft, one.code)
    seen = Seen.of(one)
    button = ApproveThis(seen.id, one.revision, seen.digest, proof.right)
    calls = await drumbeat.press(button, chat_id=SECOND)
    assert any("May be the same" in call.text for call in calls)
    assert await state_of(transactions, one) is AnnouncementState.IN_REVIEW
    await drumbeat.press(button, chat_id=SECOND)
    assert await state_of(transactions, one) is AnnouncementState.APPROVED
