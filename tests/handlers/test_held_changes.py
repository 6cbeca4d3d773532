"""What coordinators hear of a change: the page, when it goes out, and how it went."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass
from datetime import timedelta

import pytest
from sqlalchemy import update

from bot.broadcast.desk import Desk
from bot.broadcast.hold_pages import HoldPages
from bot.broadcast.progress import Progress
from bot.domain.announcement import Purpose
from bot.domain.broadcast import DeliveryState
from bot.domain.coordinator import Coordinator
from bot.domain.ids import ChatId
from bot.services.watching import Watching
from bot.telegram.reply import Replies
from handlers.context import Asking
from handlers.feature import Feature
from handlers.reviewing import ReviewHandlers
from storage import tables
from storage.transactions import SqlTransactions
from tests.handlers.harness import Bot, Call, running
from tests.services.test_changing import RALLY, VIGIL, ChangeWorld


@dataclass
class Office(ChangeWorld):
    bot: Bot | None = None
    seconds: float = 0.0

    def features(self, asking: Asking, replies: Replies) -> Iterable[Feature]:
        self.replies = replies
        self.desk = self.another_desk()
        return [ReviewHandlers(asking, replies, self.reviewing, self.times, self.desk, self.clock, live=True)]

    def another_desk(self) -> Desk:
        """As after a restart."""
        watching = Watching(self.transactions, self.clock)
        self.progress = Progress(watching, self.replies, 25.0, lambda: self.seconds)
        return Desk(self.times, self.progress, HoldPages(self.holds), self.replies, self.clock)

    async def look(self) -> list[Call]:
        """A round of the desk, some seconds later: what it sends."""
        assert self.bot is not None
        self.seconds += 5
        before = len(self.bot.request.calls)
        await self.desk.round()
        return self.bot.request.calls[before:]

    async def send_all(self) -> None:
        columns = tables.delivery.c
        async with self.transactions.write() as tx:
            await tx.planning._connection.execute(
                update(tables.delivery).where(columns.state == "pending").values(state=DeliveryState.SENT)
            )


@pytest.fixture
async def office(transactions: SqlTransactions) -> AsyncIterator[Office]:
    office = Office(transactions)
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY, VIGIL])
    await office.followers(2)
    async with running(transactions, office.features) as bot:
        office.bot = bot
        yield office


async def approve(office: Office, by: Coordinator, text: str, author: Coordinator) -> list[str]:
    """What the author, and who approved it, are told."""
    assert office.bot is not None
    one = await office.propose(author, text)
    review = await office.reviewing.screen(by.chat_id, one.id)
    decided = await office.reviewing.approve(by.chat_id, review.seen, review.proof.right)
    before = len(office.bot.request.calls)
    await office.desk.decided(decided)
    return [call.text for call in office.bot.request.calls[before:]]


async def test_who_may_answer_is_paged_for_what_has_no_hour_too(office: Office) -> None:
    author, other = await office.coordinator(), await office.coordinator()
    await office.proposing.propose(author.chat_id, VIGIL.code, Purpose.CANCEL)
    (page,) = await office.look()
    assert ChatId(page.params["chat_id"]) == other.chat_id
    assert "Cancellation to approve: vigil, Sun, Feb 8, Houston" in page.text


async def test_the_author_hears_when_it_goes_out_and_its_progress_begins_then(office: Office) -> None:
    author, other = await office.coordinator(), await office.coordinator()
    (told,) = await approve(office, other, "moved to Pier Hall", author)
    assert f"{other.label} approved {RALLY.code}. It goes out at 12:03 PM Central Time" in told
    assert [call for call in await office.look() if "Waiting: 2" in call.text] == []
    office.clock.at += timedelta(minutes=3)
    assert len([call for call in await office.look() if "Waiting: 2" in call.text]) == 2
    await office.send_all()
    ended = await office.look()
    assert {call.params["chat_id"] for call in ended} == {author.chat_id, other.chat_id}
    assert all("Sent: 2" in call.text for call in ended)


async def test_a_change_that_another_joined_is_said_to_go_with_it(office: Office) -> None:
    author, other = await office.coordinator(), await office.coordinator()
    await approve(office, other, "moved to Pier Hall", author)
    office.clock.at += timedelta(minutes=1)
    await approve(office, other, "3pm", author)
    said = [call.text for call in await office.look() if "what was approved later tells it" in call.text]
    assert len(said) == 2


async def test_a_restart_forgets_nobody_who_waits_for_a_held_change(office: Office) -> None:
    author, other = await office.coordinator(), await office.coordinator()
    await approve(office, other, "moved to Pier Hall", author)
    office.desk = office.another_desk()
    await office.progress.resume()
    assert await office.look() == []
    office.clock.at += timedelta(minutes=3)
    assert {call.params["chat_id"] for call in await office.look()} == {author.chat_id, other.chat_id}


async def test_what_starts_within_two_hours_goes_out_at_once(office: Office) -> None:
    author, other = await office.coordinator(), await office.coordinator()
    office.clock.at = RALLY.begins_at - timedelta(hours=2)
    (told,) = await approve(office, other, "moved to Pier Hall", author)
    assert told.endswith("Sending begins now.")


async def test_one_person_is_enough_where_the_operator_says_so(transactions: SqlTransactions) -> None:
    office = Office(transactions, approvals=1)
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY])
    await office.followers(1)
    async with running(transactions, office.features) as bot:
        office.bot = bot
        author, other = await office.coordinator(), await office.coordinator()
        await approve(office, other, "moved to Pier Hall", author)
        await office.propose(author, "moved to Pier 9")
        said = [call.text for call in await office.look()]
        assert any("needs no second person here. It goes out at 12:03 PM" in text for text in said), said
    assert (await office.standing()).venue == "Pier 9"
    assert (await office.standing()).confirmed_by == 1
