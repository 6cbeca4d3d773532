"""Two persons stand behind what is sent; whoever may not be one of them sends nothing."""

import asyncio
from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.announcement import AnnouncementState
from bot.domain.audit import Act
from bot.domain.coordinator import Role, Standing
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import AnnouncementId, ChatId
from bot.domain.proof import proof_of
from bot.domain.review import Seen
from storage.transactions import SqlTransactions
from tests.builders import NOW, TACOMA
from tests.services.review_world import RALLY, ReviewWorld


@pytest.fixture
def world(transactions: SqlTransactions) -> ReviewWorld:
    return ReviewWorld(transactions)


async def test_an_approval_lists_the_entry_and_freezes_its_audience_at_once(world: ReviewWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    await world.followers(3)
    announcement = await world.submitted(author)
    assert (await world.reviewing.screen(other.chat_id, announcement.code)).audience == 3
    assert await world.deliveries() == 0
    await world.approve(other, announcement)
    assert await world.state(announcement) is AnnouncementState.APPROVED
    assert await world.deliveries() == 3
    assert world.woken == 1
    async with world.transactions.read() as tx:
        entry = await tx.calendar.by_code(announcement.code)
        (totals,) = await tx.broadcasts.totals()
    assert entry is not None
    assert (entry.listed_at, entry.confirmed_by, entry.own_coordinates) == (NOW, 2, False)
    assert totals.key == f"new:{announcement.code}:1"
    assert await world.acts() == [(other.label, Act.APPROVED), (other.label, Act.SENT)]


async def test_the_clockwork_does_not_tell_of_an_approved_entry_again(world: ReviewWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    soon = replace(RALLY, starts_at=(NOW + timedelta(hours=2)).replace(tzinfo=None))
    planner = world.reviewing._dispatch._effects["new"]._freezing  # type: ignore[index, attr-defined]
    await planner.plan()
    await world.followers(2)
    await world.approve(other, await world.submitted(author, soon))
    await world.followers(1)
    world.clock.at += timedelta(minutes=1)
    await planner.plan()
    assert await world.deliveries() == 2


@pytest.mark.parametrize("how", ["author", "tacoma", "removed", "pending", "new", "stranger"])
async def test_who_may_not_approve_pushes_nothing(world: ReviewWorld, how: str) -> None:
    author = await world.coordinator()
    other = {
        "author": author,
        "tacoma": await world.coordinator(TACOMA),
        "removed": await world.coordinator(),
        "pending": await world.coordinator(standing=Standing.PENDING),
        "new": await world.coordinator(since=NOW - timedelta(hours=71)),
        "stranger": replace(author, chat_id=ChatId(1)),
    }[how]
    await world.followers(2)
    announcement = await world.submitted(author)
    if how == "removed":
        async with world.transactions.write() as tx:
            await tx.coordinators.remove(other.id)
    with pytest.raises(Refusal):
        await world.approve(other, announcement)
    assert await world.deliveries() == 0
    assert await world.state(announcement) is AnnouncementState.IN_REVIEW
    assert await world.acts() == []


async def test_a_new_operator_is_trusted_at_once_and_for_every_city(world: ReviewWorld) -> None:
    author, operator = await world.coordinator(), await world.coordinator(role=Role.OPERATOR, since=NOW)
    announcement = await world.submitted(author)
    await world.approve(operator, announcement)
    assert await world.state(announcement) is AnnouncementState.APPROVED


async def test_an_edit_makes_what_was_on_the_screen_worthless(world: ReviewWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    await world.followers(1)
    announcement = await world.submitted(author)
    edited = await world.edit(announcement, replace(RALLY, address="900 Other St"))
    with pytest.raises(StaleButton):
        await world.approve(other, announcement)
    forged = replace(Seen.of(announcement), revision=2)
    with pytest.raises(StaleButton):
        await world.reviewing.approve(other.chat_id, forged, 0)
    assert await world.deliveries() == 0
    await world.approve(other, edited)
    assert await world.deliveries() == 1


async def test_an_author_who_was_removed_has_nothing_sent(world: ReviewWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    await world.followers(1)
    announcement = await world.submitted(author)
    async with world.transactions.write() as tx:
        await tx.coordinators.remove(author.id)
    with pytest.raises(Refusal):
        await world.approve(other, announcement)
    assert await world.deliveries() == 0


@pytest.mark.parametrize(("starts_in", "lasts"), [(20, 2), (1, 1), (60, 24), (25, 24)])
async def test_a_review_ends_in_time(world: ReviewWorld, starts_in: int, lasts: int) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    # Houston is six hours behind.
    start = (NOW + timedelta(hours=starts_in - 6)).replace(tzinfo=None)
    announcement = await world.submitted(author, replace(RALLY, starts_at=start))
    assert announcement.expires_at == NOW + timedelta(hours=lasts)
    world.clock.at = NOW + timedelta(hours=lasts)
    with pytest.raises(Refusal, match="review-expired"):
        await world.approve(other, announcement)
    ((expired, told),) = await world.times.expire()
    assert (expired.id, told.id) == (announcement.id, author.id)
    assert await world.state(announcement) is AnnouncementState.EXPIRED
    assert await world.times.expire() == ()


async def test_two_approvals_at_once_send_once(world: ReviewWorld) -> None:
    author, others = await world.coordinator(), [await world.coordinator() for _ in range(5)]
    await world.followers(2)
    announcement = await world.submitted(author)
    ended = await asyncio.gather(
        *(world.approve(other, announcement) for other in others), return_exceptions=True
    )
    assert sum(one is None for one in ended) == 1
    assert all(one is None or isinstance(one, Refusal) for one in ended)
    assert await world.deliveries() == 2
    assert [act for _, act in await world.acts()] == [Act.APPROVED, Act.SENT]


async def test_who_has_not_read_it_cannot_approve_it(world: ReviewWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    announcement = await world.submitted(author)
    right = proof_of(announcement.draft, announcement.code).right
    for wrong in {0, 1, 2, -1, 99} - {right}:
        with pytest.raises(Refusal, match="review-wrong-fact"):
            await world.reviewing.approve(other.chat_id, Seen.of(announcement), wrong)
    assert await world.state(announcement) is AnnouncementState.IN_REVIEW


async def test_typing_approves_only_what_was_shown(world: ReviewWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    announcement = await world.submitted(author, replace(RALLY, venue="Riverside Park", address=None))
    facts = {"time": "2pm", "day": "Sat, Feb 7", "place": "riverside park"}
    typed = facts[proof_of(announcement.draft, announcement.code).fact]
    with pytest.raises(StaleButton):
        await world.reviewing.approve_typed(other.chat_id, announcement.code, typed)
    await world.reviewing.screen(other.chat_id, announcement.code)
    with pytest.raises(Refusal, match="review-wrong-fact"):
        await world.reviewing.approve_typed(other.chat_id, announcement.code, "yes")
    await world.edit(announcement, replace(RALLY, venue="Other Park", address=None))
    with pytest.raises(StaleButton):
        await world.reviewing.approve_typed(other.chat_id, announcement.code, typed)
    await world.reviewing.screen(other.chat_id, announcement.code)
    again = proof_of(replace(RALLY, venue="Other Park", address=None), announcement.code)
    typed = (facts | {"place": "other park"})[again.fact]
    await world.reviewing.approve_typed(other.chat_id, announcement.code, typed)
    assert await world.state(announcement) is AnnouncementState.APPROVED


async def test_a_rejection_has_its_reason_and_sends_nothing(world: ReviewWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    await world.followers(1)
    announcement = await world.submitted(author)
    with pytest.raises(Refusal):
        await world.reviewing.reject(author.chat_id, announcement.code, "mine")
    decided = await world.reviewing.reject(other.chat_id, announcement.code, "The park is closed")
    assert decided.announcement.reason == "The park is closed"
    with pytest.raises(Refusal):
        await world.approve(other, announcement)
    assert await world.deliveries() == 0
    assert await world.acts() == [(other.label, Act.REJECTED)]


async def test_one_person_is_enough_where_the_operator_says_so_but_not_at_first(
    transactions: SqlTransactions,
) -> None:
    world = ReviewWorld(transactions, approvals=1)
    author, other = await world.coordinator(), await world.coordinator()
    await world.followers(1)
    first = await world.submitted(author)
    assert await world.times.settle(first.id) is None
    assert await world.deliveries() == 0
    await world.approve(other, first)
    second = await world.submitted(author)
    assert await world.times.settle(second.id) is not None
    assert await world.times.settle(second.id) is None
    assert await world.deliveries() == 2


async def test_with_two_the_author_alone_is_never_enough(world: ReviewWorld) -> None:
    operator = await world.coordinator(role=Role.OPERATOR)
    announcement = await world.submitted(operator)
    assert await world.times.settle(announcement.id) is None
    assert await world.state(announcement) is AnnouncementState.IN_REVIEW


async def test_nothing_exists_for_outsiders(world: ReviewWorld) -> None:
    author, elsewhere = await world.coordinator(), await world.coordinator(TACOMA)
    announcement = await world.submitted(author)
    assert await world.reviewing.waiting(elsewhere.chat_id) == ()
    assert await world.reviewing.waiting(author.chat_id) == ()
    for of in (announcement.code, announcement.id):
        with pytest.raises(Refusal, match="review-not-yours"):
            await world.reviewing.screen(elsewhere.chat_id, of)
    with pytest.raises(StaleButton):
        await world.reviewing.screen(author.chat_id, AnnouncementId(999))


async def test_what_starts_soon_and_nobody_answers_is_offered_to_an_operator(world: ReviewWorld) -> None:
    author, operator = await world.coordinator(), await world.coordinator(role=Role.OPERATOR)
    late = await world.submitted(author)
    soon = await world.submitted(
        author, replace(RALLY, starts_at=(NOW - timedelta(hours=2)).replace(tzinfo=None))
    )
    assert await world.times.unanswered() == ()
    world.clock.at += timedelta(minutes=5)
    (found,) = await world.times.unanswered()
    assert found.announcement.id == soon.id
    called = await world.times.call_operators(author.chat_id, soon.id)
    assert called.operators == (operator,)
    with pytest.raises(Refusal):
        await world.times.call_operators(operator.chat_id, late.id)


async def test_it_is_known_when_a_review_goes_unanswered_and_when_it_ends(world: ReviewWorld) -> None:
    author, _ = await world.coordinator(), await world.coordinator(role=Role.OPERATOR)
    assert await world.times.next_instant() is None
    # Houston is six hours behind: it starts in 25 hours, and after 19 of them within six.
    await world.submitted(author, replace(RALLY, starts_at=(NOW + timedelta(hours=19)).replace(tzinfo=None)))
    assert await world.times.next_instant() == NOW + timedelta(hours=19)
    world.clock.at = NOW + timedelta(hours=19) - timedelta(seconds=1)
    assert await world.times.unanswered() == ()
    world.clock.at += timedelta(seconds=1)
    assert len(await world.times.unanswered()) == 1
    assert await world.times.next_instant() == NOW + timedelta(hours=24)
    world.clock.at = NOW + timedelta(hours=24)
    assert await world.times.next_instant() is None
