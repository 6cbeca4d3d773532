"""Two persons stand behind every change, of exactly what people know; of two at once one holds."""

import asyncio
from collections.abc import Awaitable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.audit import Act
from bot.domain.calendar import Entry, Kind, Status, Title
from bot.domain.changing import revised
from bot.domain.coordinator import Coordinator, Role
from bot.domain.errors import Refusal, StaleButton
from bot.domain.review import Decided
from bot.domain.subscriber import Language
from bot.services.changing import Changing
from bot.services.drafting import Drafting
from bot.services.proposing import Proposing
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, TACOMA, an_entry
from tests.services.review_world import ReviewWorld
from tests.services.tiny_places import TinyPlaces

RALLY = an_entry(
    HOUSTON,
    date(2026, 2, 7),
    "14:00",
    title=Title("Rally", "Concentración"),
    venue="Riverside Park",
    address="400 River St",
    announced_on=date(2026, 2, 1),
)
VIGIL = an_entry(HOUSTON, date(2026, 2, 8), kind=Kind.VIGIL, announced_on=date(2026, 2, 1))


@dataclass
class ChangeWorld(ReviewWorld):
    """Corrections: a rally of Houston and a vigil that has no hour."""

    def __post_init__(self) -> None:
        super().__post_init__()
        finder = TinyPlaces()
        self.changing = Changing(self.transactions, finder, self.clock)
        self.drafting = Drafting(self.transactions, finder, self.clock)
        self.proposing = Proposing(self.transactions, finder, self.clock, self.wake)

    async def begin(self, author: Coordinator, text: str, entry: Entry = RALLY) -> None:
        await self.changing.begin(author.chat_id, entry.code, text, Language.EN)

    async def propose(self, author: Coordinator, text: str, entry: Entry = RALLY) -> Announcement:
        await self.begin(author, text, entry)
        return await self.submitting.submit(author.chat_id, entry.code)

    async def decide(self, by: Coordinator, announcement: Announcement) -> Decided:
        review = await self.reviewing.screen(by.chat_id, announcement.id)
        return await self.reviewing.approve(by.chat_id, review.seen, review.proof.right)

    async def standing(self, entry: Entry = RALLY) -> Entry:
        async with self.transactions.read() as tx:
            return (await tx.calendar.by_ids([entry.id]))[entry.id]


@pytest.fixture
async def world(transactions: SqlTransactions) -> ChangeWorld:
    world = ChangeWorld(transactions)
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY, VIGIL])
    await world.followers(2)
    return world


async def refused(work: Awaitable[object], key: str) -> None:
    with pytest.raises(Refusal, match=key):
        await work


