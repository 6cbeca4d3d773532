"""/review, /approve and /reject as coordinators meet them, and what reaches them by itself."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.broadcast.desk import Desk
from bot.broadcast.hold_pages import HoldPages
from bot.broadcast.progress import Progress
from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.broadcast import DeliveryState
from bot.domain.coordinator import Coordinator, Role
from bot.domain.proof import proof_of
from bot.domain.review import Seen
from bot.services.holds import Holds
from bot.services.watching import Watching
from bot.telegram.reply import Replies
from bot.views.office_buttons import ApproveThis, PickFact, ShowReview
from handlers.context import Asking
from handlers.feature import Feature
from handlers.reviewing import ReviewHandlers
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import NOW, TACOMA
from tests.handlers.harness import BOT_ID, GROUP, Bot, Call, running
from tests.services.review_world import RALLY, ReviewWorld
from tests.services.tiny_places import TinyPlaces


@dataclass
class Office(ReviewWorld):
    bot: Bot | None = None
    seconds: float = 0.0

    def features(self, asking: Asking, replies: Replies) -> Iterable[Feature]:
        self.replies = replies
        self.desk = self.another_desk()
        return [ReviewHandlers(asking, replies, self.reviewing, self.times, self.desk, self.clock, live=True)]

    def another_desk(self) -> Desk:
        """As after a restart."""
        self.progress = Progress(
            Watching(self.transactions, self.clock), self.replies, 25.0, lambda: self.seconds
        )
        holds = HoldPages(Holds(self.transactions, TinyPlaces(), self.clock, self.wake))
        return Desk(self.times, self.progress, holds, self.replies, self.clock)

    async def look(self) -> list[Call]:
        """A round of the desk: what it sends."""
        assert self.bot is not None
        before = len(self.bot.request.calls)
        await self.desk.round()
        return self.bot.request.calls[before:]

    async def settle(self, state: DeliveryState, number: int) -> None:
        columns = tables.delivery.c
        async with self.transactions.write() as tx:
            ids = [
                row.id
                for row in await tx.planning._connection.execute(
                    columns.id.table.select().where(columns.state == "pending").limit(number)
                )
            ]
            await tx.planning._connection.execute(
                update(tables.delivery).where(columns.id.in_(ids)).values(state=state)
            )


@pytest.fixture
async def office(transactions: SqlTransactions) -> AsyncIterator[Office]:
    office = Office(transactions)
    async with running(transactions, office.features) as bot:
        office.bot = bot
        yield office


async def two(office: Office) -> tuple[Coordinator, Coordinator, Announcement, Bot]:
    author, other = await office.coordinator(), await office.coordinator()
    await office.followers(3)
    assert office.bot is not None
    return author, other, await office.submitted(author), office.bot


async def test_from_the_page_to_the_last_message(office: Office) -> None:
    author, other, announcement, bot = await two(office)
    (page,) = await office.look()
    assert page.params["chat_id"] == other.chat_id
    assert await office.look() == []
    _, screen = await bot.press(page.buttons[f"Review {announcement.code}"], chat_id=other.chat_id)
    for said in (
        "Sat, Feb 7, 2:00 PM, Houston",
        "Central Time",
        "400 River St",
        "fewer than 10",
        "LIVE",
    ):
        assert said in screen.text
    proof = proof_of(announcement.draft, announcement.code)
    data = [data for data in screen.buttons.values() if data.startswith("pf")]
    assert len(data) == 3
    _, refused = await bot.press(data[proof.right - 1], chat_id=other.chat_id)
    assert "does not state that" in refused.text
    _, proved = await bot.press(data[proof.right], chat_id=other.chat_id)
    assert await office.deliveries() == 0
    _, approved, told = await bot.press(proved.buttons["Approve"], chat_id=other.chat_id)
    assert "Sending begins" in approved.text
    assert (told.params["chat_id"], "approved" in told.text) == (author.chat_id, True)
    assert await office.deliveries() == 3
    first = await office.look()
    assert {call.params["chat_id"] for call in first} == {author.chat_id, other.chat_id}
    assert all("Waiting: 3" in call.text and call.method == "sendMessage" for call in first)
    await office.settle(DeliveryState.SENT, 2)
    assert await office.look() == []
    office.seconds += 3
    edited = await office.look()
    assert all("Sent: 2. Waiting: 1" in call.text and call.method == "editMessageText" for call in edited)
    await office.settle(DeliveryState.GONE, 1)
    office.seconds += 3
    last = await office.look()
    assert all("Done" in call.text and call.method == "sendMessage" for call in last)
    assert len(last) == 2
    office.seconds += 3
    assert await office.look() == []


async def test_progress_goes_on_after_a_restart_by_a_fresh_message(office: Office) -> None:
    _, other, announcement, _ = await two(office)
    await office.approve(other, announcement)
    office.desk = office.another_desk()
    await office.progress.resume()
    calls = await office.look()
    assert [call.method for call in calls] == ["sendMessage"] * 2
    assert all(announcement.code in call.text for call in calls)


async def test_typing_does_all_that_buttons_do(office: Office) -> None:
    author, other, announcement, bot = await two(office)
    (listed,) = await bot.say("/review", chat_id=other.chat_id)
    assert announcement.code in listed.text
    (screen,) = await bot.say(f"/approve {announcement.code.lower()}", chat_id=other.chat_id)
    assert "To approve" in screen.text
    proof = proof_of(announcement.draft, announcement.code)
    fact = {"time": "2:00 PM", "day": "Sat, Feb 7", "place": "400 River St"}[proof.fact]
    approved, told = await bot.say(f"/approve {announcement.code} {fact}", chat_id=other.chat_id)
    assert "Sending begins" in approved.text
    assert told.params["chat_id"] == author.chat_id
    assert await office.deliveries() == 3


async def test_a_rejection_asks_for_its_reason_and_tells_the_author(office: Office) -> None:
    author, other, announcement, bot = await two(office)
    (screen,) = await bot.say(f"/approve {announcement.code}", chat_id=other.chat_id)
    _, asked = await bot.press(screen.buttons["Reject"], chat_id=other.chat_id)
    question = {
        "message_id": 1,
        "date": 1,
        "chat": {"id": other.chat_id, "type": "private"},
        "from": {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"},
        "text": asked.text.replace("<code>", "").replace("</code>", ""),
    }
    reply = await bot.say("The park is closed", chat_id=other.chat_id, reply_to_message=question)
    assert "Rejected" in reply[0].text
    assert (reply[1].params["chat_id"], "The park is closed" in reply[1].text) == (author.chat_id, True)
    assert await office.state(announcement) is AnnouncementState.REJECTED
    assert await office.deliveries() == 0


async def test_replayed_forged_and_foreign_buttons_push_nothing(office: Office) -> None:
    author, other, announcement, bot = await two(office)
    elsewhere = await office.coordinator(TACOMA)
    seen, right = Seen.of(announcement), proof_of(announcement.draft, announcement.code).right
    good = ApproveThis(seen.id, seen.revision, seen.digest, right)
    for presser in (author.chat_id, elsewhere.chat_id, 999):
        for button in (good, ShowReview(seen.id), PickFact(seen.id, 1, seen.digest, right)):
            assert "Nothing was" in (await bot.press(button, chat_id=presser))[-1].text
    forged: list[ApproveThis | str] = [
        replace(good, revision=2),
        replace(good, digest="00000000"),
        replace(good, digest=""),
        replace(good, id=999),
        replace(good, choice=9),
        "av:1",
        "av:x:1:y:0",
        f"{good.pack()}:0",
    ]
    for press in forged:
        await bot.press(press, chat_id=other.chat_id)
    assert await office.deliveries() == 0
    edited = await office.edit(announcement, replace(RALLY, venue="Other Park"))
    out_of_date, fresh = (await bot.press(good, chat_id=other.chat_id))[1:]
    assert "out of date" in out_of_date.text
    assert "Other Park" in fresh.text
    assert await office.deliveries() == 0
    await office.approve(other, edited)
    assert "decided already" in (await bot.press(good, chat_id=other.chat_id))[-1].text
    assert await office.deliveries() == 3


async def test_second_hand_and_edited_commands_and_groups_push_nothing(office: Office) -> None:
    _, other, announcement, bot = await two(office)
    (screen,) = await bot.say(f"/approve {announcement.code}", chat_id=other.chat_id)
    assert screen.buttons
    proof = proof_of(announcement.draft, announcement.code)
    fact = {"time": "2:00 PM", "day": "Sat, Feb 7", "place": "400 River St"}[proof.fact]
    typed = f"/approve {announcement.code} {fact}"
    origin = {"type": "hidden_user", "date": 1, "sender_user_name": "Canary"}
    via = {"id": 77, "is_bot": True, "first_name": "Other"}
    assert "not read" in (await bot.say(typed, chat_id=other.chat_id, forward_origin=origin))[0].text
    assert await bot.say(typed, chat_id=other.chat_id, via_bot=via) == []
    edited = bot.message(text=typed, chat_id=other.chat_id) | {"edit_date": 2}
    assert await bot.feed({"edited_message": edited}) == []
    assert "private" in (await bot.say(typed, chat_id=GROUP, sender=other.chat_id))[0].text
    anonymous = {"id": GROUP, "type": "supergroup"}
    await bot.say(typed, chat_id=GROUP, sender=1087968824, sender_chat=anonymous)
    seen = Seen.of(announcement)
    button = ApproveThis(seen.id, seen.revision, seen.digest, proof.right)
    await bot.press(button, chat_id=GROUP, sender=other.chat_id)
    assert await office.deliveries() == 0


async def test_who_waits_too_long_is_offered_an_operator(office: Office) -> None:
    author, operator = await office.coordinator(), await office.coordinator(role=Role.OPERATOR)
    start = (NOW - timedelta(hours=2)).replace(tzinfo=None)
    announcement = await office.submitted(author, replace(RALLY, starts_at=start))
    assert office.bot is not None
    (page,) = await office.look()
    assert page.params["chat_id"] == operator.chat_id
    office.clock.at += timedelta(minutes=5)
    (offer,) = await office.look()
    assert offer.params["chat_id"] == author.chat_id
    _, said, urgent = await office.bot.press(offer.buttons["Call an operator"], chat_id=author.chat_id)
    assert (urgent.params["chat_id"], "Nobody has answered" in urgent.text) == (operator.chat_id, True)
    assert "called" in said.text
    again = await office.bot.say(f"/review {announcement.code}", chat_id=author.chat_id)
    assert len(again) == 2
    office.clock.at += timedelta(hours=2)
    (expired,) = await office.look()
    assert "in time" in expired.text
    assert await office.state(announcement) is AnnouncementState.EXPIRED


async def test_an_author_without_anybody_else_hears_it_at_once(office: Office) -> None:
    author = await office.coordinator()
    await office.submitted(author)
    (said,) = await office.look()
    assert said.params["chat_id"] == author.chat_id
    assert "Nobody else" in said.text


async def test_what_concerns_nobody_is_said_too(office: Office) -> None:
    author, other = await office.coordinator(), await office.coordinator()
    announcement = await office.submitted(author)
    right = proof_of(announcement.draft, announcement.code).right
    seen = Seen.of(announcement)
    assert office.bot is not None
    await office.bot.press(ApproveThis(seen.id, 1, seen.digest, right), chat_id=other.chat_id)
    calls = await office.look()
    assert len(calls) == 2
    assert all("Nobody had to be told" in call.text for call in calls)
