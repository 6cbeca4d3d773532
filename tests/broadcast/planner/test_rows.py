"""The rows a plan leaves: what they hold, how long they are kept, and that a crowd is planned in no time."""

import random
import time
from datetime import date, timedelta

import pytest
from sqlalchemy import insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.broadcast.planner import Planner
from bot.domain.broadcast import Alert, BroadcastState, DeliveryState, Lane
from bot.domain.calendar import Scope
from bot.domain.planning import Candidate, Moment, Profile
from bot.domain.subscriber import DEFAULT_QUIET
from storage import tables
from storage.transactions import SqlTransactions
from tests.broadcast.planner.world import CITIES, PACIFIC, World, at
from tests.builders import HOUSTON, SEATTLE, TACOMA, a_subscriber, an_entry

SATURDAY = date(2026, 2, 7)


async def test_who_got_a_long_brief_was_told_of_the_named_entries_only(world: World) -> None:
    entries = [an_entry(TACOMA, SATURDAY, f"{hour}:00") for hour in range(10, 18)]
    await world.put(*entries)
    await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    async with world.transactions.read() as tx:
        rows = (await tx.planning._connection.execute(select(tables.edition_entry))).all()
        edition = (await tx.planning._connection.execute(select(tables.edition))).one()
    assert {row.entry_id for row in rows if row.named} == {entry.id for entry in entries[:6]}
    assert len(rows) == 8
    assert edition.keep_until == entries[5].over_at + timedelta(hours=72)


async def test_a_broadcast_counts_its_deliveries_and_waits_in_its_lane(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY))
    for _ in range(3):
        await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    async with world.transactions.read() as tx:
        broadcast = (await tx.planning._connection.execute(select(tables.broadcast))).one()
    assert (broadcast.planned, broadcast.state, broadcast.lane) == (3, BroadcastState.QUEUED, Lane.BRIEF)
    assert (broadcast.due_at, broadcast.expires_at) == (at("2026-02-06 18:00"), at("2026-02-06 22:00"))


async def test_a_broadcast_that_expired_unsent_is_done(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY))
    await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 23:00")
    async with world.transactions.read() as tx:
        broadcast = (await tx.planning._connection.execute(select(tables.broadcast))).one()
        delivery = (await tx.planning._connection.execute(select(tables.delivery))).one()
    assert (broadcast.planned, broadcast.state) == (1, BroadcastState.DONE)
    assert (delivery.state, delivery.finished_at) == (DeliveryState.EXPIRED, at("2026-02-06 23:00"))


async def test_a_moment_of_its_own_key_is_frozen_in_the_callers_transaction(world: World) -> None:
    entry = an_entry(TACOMA, SATURDAY, "14:00")
    await world.put(entry)
    subscriber = await world.follow(TACOMA)
    moment = Moment(
        key="announcement:7:1",
        alert=Alert.NEW,
        due_at=at("2026-02-05 10:00"),
        expires_at=entry.begins_at,
        profiles=(Profile(PACIFIC, DEFAULT_QUIET),),
        candidates=(Candidate(entry, once=True),),
        told_by=tuple(Alert),
    )
    for planned in (1, 0):
        async with world.transactions.write() as tx:
            assert await world.planner.freeze(tx.planning, moment, at("2026-02-05 10:00")) == planned
    new = await world.only()
    assert (new.subscriber_id, new.key, new.told) == (subscriber, "announcement:7:1", (entry.id,))


async def test_a_plan_that_fails_leaves_nothing_and_is_made_again(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY))
    await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    world.clock.time = at("2026-02-06 18:00")

    def fails(_key: str) -> None:
        raise RuntimeError("the gazetteer broke")

    with pytest.raises(RuntimeError, match="gazetteer"):
        await Planner(world.transactions, fails, world.clock).plan()
    assert await world.planner.plan() == 1


async def crowd(connection: AsyncConnection, count: int) -> None:
    """Active subscribers with one to three cities each."""
    chance = random.Random(7)  # noqa: S311 - made-up people
    places = [f"c{city.id}" for city in CITIES]
    people, subscriptions = [], []
    for number in range(count):
        subscriber = a_subscriber(number + 1)
        row = {
            "id": subscriber.id,
            "chat": number.to_bytes(24, "big"),
            "kind": subscriber.kind,
            "language": chance.choice(["en", "es"]),
            "home_zone": PACIFIC,
            "quiet_starts": DEFAULT_QUIET.starts,
            "quiet_ends": DEFAULT_QUIET.ends,
            "brief": True,
            "new": "once",
            "reminder": True,
            "status": "active",
            "consent_version": 1,
            "consent_on": SATURDAY,
        }
        people.append(row)
        for key in chance.sample(places, chance.choice([1, 1, 2, 3])):
            radius = chance.choice([10, 25, 50])
            subscriptions.append({"subscriber_id": subscriber.id, "place_key": key, "radius": radius})
    await connection.execute(insert(tables.subscriber), people)
    await connection.execute(insert(tables.subscription), subscriptions)


async def test_twenty_thousand_are_planned_within_seconds(
    world: World, transactions: SqlTransactions
) -> None:
    entries = [an_entry(city, SATURDAY, "14:00") for city in (TACOMA, SEATTLE, HOUSTON)]
    await world.put(*entries, an_entry(None, SATURDAY, scope=Scope.NATIONAL))
    async with transactions.write() as tx:
        await crowd(tx.planning._connection, 20_000)
    await world.begin("2026-02-06 17:00")
    begun = time.perf_counter()
    assert await world.go_to("2026-02-06 18:00") == 20_000
    assert time.perf_counter() - begun < 5