async def test_an_approved_change_is_in_the_calendar_at_once_and_its_notice_waits(world: ChangeWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    decided = await world.decide(other, await world.propose(author, "moved to Pier Hall"))
    assert decided.goes_at == world.clock.now() + timedelta(minutes=3)
    assert (await world.standing()).venue == "Pier Hall"
    assert await world.deliveries() == 2
    assert await world.acts() == [
        (author.label, Act.SUBMITTED),
        (other.label, Act.APPROVED),
        (other.label, Act.CHANGED),
    ]


async def test_two_approvals_at_once_tell_once(world: ChangeWorld) -> None:
    author, others = await world.coordinator(), [await world.coordinator() for _ in range(5)]
    proposed = await world.propose(author, "moved to Pier Hall")
    reviews = [await world.reviewing.screen(each.chat_id, proposed.id) for each in others]
    ended = await asyncio.gather(
        *(
            world.reviewing.approve(each.chat_id, review.seen, review.proof.right)
            for each, review in zip(others, reviews, strict=True)
        ),
        return_exceptions=True,
    )
    assert sum(isinstance(one, Decided) for one in ended) == 1
    assert await world.deliveries() == 2
    assert (await world.standing()).revision == 1


async def test_a_change_approved_after_a_cancellation_holds_no_more(world: ChangeWorld) -> None:
    author, second, third = [await world.coordinator() for _ in range(3)]
    change = await world.propose(author, "moved to Pier Hall")
    cancel = (await world.proposing.propose(second.chat_id, RALLY.code, Purpose.CANCEL)).announcement
    await world.decide(third, cancel)
    review = await world.reviewing.screen(third.chat_id, change.id)
    await refused(world.reviewing.approve(third.chat_id, review.seen, review.proof.right), "change-overtaken")
    after = await world.standing()
    assert (after.status, after.venue, after.revision) == (Status.CANCELLED, "Riverside Park", 1)
    assert await world.state(change) is AnnouncementState.IN_REVIEW
    await refused(world.submitting.preview(author.chat_id, RALLY.code), "change-overtaken")
    await world.begin(third, "on again")
    await world.begin(author, "on again")
    assert (await world.submitting.preview(author.chat_id, RALLY.code)).entry.status is Status.ANNOUNCED


async def test_a_change_written_before_a_retraction_does_not_confirm_what_was_taken_back(
    world: ChangeWorld,
) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    change = await world.propose(author, "moved to Pier Hall")
    async with world.transactions.write() as tx:
        taken_back = replace(RALLY, status=Status.RETRACTED)
        await world.notices.publish(tx, revised(RALLY, taken_back, 1, world.clock.now()))
    with pytest.raises(Refusal, match="change-overtaken"):
        await world.decide(other, change)
    assert (await world.standing()).status is Status.RETRACTED


async def test_one_change_of_an_action_waits_at_a_time(world: ChangeWorld) -> None:
    author, second = await world.coordinator(), await world.coordinator()
    await world.begin(second, "moved to Pier 9")
    await world.propose(author, "moved to Pier Hall")
    await refused(world.begin(second, "3pm"), "change-in-review")
    await refused(world.submitting.submit(second.chat_id, RALLY.code), "change-in-review")
    await refused(world.proposing.prepare(second.chat_id, RALLY.code, Purpose.POSTPONE), "change-in-review")


async def test_who_proposes_a_cancellation_gives_up_their_own_change(world: ChangeWorld) -> None:
    author = await world.coordinator()
    change = await world.propose(author, "moved to Pier Hall")
    await world.proposing.prepare(author.chat_id, RALLY.code, Purpose.CANCEL)
    assert await world.state(change) is AnnouncementState.IN_REVIEW
    await world.proposing.propose(author.chat_id, RALLY.code, Purpose.CANCEL)
    assert await world.state(change) is AnnouncementState.WITHDRAWN
    assert [act for _, act in await world.acts()] == [Act.SUBMITTED, Act.WITHDRAWN, Act.SUBMITTED]


async def test_drafts_of_two_persons_do_not_disturb_each_other(world: ChangeWorld) -> None:
    author, second = await world.coordinator(), await world.coordinator()
    await world.begin(author, "moved to Pier Hall")
    await world.begin(second, "3pm")
    mine = await world.drafting.show(author.chat_id, RALLY.code)
    assert (mine.announcement.draft.venue, mine.announcement.author) == ("Pier Hall", author.id)


async def test_a_start_in_the_past_is_refused_by_whoever_meets_it(world: ChangeWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    soon = await world.propose(author, "time today 1pm")
    assert soon.expires_at == world.clock.now() + timedelta(hours=1)
    await world.begin(author, "time today 2pm")
    world.clock.at += timedelta(hours=3)
    await refused(world.submitting.submit(author.chat_id, RALLY.code), "change-past")
    await refused(world.decide(other, soon), "review-decided")


async def test_a_new_time_may_lie_outside_of_its_day_of_action(world: ChangeWorld) -> None:
    async with world.transactions.write() as tx:
        await tx.calendar.put_all([replace(RALLY, belongs_to=VIGIL.id)])
    author, other = await world.coordinator(), await world.coordinator()
    await world.decide(other, await world.propose(author, "Sat Feb 14 2pm"))
    after = await world.standing()
    assert (after.starts_on, after.belongs_to) == (date(2026, 2, 14), VIGIL.id)


async def test_what_was_postponed_without_a_date_gets_one_even_after_the_old_one(world: ChangeWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    postponed = (await world.proposing.propose(author.chat_id, RALLY.code, Purpose.POSTPONE)).announcement
    await world.decide(other, postponed)
    await refused(world.proposing.prepare(author.chat_id, RALLY.code, Purpose.POSTPONE), "postponed-already")
    world.clock.at += timedelta(days=10)
    await refused(world.propose(author, "on again"), "change-past")
    await world.decide(other, await world.propose(author, "Sat Feb 21 2pm"))
    after = await world.standing()
    assert (after.status, after.starts_on) == (Status.ANNOUNCED, date(2026, 2, 21))


async def test_what_is_over_is_changed_no_more(world: ChangeWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    change = await world.propose(author, "moved to Pier Hall")
    world.clock.at = RALLY.over_at
    await refused(world.begin(author, "3pm"), "change-over")
    with pytest.raises(Refusal):
        await world.decide(other, change)
    assert await world.standing() == RALLY


async def test_moving_to_another_city_takes_persons_of_both(world: ChangeWorld) -> None:
    author, both = await world.coordinator(HOUSTON, TACOMA), await world.coordinator(HOUSTON, TACOMA)
    of_the_new, of_the_old = await world.coordinator(TACOMA), await world.coordinator(HOUSTON)
    moved = await world.propose(author, "Harbor Plaza, Tacoma, WA")
    await refused(world.decide(of_the_new, moved), "not-your-place")
    await refused(world.decide(of_the_old, moved), "review-not-yours")
    await world.decide(both, moved)
    after = await world.standing()
    assert (after.city, after.venue, after.zone) == ("Tacoma", "Harbor Plaza", TACOMA.zone)


async def test_a_day_without_an_hour_or_place_can_be_called_off_and_changed(world: ChangeWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    cancel = (await world.proposing.propose(author.chat_id, VIGIL.code, Purpose.CANCEL)).announcement
    assert [each.entry.status for each in await world.times.waiting()] == [Status.CANCELLED]
    await world.reviewing.reject(other.chat_id, cancel.code, "It takes place")
    await world.decide(other, await world.propose(author, "Library, Sunday Feb 8 6pm", VIGIL))
    after = await world.standing(VIGIL)
    assert (after.venue, after.starts_at) == ("Library", datetime(2026, 2, 8, 18))  # noqa: DTZ001 - local


async def test_an_operator_is_offered_for_what_moves_away_from_the_next_hours(world: ChangeWorld) -> None:
    author, operator = await world.coordinator(), await world.coordinator(role=Role.OPERATOR)
    world.clock.at = RALLY.begins_at - timedelta(hours=5)
    later = await world.propose(author, "Sat Feb 21 2pm")
    assert later.expires_at == world.clock.now() + timedelta(hours=2)
    world.clock.at += timedelta(minutes=5)
    (found,) = await world.times.unanswered()
    assert (found.announcement.id, found.operators) == (later.id, (operator,))


async def test_an_outdated_tap_submits_nothing(world: ChangeWorld) -> None:
    author = await world.coordinator()
    await world.begin(author, "moved to Pier Hall")
    preview = await world.submitting.preview(author.chat_id, RALLY.code)
    await world.begin(author, "moved to Pier 9")
    with pytest.raises(StaleButton):
        await world.submitting.submit(
            author.chat_id, RALLY.code, preview.announcement.revision, preview.digest
        )


async def test_a_change_undone_while_it_is_held_tells_nobody(world: ChangeWorld) -> None:
    author, other = await world.coordinator(), await world.coordinator()
    await world.decide(other, await world.propose(author, "moved to Pier Hall"))
    back = await world.propose(author, "Riverside Park, 400 River St")
    preview_of = await world.reviewing.screen(other.chat_id, back.id)
    assert preview_of.audience == 0
    decided = await world.decide(other, back)
    assert decided.goes_at is None
    assert (await world.standing()).venue == "Riverside Park"
    async with world.transactions.read() as tx:
        assert await tx.planning.next_of_outbox(world.clock.now()) is None
