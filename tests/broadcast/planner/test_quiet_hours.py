"""Quiet hours: what waits, what goes out before them, and what is left out."""

from datetime import date, time

import pytest

from bot.domain.broadcast import Alert, DeliveryState
from bot.domain.moments import brief_comes_at
from bot.domain.planning import Profile
from bot.domain.subscriber import QuietHours
from tests.broadcast.planner.world import PACIFIC, World, at
from tests.builders import HOUSTON, TACOMA, an_entry

SATURDAY = date(2026, 2, 7)


def quiet(starts: str, ends: str) -> QuietHours:
    return QuietHours(time.fromisoformat(starts), time.fromisoformat(ends))


@pytest.mark.parametrize(
    ("hours", "due", "not_before", "expires"),
    [
        (None, "18:00", "18:00", "22:00"),
        (quiet("22:00", "08:00"), "18:00", "18:00", "22:00"),
        (quiet("18:00", "08:00"), "18:00", "18:00", "22:00"),
        (quiet("09:00", "18:00"), "18:00", "18:00", "22:00"),
        (quiet("17:00", "20:00"), "18:00", "20:00", "22:00"),
        (quiet("20:00", "19:30"), "18:00", "19:30", "22:00"),
        (quiet("17:00", "07:00"), "17:00", "17:00", "22:00"),
        (quiet("17:30", "22:00"), "17:30", "17:30", "22:00"),
        (quiet("00:00", "23:00"), "00:00", "00:00", "22:00"),
        (quiet("23:00", "22:30"), "23:00", "23:00", "24:00"),
    ],
)
async def test_a_brief_waits_for_quiet_hours_or_comes_before_them(
    world: World, hours: QuietHours | None, due: str, not_before: str, expires: str
) -> None:
    await world.put(an_entry(TACOMA, SATURDAY))
    await world.follow(TACOMA, quiet=hours)
    await world.begin("2026-02-05 23:30")
    await world.live_until("2026-02-06 23:30")
    brief = await world.only()
    assert brief.content.due_at == at(f"2026-02-06 {due}")
    assert brief.not_before == at(f"2026-02-06 {not_before}")
    assert brief_comes_at(Profile(PACIFIC, hours)) == time.fromisoformat(not_before)
    assert brief.expires_at == at("2026-02-07 00:00" if expires == "24:00" else f"2026-02-06 {expires}")
    assert brief.state is DeliveryState.SENT


@pytest.mark.parametrize(
    ("hours", "start", "due"),
    [
        (None, "09:00", "07:00"),
        (quiet("22:00", "08:00"), "14:00", "12:00"),
        (quiet("22:00", "08:00"), "10:00", "08:00"),
        (quiet("22:00", "08:00"), "09:00", "08:00"),
        (quiet("22:00", "08:00"), "08:01", "08:00"),
        (quiet("22:00", "08:00"), "23:30", "21:30"),
        (quiet("22:00", "08:00"), "24:00", "22:00"),
        (quiet("12:00", "13:00"), "14:30", "13:00"),
        (quiet("12:00", "15:00"), "14:30", "12:00"),
        (quiet("12:00", "14:30"), "14:30", "12:00"),
        (quiet("12:00", "15:00"), "14:00", "12:00"),
    ],
)
async def test_a_reminder_waits_for_quiet_hours_or_comes_before_them(
    world: World, hours: QuietHours | None, start: str, due: str
) -> None:
    entry = (
        an_entry(TACOMA, date(2026, 2, 8), "00:00") if start == "24:00" else an_entry(TACOMA, SATURDAY, start)
    )
    await world.put(entry)
    await world.follow(TACOMA, quiet=hours, brief=False)
    await world.begin("2026-02-06 12:00")
    await world.live_until("2026-02-08 12:00")
    reminder = await world.only()
    assert reminder.alert is Alert.REMINDER
    assert reminder.content.due_at == reminder.not_before == at(f"2026-02-07 {due}")
    assert reminder.expires_at == entry.begins_at


async def test_before_a_night_comes_one_reminder_of_all_that_starts_in_it(world: World) -> None:
    night = [an_entry(TACOMA, SATURDAY, start) for start in ("05:00", "07:30", "08:00")]
    after = an_entry(TACOMA, SATURDAY, "08:20")
    await world.put(*night, after)
    await world.follow(TACOMA, brief=False)
    await world.begin("2026-02-06 12:00")
    await world.live_until("2026-02-07 12:00")
    evening, morning = await world.frozen()
    assert evening.content.due_at == at("2026-02-06 22:00")
    assert evening.told == tuple(entry.id for entry in night)
    assert (morning.content.due_at, morning.told) == (at("2026-02-07 08:00"), (after.id,))


async def test_no_early_reminder_of_what_a_brief_named(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "07:00"))
    briefed, other = await world.follow(TACOMA), await world.follow(TACOMA, brief=False)
    await world.begin("2026-02-06 12:00")
    await world.live_until("2026-02-07 12:00")
    assert [one.alert for one in await world.frozen(subscriber=briefed)] == [Alert.BRIEF]
    assert [one.alert for one in await world.frozen(subscriber=other)] == [Alert.REMINDER]


async def test_a_brief_that_did_not_arrive_does_not_replace_the_early_reminder(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "07:00"))
    await world.follow(TACOMA)
    await world.begin("2026-02-06 12:00")
    await world.go_to("2026-02-06 18:00")
    await world.settle(DeliveryState.EXPIRED)
    await world.live_until("2026-02-07 12:00")
    assert [one.alert for one in await world.frozen()] == [Alert.BRIEF, Alert.REMINDER]


async def test_what_waits_for_the_same_morning_is_one_reminder(world: World) -> None:
    entries = [an_entry(TACOMA, SATURDAY, start) for start in ("08:30", "09:45")]
    await world.put(*entries)
    await world.follow(TACOMA, brief=False)
    await world.begin("2026-02-06 12:00")
    await world.live_until("2026-02-07 12:00")
    assert (await world.only()).told == tuple(entry.id for entry in entries)


async def test_quiet_hours_are_those_of_the_home_zone(world: World) -> None:
    await world.put(an_entry(HOUSTON, SATURDAY, "10:30"))
    await world.follow(HOUSTON, brief=False)
    await world.begin("2026-02-06 12:00")
    await world.live_until("2026-02-07 12:00")
    assert (await world.only()).content.due_at == at("2026-02-07 08:00", "America/Los_Angeles")


async def test_news_waits_for_the_end_of_quiet_hours(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "15:00", announced_on=SATURDAY))
    await world.follow(TACOMA, quiet=quiet("22:00", "11:00"))
    await world.begin("2026-02-07 08:00")
    await world.go_to("2026-02-07 09:00")
    assert (await world.only()).not_before == at("2026-02-07 11:00")


async def test_news_that_would_wait_past_the_start_is_journalled_as_expired(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "10:30", announced_on=SATURDAY))
    await world.follow(TACOMA, quiet=quiet("22:00", "11:00"))
    await world.begin("2026-02-07 08:59")
    await world.go_to("2026-02-07 09:00")
    assert (await world.only(Alert.NEW)).state is DeliveryState.EXPIRED
