"""A broadcast over a limit is frozen and held."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.audit import Act
from bot.domain.broadcast import BroadcastState
from bot.domain.limits import Reason
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, TACOMA
from tests.services.pushing import arrived, corrected, due, held, people, pushed, states
from tests.services.review_world import RALLY, ReviewWorld


@pytest.fixture
async def world(transactions: SqlTransactions) -> ReviewWorld:
    return ReviewWorld(transactions)


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


async def test_leaving_makes_nobodys_pushes_uncounted(world: ReviewWorld) -> None:
    author, approver, _ = await people(world)
    for _ in range(3):
        await pushed(world, author, approver)
    await arrived(world)
    async with world.transactions.write() as tx:
        await tx.coordinators.erase(author.id)
    await pushed(world, await world.coordinator(), approver)
    assert (await states(world))[-1] == (BroadcastState.HELD, Reason.PUSHES)


async def test_pushes_of_other_cities_do_not_count(world: ReviewWorld) -> None:
    author, approver, _ = await people(world)
    away = await world.coordinator(TACOMA)
    theirs = await world.submitted(away, replace(RALLY, city_id=TACOMA.id))
    await world.approve(await world.coordinator(TACOMA), theirs)
    await pushed(world, author, approver, timedelta(minutes=1))
    assert all(state == BroadcastState.QUEUED for state, _ in await states(world))
    assert HOUSTON.id != TACOMA.id
