"""Holds and reports as people meet them: who is told what, and what a press or a word does."""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from bot.broadcast.desk import Desk
from bot.broadcast.hold_pages import HoldPages
from bot.broadcast.progress import Progress
from bot.domain.announcement import Purpose
from bot.domain.broadcast import BroadcastState
from bot.domain.coordinator import Coordinator, Role
from bot.domain.ids import BroadcastId, ChatId, Code
from bot.domain.limits import Reason
from bot.domain.proof import proof_of
from bot.domain.review import Seen
from bot.services.flagging import Flagging
from bot.services.halting import Halting
from bot.services.retracting import Retracting
from bot.services.watching import Watching
from bot.telegram.reply import Replies
from bot.views.flag_buttons import ReportAlert, ResumeHeld
from bot.views.office_buttons import ApproveThis, ShowReview
from handlers.context import Asking
from handlers.feature import Feature
from handlers.limits import FlagHandlers, HoldHandlers
from handlers.oversight import HaltHandlers
from handlers.retracting import RetractingHandlers
from handlers.reviewing import ReviewHandlers
from handlers.telling import Telling
from storage.transactions import SqlTransactions
from tests.builders import a_subscriber
from tests.handlers.harness import GROUP, Bot, Call, running
from tests.services.review_world import RALLY, ReviewWorld
from tests.services.tiny_places import TinyPlaces


@dataclass
class Office(ReviewWorld):
    bot: Bot | None = None
    seconds: float = 0.0

    def features(self, asking: Asking, replies: Replies) -> Iterable[Feature]:
        telling, finder, tx = Telling(replies), TinyPlaces(), self.transactions
        progress = Progress(Watching(tx, self.clock), replies, 25.0, lambda: self.seconds)
        self.desk = Desk(self.times, progress, HoldPages(self.holds), replies, self.clock)
        flagging = Flagging(tx, finder, self.clock, lambda: datetime(2026, 2, 3, tzinfo=UTC))
        retracting = Retracting(tx, finder, self.clock, self.notices, self.wake)
        return [
            ReviewHandlers(asking, replies, self.reviewing, self.times, self.desk, self.clock, live=True),
            RetractingHandlers(asking, replies, retracting, telling),
            HaltHandlers(
                asking,
                replies,
                Halting(tx, finder, self.clock),
                telling,
                HoldHandlers(asking, replies, self.holds, telling),
            ),
            FlagHandlers(asking, replies, flagging, telling, self.clock),
        ]

    async def look(self) -> dict[int, str]:
        """A round of the desk: what each chat is sent."""
        before = len(self.chat.request.calls)
        self.seconds += 5
        await self.desk.round()
        return said(self.chat.request.calls[before:])

    @property
    def chat(self) -> Bot:
        assert self.bot is not None
        return self.bot

    async def approved(self, author: Coordinator, by: Coordinator, venue: str) -> tuple[Code, list[Call]]:
        announcement = await self.submitted(author, replace(RALLY, venue=venue))
        seen, proof = Seen.of(announcement), proof_of(announcement.draft, announcement.code)
        button = ApproveThis(seen.id, seen.revision, seen.digest, proof.right)
        # What it may be a double of has to have been on the screen.
        await self.chat.press(ShowReview(announcement.id), chat_id=by.chat_id)
        return announcement.code, await self.chat.press(button, chat_id=by.chat_id)

    async def held(self) -> tuple[Coordinator, Coordinator, Coordinator, Code]:
        """The second of two within a minute. Author, approver, an operator apart from it, its code."""
        author, approver = await self.coordinator(), await self.coordinator()
        operator = await self.coordinator(role=Role.OPERATOR)
        await self.followers(12)
        await self.approved(author, approver, "Gate 1")
        await self.look()
        self.clock.at += timedelta(minutes=1)
        code, _ = await self.approved(author, approver, "Gate 2")
        return author, approver, operator, code

    async def last(self) -> tuple[str, str | None]:
        async with self.transactions.read() as tx:
            total = (await tx.broadcasts.totals())[-1]
        return total.state, total.reason

    async def reader(self, days: int = 7) -> int:
        since = (self.clock.at - timedelta(days=days)).date()
        person = a_subscriber(consent_on=since)
        async with self.transactions.write() as tx:
            await tx.subscribers.add(person)
        return person.chat_id


