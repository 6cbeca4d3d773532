"""After downtime: late or expired, each alert once, and never a burst."""

from collections import Counter
from datetime import date, timedelta

import pytest

from bot.domain.broadcast import Alert, DeliveryState
from tests.broadcast.planner.world import World, at
from tests.builders import TACOMA, an_entry

DAYS = [date(2026, 2, 4) + timedelta(days=number) for number in range(12)]


async def a_busy_fortnight(world: World) -> None:
    for day in DAYS:
        await world.put(
            an_entry(TACOMA, day, "11:00", announced_on=date(2026, 2, 1)),
            an_entry(TACOMA, day, "19:00", announced_on=date(2026, 2, 1)),
            an_entry(TACOMA, day, "23:00", announced_on=day),
        )


@pytest.mark.parametrize(
    ("back_at", "states"),
    [
        ("2026-02-06 18:10", {("brief", "sent"): 1}),
        (
            "2026-02-07 00:30",
            {("brief", "expired"): 1, ("reminder", "expired"): 1},
        ),
        (
            "2026-02-09 17:30",
            {
                ("brief", "expired"): 3,
                ("new", "expired"): 2,
                ("new", "sent"): 1,
                ("reminder", "expired"): 8,
                ("reminder", "sent"): 1,
            },
        ),
    ],
)
async def test_what_fell_due_meanwhile_ends_in_one_state_each(
    world: World, back_at: str, states: dict[tuple[str, str], int]
) -> None:
    await a_busy_fortnight(world)
    await world.follow(TACOMA, quiet=None)
    await world.begin("2026-02-06 17:30")
    await world.go_to(back_at)
    await world.send_all()
    found = Counter((str(one.alert), str(one.state)) for one in await world.frozen())
    assert found == states
    sent = Counter(one.alert for one in await world.frozen() if one.state is DeliveryState.SENT)
    assert max(sent.values(), default=0) <= 1


async def test_afterwards_alerts_come_on_time_again(world: World) -> None:
    await a_busy_fortnight(world)
    await world.follow(TACOMA, quiet=None)
    await world.begin("2026-02-06 17:30")
    await world.go_to("2026-02-09 12:00")
    await world.send_all()
    before = len(await world.frozen())
    await world.live_until("2026-02-10 17:59")
    later = (await world.frozen())[before:]
    due = [(one.alert, one.content.due_at) for one in later]
    assert due == [
        (Alert.REMINDER, at("2026-02-09 17:00")),
        (Alert.BRIEF, at("2026-02-09 18:00")),
        (Alert.REMINDER, at("2026-02-09 21:00")),
        (Alert.NEW, at("2026-02-10 09:00")),
        (Alert.REMINDER, at("2026-02-10 09:00")),
        (Alert.REMINDER, at("2026-02-10 17:00")),
    ]
    assert {one.state for one in later} == {DeliveryState.SENT}


async def test_late_reminders_that_still_help_are_one_message(world: World) -> None:
    entries = [an_entry(TACOMA, DAYS[3], start) for start in ("13:00", "14:30")]
    await world.put(*entries)
    await world.follow(TACOMA)
    await world.begin("2026-02-07 10:30")
    await world.go_to("2026-02-07 12:45")
    reminder = await world.only()
    assert reminder.told == tuple(entry.id for entry in entries)
    assert reminder.content.due_at == at("2026-02-07 11:00")
    assert reminder.state is DeliveryState.PENDING


async def test_a_late_alert_does_not_break_the_silence_of_now(world: World) -> None:
    await world.put(an_entry(TACOMA, DAYS[3], "23:30"), an_entry(TACOMA, DAYS[4]))
    await world.follow(TACOMA)
    await world.begin("2026-02-07 17:30")
    await world.go_to("2026-02-07 22:30")
    assert {one.alert: one.state for one in await world.frozen()} == {
        Alert.BRIEF: DeliveryState.EXPIRED,
        Alert.REMINDER: DeliveryState.EXPIRED,
    }


async def test_nothing_older_than_a_week_is_looked_at(world: World) -> None:
    await a_busy_fortnight(world)
    await world.follow(TACOMA)
    await world.begin("2026-02-03 12:00")
    await world.go_to("2026-02-15 12:00")
    due = [one.content.due_at for one in await world.frozen()]
    assert min(due) > at("2026-02-08 12:00")


async def test_fast_simulated_time_leaves_sixty_real_seconds(world: World) -> None:
    """At 600 times, a tick a second sees ten minutes pass, and a minute is ten hours."""
    world.clock.speed = 600
    await world.put(an_entry(TACOMA, DAYS[3], "14:00"))
    await world.follow(TACOMA)
    await world.begin("2026-02-06 17:55")
    await world.go_to("2026-02-06 18:05")
    brief = await world.only()
    assert (brief.state, brief.expires_at) == (DeliveryState.PENDING, at("2026-02-07 04:00"))
    await world.go_to("2026-02-07 12:05")
    assert (await world.only(Alert.REMINDER)).expires_at == at("2026-02-07 22:00")
