"""Coordinators and their drafts, as the tests of announcing look at them."""

from datetime import datetime, time
from typing import Any

from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.coordinator import Coordinator, Role, Standing
from bot.domain.ids import ChatId, Code
from bot.domain.proof import proof_of
from bot.domain.subscriber import Language
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW
from tests.handlers.harness import BOT_ID, PERSON, Bot, Call

LINE = "/announce Rally Sat Feb 7 2pm, Riverside Park, 400 River St"
WEEKLY = "Vigil every Friday 5-6pm, Harbor Plaza, 100 Dock St, until Mar 27, not on Mar 13"
OF_THE_BOT = {"from": {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}}
STRANGER = 800100200
SECOND = 700100299


async def join(
    transactions: SqlTransactions,
    chat: int = PERSON,
    place_keys: tuple[str, ...] = (f"c{HOUSTON.id}",),
    standing: Standing = Standing.ACTIVE,
    role: Role = Role.COORDINATOR,
    since: datetime = NOW,
    language: Language = Language.EN,
) -> Coordinator:
    keys = () if role is Role.OPERATOR else place_keys
    async with transactions.write() as tx:
        return await tx.coordinators.add(ChatId(chat), role, standing, since, language, keys)


async def newest(transactions: SqlTransactions, author: Coordinator) -> Announcement:
    async with transactions.read() as tx:
        return (await tx.announcements.of_author(author.id))[0]


async def state_of(transactions: SqlTransactions, one: Announcement) -> AnnouncementState:
    async with transactions.read() as tx:
        found = await tx.announcements.by_id(one.id)
    assert found is not None
    return found.state


def plain(html: str) -> str:
    for tag in ("<b>", "</b>", "<code>", "</code>"):
        html = html.replace(tag, "")
    return html.replace("&amp;", "&")


async def reply(bot: Bot, question: Call, **answer: Any) -> list[Call]:
    asked = bot.message(text=plain(question.text)) | OF_THE_BOT
    return await bot.feed({"message": bot.message(reply_to_message=asked, **answer)})


async def approve(bot: Bot, transactions: SqlTransactions, code: str, chat: int) -> list[Call]:
    """As the second person does: look at it, then type the fact it asks for."""
    async with transactions.read() as tx:
        one = await tx.announcements.by_code(Code(code))
    assert one is not None
    await bot.say(f"/approve {code}", chat_id=chat)
    proof = proof_of(one.draft, one.code)
    answer = proof.options[proof.right]
    fact = f"{answer:%H:%M}" if isinstance(answer, time) else str(answer)
    return await bot.say(f"/approve {code} {fact}", chat_id=chat)


async def pick_and_approve(bot: Bot, code: str, chat: int) -> list[Call]:
    """By the buttons: look, pick the true fact, approve."""
    (screen,) = await bot.say(f"/approve {code}", chat_id=chat)
    picks = [data for data in screen.buttons.values() if data.startswith("pf:")]
    for data in picks:
        _ack, picked = await bot.press(data, chat_id=chat)
        if "Approve" in picked.buttons or "Aprobar" in picked.buttons:
            return await bot.press(picked.buttons.get("Approve") or picked.buttons["Aprobar"], chat_id=chat)
    raise AssertionError(picks)