def said(calls: Iterable[Call]) -> dict[int, str]:
    told: dict[int, str] = {}
    for call in calls:
        if call.text:
            told[call.params["chat_id"]] = f"{told.get(call.params['chat_id'], '')}{call.text}\n"
    return told


@pytest.fixture
async def office(transactions: SqlTransactions) -> AsyncIterator[Office]:
    office = Office(transactions)
    async with running(transactions, office.features) as bot:
        office.bot = bot
        yield office


async def test_who_approves_and_who_wrote_hear_that_it_is_held_and_operators_are_paged(
    office: Office,
) -> None:
    author, approver, operator, code = await office.held()
    told = said(office.chat.request.calls)
    assert f"Approved: {code}. It is not sent yet" in told[approver.chat_id]
    assert f"approved {code}. It is not sent yet" in told[author.chat_id]
    paged = await office.look()
    assert f"Code {code}. Written by {author.label}, approved by {approver.label}" in paged[operator.chat_id]
    for fact in ("Houston", "less than 10 minutes", "about 10 chats", f"/resume {code}", "Central Time"):
        assert fact in paged[operator.chat_id]
    for chat in (author.chat_id, approver.chat_id):
        assert f"{code} is held" in paged[chat]
        assert "less than 10 minutes" in paged[chat]
        assert f"Sending {code}" not in paged[chat]
    assert "is held" not in "".join((await office.look()).values()), "told once"


async def test_the_button_of_the_page_lets_it_go_and_all_are_told(office: Office) -> None:
    author, approver, operator, code = await office.held()
    before = len(office.chat.request.calls)
    await office.look()
    page = next(c for c in office.chat.request.calls[before:] if c.params["chat_id"] == operator.chat_id)
    calls = await office.chat.press(page.buttons[f"Resume {code}"], chat_id=operator.chat_id)
    told = said(calls)
    assert all(
        f"{operator.label} lets {code} go out" in told[each.chat_id] for each in (author, approver, operator)
    )
    assert await office.last() == (BroadcastState.QUEUED, None)
    again = said(await office.chat.press(page.buttons[f"Resume {code}"], chat_id=operator.chat_id))
    assert "lets" not in again[operator.chat_id]
    sending = await office.look()
    assert f"Sending {code}" in sending[author.chat_id]


async def test_resume_takes_the_code_first_and_a_place_else(office: Office) -> None:
    author, _, operator, code = await office.held()
    (refused,) = await office.chat.say(f"/resume {code}", chat_id=author.chat_id)
    assert "Only an operator" in refused.text
    await office.chat.say("/halt Houston", chat_id=author.chat_id)
    (lifted, *_) = await office.chat.say("/resume Houston", chat_id=operator.chat_id)
    assert "Resumed by" in lifted.text
    assert (await office.last())[0] == BroadcastState.HELD
    (released, *_) = await office.chat.say(f"/resume {code.lower()}", chat_id=operator.chat_id)
    assert f"lets {code} go out" in released.text
    (unheld,) = await office.chat.say(f"/resume {code}", chat_id=operator.chat_id)
    assert f"{code} is not held" in unheld.text


async def test_forged_and_foreign_presses_release_nothing(office: Office) -> None:
    author, _, operator, _ = await office.held()
    for chat in (author.chat_id, 5, GROUP):
        await office.chat.press(ResumeHeld(2, "0" * 8), chat_id=chat)
    for button in (ResumeHeld(2, "0" * 8), ResumeHeld(999, ""), "hh:2", "hh:x:y"):
        await office.chat.press(button, chat_id=operator.chat_id)
    assert await office.last() == (BroadcastState.HELD, Reason.GAP)


async def test_its_author_hears_when_it_was_left_until_its_time_passed(office: Office) -> None:
    author, _, operator, code = await office.held()
    await office.look()
    (held,) = await office.holds.waiting()
    office.clock.at = held.hold.expires_at
    async with office.transactions.write() as tx:
        await tx.outbox.expire(await tx.outbox.overdue(office.clock.at, 100), office.clock.at)
    told = await office.look()
    assert f"{code} was held until its time had passed" in told[author.chat_id]
    assert operator.chat_id not in told
    assert "was held until" not in "".join((await office.look()).values())


