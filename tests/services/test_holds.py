"""An operator apart from it lets a held broadcast go, or it expires."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.audit import Act
from bot.domain.broadcast import BroadcastState
from bot.domain.calendar import Status
from bot.domain.changing import revised
from bot.domain.coordinator import Role
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import Code
from bot.domain.limits import Reason
from bot.domain.places import CityPlace, Found
from bot.services.holds import Holds, mark_of
from storage.transactions import SqlTransactions
from tests.builders import TACOMA
from tests.services.pushing import arrived, corrected, due, held, people, pushed, states
from tests.services.review_world import ReviewWorld
from tests.services.tiny_places import TinyPlaces


class Everywhere(TinyPlaces):
    """Every word is a city."""

    def resolve(self, text: str) -> Found:
        return Found(CityPlace(TACOMA))


@pytest.fixture
async def world(transactions: SqlTransactions) -> ReviewWorld:
    return ReviewWorld(transactions)


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


async def test_a_retraction_that_the_wire_refuses_is_named_by_its_code(world: ReviewWorld) -> None:
    author, approver, operator = await people(world)
    entry = await pushed(world, author, approver)
    retracted = revised(entry, replace(entry, status=Status.RETRACTED), 1, world.clock.now())
    async with world.transactions.write() as tx:
        assert await world.notices.publish(tx, retracted) == 3
        (delivery, *_) = await tx.outbox.due(world.clock.now(), 1)
        await tx.outbox.hold(delivery.broadcast_id, "400 can't parse entities")
    found = await held(world)
    assert (found.code, found.author, found.releasers) == (entry.code, None, (operator,))
    assert await world.holds.named(operator.chat_id, entry.code) == found.hold.id


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
