"""A broadcast over a limit is frozen and held; an operator apart from it lets it go, or it expires."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.announcement import Purpose
from bot.domain.audit import Act
from bot.domain.broadcast import BroadcastState, DeliveryState
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator, Role
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import Code
from bot.domain.limits import Held, Reason
from bot.domain.places import CityPlace, Found
from bot.services.holds import Holds, mark_of
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, TACOMA
from tests.services.review_world import RALLY, ReviewWorld
from tests.services.tiny_places import TinyPlaces


class Everywhere(TinyPlaces):
    """Every word is a city."""

    def resolve(self, text: str) -> Found:
        return Found(CityPlace(TACOMA))


SOON = timedelta(minutes=11)


@pytest.fixture
async def world(transactions: SqlTransactions) -> ReviewWorld:
    return ReviewWorld(transactions)


async def people(world: ReviewWorld) -> tuple[Coordinator, Coordinator, Coordinator]:
    """Author, approver, and an operator who has no part in it."""
    await world.followers(3)
    return (
        await world.coordinator(),
        await world.coordinator(),
        await world.coordinator(role=Role.OPERATOR),
    )


async def pushed(
    world: ReviewWorld, author: Coordinator, by: Coordinator, after: timedelta = SOON, venue: str = "Gate 1"
) -> Entry:
    """Something new, approved and sent after some time."""
    world.clock.at += after
    announcement = await world.submitted(author, replace(RALLY, venue=venue))
    await world.approve(by, announcement)
    return await world.entry(announcement.code)


async def corrected(
    world: ReviewWorld, author: Coordinator, by: Coordinator, entry: Entry, venue: str = "", **more: object
) -> Entry:
    world.clock.at += SOON
    purpose = Purpose.CHANGE if venue else Purpose.CANCEL
    facts = {"venue": venue} if venue else {}
    await world.approve(by, await world.proposed(author, entry, purpose, **facts))
    return await world.entry(entry.code)


async def states(world: ReviewWorld) -> list[tuple[str, str | None]]:
    async with world.transactions.read() as tx:
        return [(total.state, total.reason) for total in await tx.broadcasts.totals()]


async def held(world: ReviewWorld) -> Held:
    (found,) = await world.holds.waiting()
    return found


async def arrived(world: ReviewWorld) -> None:
    """Everything that is not held was sent."""
    going = select(tables.broadcast.c.id).where(tables.broadcast.c.state != BroadcastState.HELD)
    columns = tables.delivery.c
    async with world.transactions.write() as tx:
        await tx.planning._connection.execute(
            update(tables.delivery)
            .where(columns.broadcast_id.in_(going), columns.state == DeliveryState.PENDING)
            .values(state=DeliveryState.SENT, finished_at=world.clock.at)
        )


async def due(world: ReviewWorld) -> int:
    async with world.transactions.read() as tx:
        return len(await tx.outbox.due(world.clock.now(), 100))


async def test_the_fourth_push_of_a_city_in_a_day_is_frozen_and_held(world: ReviewWorld) -> None:
    author, approver, operator = await people(world)
    for _ in range(3):
        await pushed(world, author, approver)
    await arrived(world)
    entry = await pushed(world, author, approver)
    assert (await states(world))[-1] == (BroadcastState.HELD, Reason.PUSHES)
    assert await due(world) == 0
    found = await held(world)
    assert (found.hold.waiting, found.entry, found.author, found.approvers, found.releasers) == (
        3,
        entry,
        author,
        (approver,),
        (operator,),
    )
    assert (await world.acts())[-1] == ("bot", Act.HELD)
    world.clock.at += timedelta(hours=24)
    await pushed(world, author, approver)
    assert (await states(world))[-1][0] == BroadcastState.QUEUED


async def test_two_pushes_of_a_city_within_ten_minutes_and_another_city_beside(world: ReviewWorld) -> None:
    author, approver, _ = await people(world)
    await pushed(world, author, approver)
    await pushed(world, author, approver, timedelta(minutes=9))
    assert (await states(world))[-1] == (BroadcastState.HELD, Reason.GAP)
    await pushed(world, author, approver, timedelta(minutes=2))
    assert [state for state, _ in await states(world)] == ["queued", "held", "queued"], (
        "held ones are no push"
    )


async def test_the_third_change_of_an_action_is_held_and_a_cancellation_is_not(world: ReviewWorld) -> None:
    author, approver, _ = await people(world)
    entry = await pushed(world, author, approver)
    world.clock.at += timedelta(hours=25)
    await arrived(world)
    for venue in ("Gate 2", "Gate 3"):
        entry = await corrected(world, author, approver, entry, venue)
        await arrived(world)
    entry = await corrected(world, author, approver, entry, "Gate 4")
    assert (await states(world))[-1] == (BroadcastState.HELD, Reason.CHANGES)
    entry = await corrected(world, author, approver, entry, "Gate 5")
    assert (await states(world))[-1] == (BroadcastState.HELD, Reason.CHANGES)
    await corrected(world, author, approver, entry)
    assert (await states(world))[-1] == (BroadcastState.QUEUED, None)
    assert await due(world) == 3


async def test_what_was_withdrawn_before_it_went_out_is_no_push(world: ReviewWorld) -> None:
    """As where edits made in a burst are joined: one notice replaces the one that still waits."""
    author, approver, _ = await people(world)
    entry = await pushed(world, author, approver)
    await arrived(world)
    for number in range(6):
        entry = await corrected(world, author, approver, entry, f"Gate {number + 2}")
    assert {state for state, _ in await states(world)} == {BroadcastState.QUEUED}


async def test_an_operator_apart_from_it_lets_it_go_once(world: ReviewWorld) -> None:
    author, approver, operator = await people(world)
    await pushed(world, author, approver)
    await arrived(world)
    await pushed(world, author, approver, timedelta(minutes=1))
    found = await held(world)
    released = await world.holds.release(operator.chat_id, found.hold.id, mark_of(found.hold))
    assert {each.id for each in released.others} == {author.id, approver.id}
    assert await due(world) == 3
    assert (await states(world))[-1] == (BroadcastState.QUEUED, None)
    assert (await world.acts())[-1] == (operator.label, Act.RESUMED)
    with pytest.raises(StaleButton):
        await world.holds.release(operator.chat_id, found.hold.id, mark_of(found.hold))


async def test_neither_author_nor_the_only_approver_nor_a_coordinator_lets_it_go(world: ReviewWorld) -> None:
    await world.followers(3)
    author = await world.coordinator(role=Role.OPERATOR)
    approver = await world.coordinator(role=Role.OPERATOR)
    other = await world.coordinator()
    await pushed(world, author, approver)
    await pushed(world, author, approver, timedelta(minutes=1))
    found = await held(world)
    assert found.releasers == ()
    for person, refused in (
        (author, "resume-hold-by-another"),
        (approver, "resume-hold-by-another"),
        (other, "operators-only"),
    ):
        with pytest.raises(Refusal, match=refused):
            await world.holds.release(person.chat_id, found.hold.id)
    assert (await states(world))[-1] == (BroadcastState.HELD, Reason.GAP)


async def test_a_fault_of_the_wire_is_anybodys_to_judge(world: ReviewWorld) -> None:
    await world.followers(3)
    author = await world.coordinator(role=Role.OPERATOR)
    approver = await world.coordinator(role=Role.OPERATOR)
    await pushed(world, author, approver)
    async with world.transactions.write() as tx:
        (delivery, *_) = await tx.outbox.due(world.clock.now(), 1)
        await tx.outbox.hold(delivery.broadcast_id, Reason.GONE)
    await world.holds.release(author.chat_id, (await held(world)).hold.id)
    assert await due(world) == 3


async def test_a_button_of_an_earlier_hold_does_not_lift_a_later_one(world: ReviewWorld) -> None:
    author, approver, operator = await people(world)
    await pushed(world, author, approver)
    await pushed(world, author, approver, timedelta(minutes=1))
    found = await held(world)
    await world.holds.release(operator.chat_id, found.hold.id)
    async with world.transactions.write() as tx:
        await tx.outbox.hold(found.hold.id, Reason.FLAGS)
    with pytest.raises(StaleButton):
        await world.holds.release(operator.chat_id, found.hold.id, mark_of(found.hold))


async def test_left_alone_it_expires_and_its_author_hears_of_it_once(world: ReviewWorld) -> None:
    author, approver, operator = await people(world)
    await pushed(world, author, approver)
    await arrived(world)
    await pushed(world, author, approver, timedelta(minutes=1))
    found = await held(world)
    assert await world.holds.end() == ()
    world.clock.at = found.hold.expires_at
    with pytest.raises(Refusal, match="hold-over"):
        await world.holds.release(operator.chat_id, found.hold.id)
    async with world.transactions.write() as tx:
        await tx.outbox.expire(await tx.outbox.overdue(world.clock.at, 100), world.clock.at)
    (ended,) = await world.holds.end()
    assert ended.author == author
    assert (await states(world))[-1] == (BroadcastState.CANCELLED, Reason.GAP)
    assert await world.holds.end() == ()
    assert await world.holds.waiting() == ()


async def test_what_was_replaced_while_it_was_held_ends_without_a_word(world: ReviewWorld) -> None:
    author, approver, _ = await people(world)
    await pushed(world, author, approver)
    await arrived(world)
    entry = await pushed(world, author, approver, timedelta(minutes=1))
    await corrected(world, author, approver, entry)
    assert await world.holds.end() == ()
    assert [state for state, _ in await states(world)] == ["queued", "cancelled", "queued"]


async def test_leaving_makes_nobodys_pushes_uncounted(world: ReviewWorld) -> None:
    author, approver, _ = await people(world)
    for _ in range(3):
        await pushed(world, author, approver)
    await arrived(world)
    async with world.transactions.write() as tx:
        await tx.coordinators.erase(author.id)
    await pushed(world, await world.coordinator(), approver)
    assert (await states(world))[-1] == (BroadcastState.HELD, Reason.PUSHES)


async def test_a_code_comes_before_a_place_and_other_words_stay_places(world: ReviewWorld) -> None:
    author, approver, operator = await people(world)
    sent = await pushed(world, author, approver)
    entry = await pushed(world, author, approver, timedelta(minutes=1))
    found = await held(world)
    for typed in (entry.code, f" #{entry.code.lower()}", found.hold.key):
        assert await world.holds.named(operator.chat_id, typed) == found.hold.id
    assert await world.holds.named(operator.chat_id, "Tacoma") is None
    with pytest.raises(Refusal, match="nothing-held"):
        await world.holds.named(operator.chat_id, sent.code)


async def test_a_place_comes_before_a_code_that_only_looks_like_it(world: ReviewWorld) -> None:
    """Elko, the city, is no E1K0; and E1KO, mistyped, is no city."""
    author, approver, operator = await people(world)
    await pushed(world, author, approver)
    entry = await pushed(world, author, approver, timedelta(minutes=1))
    found = await held(world)
    for code in ("E1K0", "AMES"):
        async with world.transactions.write() as tx:
            await tx.calendar.put_all([replace(await world.entry(entry.code), code=Code(code))])
        entry = await world.entry(Code(code))
        named = Holds(world.transactions, Everywhere(), world.clock, world.wake).named
        if code == "E1K0":
            assert await named(operator.chat_id, "Elko") is None
            assert await world.holds.named(operator.chat_id, "E1KO") == found.hold.id
        assert await named(operator.chat_id, code.lower()) == found.hold.id


async def test_pushes_of_other_cities_do_not_count(world: ReviewWorld) -> None:
    author, approver, _ = await people(world)
    away = await world.coordinator(TACOMA)
    theirs = await world.submitted(away, replace(RALLY, city_id=TACOMA.id))
    await world.approve(await world.coordinator(TACOMA), theirs)
    await pushed(world, author, approver, timedelta(minutes=1))
    assert all(state == BroadcastState.QUEUED for state, _ in await states(world))
    assert HOUSTON.id != TACOMA.id