async def test_a_brief_that_is_held_is_paged_to_every_operator(office: Office) -> None:
    _, _, operator, _ = await office.held()
    await office.look()
    async with office.transactions.write() as tx:
        await tx.outbox.hold(BroadcastId(1), "400 can't parse entities")
    told = await office.look()
    assert "a fault" in told[operator.chat_id]


async def test_three_readers_page_the_place_and_stop_it(office: Office) -> None:
    author, approver = await office.coordinator(), await office.coordinator()
    operator = await office.coordinator(role=Role.OPERATOR)
    await office.followers(3)
    code, _ = await office.approved(author, approver, "Gate 1")
    await office.look()
    answers = [await office.chat.press(ReportAlert(code), chat_id=await office.reader()) for _ in range(2)]
    answers.append(await office.chat.say(f"/report {code}", chat_id=await office.reader()))
    stranger = await office.chat.say(f"/report_{code}", chat_id=5)
    first = {next(call.text for call in calls if call.text) for calls in (*answers, stranger)}
    assert len(first) == 1, "everybody gets the same answer"
    paged = said(answers[-1])
    for chat in (author.chat_id, approver.chat_id, operator.chat_id):
        for way in (f"/check_{code}", f"/retract {code}", f"/resume {code}"):
            assert way in paged[chat]
    assert await office.last() == (BroadcastState.HELD, Reason.FLAGS)
    later = await office.look()
    assert "Reported" not in "".join(later.values()), "paged once"
    assert operator.chat_id not in later


async def test_a_report_is_personal_and_can_be_taken_back(office: Office) -> None:
    author, approver = await office.coordinator(), await office.coordinator()
    await office.followers(1)
    code, _ = await office.approved(author, approver, "Gate 1")
    for calls in (
        await office.chat.say(f"/report {code}", chat_id=GROUP),
        await office.chat.press(ReportAlert(code), chat_id=GROUP),
    ):
        assert "private chat only" in calls[-1].text
    (bare,) = await office.chat.say("/report", chat_id=await office.reader())
    assert "/report" in bare.text
    chat = await office.reader()
    (done,) = await office.chat.say(f"/report {code}", chat_id=chat)
    back = await office.chat.press(done.buttons["Take report back"], chat_id=chat)
    assert "Taken back" in back[-1].text
    async with office.transactions.read() as tx:
        assert await tx.flags.count((await office.entry(code)).id) == 0


async def test_what_nobody_answers_can_be_retracted_by_its_proposer_at_one_tap(office: Office) -> None:
    author, approver = await office.coordinator(), await office.coordinator()
    await office.followers(3)
    code, _ = await office.approved(author, approver, "Gate 1")
    entry = await office.entry(code)
    office.clock.at = entry.begins_at - timedelta(hours=3)
    await office.proposed(author, entry, Purpose.CANCEL)
    await office.look()
    office.clock.at += timedelta(minutes=5)
    before = len(office.chat.request.calls)
    await office.look()
    offer = next(c for c in office.chat.request.calls[before:] if "Nobody has answered" in c.text)
    assert offer.params["chat_id"] == author.chat_id
    assert f"Disregard alert {code}" in offer.text
    calls = await office.chat.press(offer.buttons[f"Retract {code}"], chat_id=author.chat_id)
    told = said(calls)
    assert "Retracted" in told[author.chat_id]
    assert f"{author.label} retracted alert {code}" in told[approver.chat_id]
    assert f"/cancel {code}" in told[approver.chat_id]
    assert ChatId(5) not in told


async def test_who_becomes_an_operator_meanwhile_is_paged_too(office: Office) -> None:
    author = await office.coordinator(role=Role.OPERATOR)
    approver = await office.coordinator(role=Role.OPERATOR)
    await office.followers(3)
    await office.approved(author, approver, "Gate 1")
    office.clock.at += timedelta(minutes=1)
    code, _ = await office.approved(author, approver, "Gate 2")
    told = await office.look()
    assert "/invite operator" in told[author.chat_id]
    another = await office.coordinator(role=Role.OPERATOR)
    paged = await office.look()
    assert f"/resume {code}" in paged[another.chat_id]
    assert "An operator who neither wrote nor approved it" not in paged.get(author.chat_id, "")
