"""What comes next: the instants to which stepped time may jump without missing anything."""

from datetime import date, datetime, time, timedelta

import pytest

from bot.domain.broadcast import Alert
from bot.domain.subscriber import QuietHours, SubscriberStatus
from tests.broadcast.planner.world import World, at
from tests.builders import HOUSTON, TACOMA, an_entry

SATURDAY = date(2026, 2, 7)


async def next_due(world: World, now: datetime) -> datetime | None:
    world.clock.time = now
    return await world.planner.next_due()


async def test_without_subscribers_nothing_is_due(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "14:00", announced_on=SATURDAY))
    await world.follow(TACOMA, status=SubscriberStatus.STOPPED)
    assert await next_due(world, at("2026-02-06 12:00")) is None


async def test_briefs_of_each_zone_are_due_in_turn(world: World) -> None:
    await world.follow(TACOMA)
    await world.follow(HOUSTON, home_zone=HOUSTON.zone)
    await world.follow(HOUSTON, home_zone=HOUSTON.zone, quiet=QuietHours(time(17), time(6)))
    found, now = [], at("2026-02-06 12:00")
    for _ in range(4):
        due = await next_due(world, now)
        assert due is not None
        found.append(due)
        now = due
    assert found == [
        at("2026-02-06 15:00"),
        at("2026-02-06 16:00"),
        at("2026-02-06 18:00"),
        at("2026-02-07 15:00"),
    ]


@pytest.mark.parametrize(
    ("start", "announced_on", "now", "due"),
    [
        ("14:00", SATURDAY, "2026-02-07 00:00", "2026-02-07 09:00"),
        ("14:00", SATURDAY, "2026-02-07 09:00", "2026-02-07 12:00"),
        ("14:00", date(2026, 2, 2), "2026-02-06 18:00", "2026-02-07 12:00"),
        ("07:00", date(2026, 2, 2), "2026-02-06 18:00", "2026-02-06 22:00"),
        ("09:00", date(2026, 2, 2), "2026-02-06 18:00", "2026-02-07 08:00"),
        (None, date(2026, 2, 2), "2026-02-06 18:00", "2026-02-07 18:00"),
    ],
)
async def test_news_and_reminders_are_due_between_the_briefs(
    world: World, start: str | None, announced_on: date, now: str, due: str
) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, start, announced_on=announced_on))
    await world.follow(TACOMA)
    assert await next_due(world, at(now)) == at(due)


async def test_a_waiting_delivery_is_due_when_it_may_go_and_when_it_expires(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY))
    await world.follow(TACOMA, quiet=QuietHours(time(17), time(20)))
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    assert await next_due(world, at("2026-02-06 18:00")) == at("2026-02-06 20:00")
    assert await next_due(world, at("2026-02-06 20:00")) == at("2026-02-06 22:00")
    assert await next_due(world, at("2026-02-06 22:00")) == at("2026-02-07 18:00")


async def test_stepping_from_due_to_due_plans_the_same_as_ticking(world: World) -> None:
    await world.put(
        an_entry(TACOMA, SATURDAY, "11:00"),
        an_entry(TACOMA, SATURDAY, "07:15"),
        an_entry(HOUSTON, SATURDAY, "12:30"),
        an_entry(TACOMA, SATURDAY, "21:00", announced_on=SATURDAY),
    )
    await world.follow(TACOMA, HOUSTON)
    await world.follow(HOUSTON, home_zone=HOUSTON.zone, brief=False)
    await world.follow(TACOMA, quiet=QuietHours(time(17), time(9)))
    await world.begin("2026-02-06 12:00")
    await world.live_until("2026-02-08 12:00")
    stepped = await world.frozen()
    await world.forget_plans()
    await world.begin("2026-02-06 12:00")
    while world.clock.time < at("2026-02-08 12:00"):
        world.clock.time += timedelta(minutes=15)
        await world.planner.plan()
        await world.send_all()
    ticked = await world.frozen()
    assert [(one.key, one.told) for one in stepped] == [(one.key, one.told) for one in ticked]
    assert {one.alert for one in stepped} == {Alert.BRIEF, Alert.NEW, Alert.REMINDER}
