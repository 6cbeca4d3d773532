"""The brief at the hour chosen: one an evening, whatever is changed and when."""

from datetime import date, datetime, timedelta
from random import Random

import pytest

from bot.domain.broadcast import Alert, DeliveryState, Section
from bot.domain.ids import SubscriberId
from bot.domain.subscriber import BRIEF_HOURS, NewAlerts
from bot.services.preferences import Changed, Preferences
from bot.services.timetable import Timetable
from tests.broadcast.planner.world import World, at
from tests.builders import TACOMA, an_entry
from tests.services.tiny_places import TinyPlaces

SATURDAY = date(2026, 2, 7)


async def change(world: World, subscriber: SubscriberId, typed: str) -> Changed:
    timetable = Timetable(world.clock, world.planner)
    preferences = Preferences(world.transactions, TinyPlaces(), timetable)
    changed = await preferences.set_typed(world.chats[subscriber], typed)
    await world.send_all()
    return changed


@pytest.fixture
async def reader(world: World) -> SubscriberId:
    await world.put(an_entry(TACOMA, SATURDAY))
    reader = await world.follow(TACOMA, quiet=None)
    await world.begin("2026-02-06 08:00")
    return reader


@pytest.mark.parametrize("seed", range(10))
async def test_every_evening_has_one_brief_however_often_its_hour_is_changed(world: World, seed: int) -> None:
    chance = Random(seed)  # noqa: S311 - the same examples each time
    days = [SATURDAY + timedelta(days=n) for n in range(3)]
    entries = [an_entry(TACOMA, day, announced_on=date(2026, 1, 20)) for day in days]
    await world.put(*entries)
    reader = await world.follow(TACOMA, quiet=None, brief_hour=chance.choice(BRIEF_HOURS))
    await world.begin("2026-02-06 08:00")
    for day in days:
        evening = day - timedelta(days=1)
        for minute in sorted(chance.sample(range(11 * 60, 22 * 60), 4)):
            instant = f"{evening} {minute // 60:02}:{minute % 60:02}"
            planned_before = chance.choice([0, 3])
            await world.live_until(str(datetime.fromisoformat(instant) - timedelta(minutes=planned_before)))
            world.clock.time = at(instant)
            await change(world, reader, f"brief {chance.choice(BRIEF_HOURS)}h")
    await world.live_until("2026-02-09 23:00")
    briefs = await world.frozen(Alert.BRIEF)
    assert [brief.told for brief in briefs] == [(entry.id,) for entry in entries]
    assert {brief.state for brief in briefs} == {DeliveryState.SENT}


async def test_an_hour_moved_behind_now_brings_the_brief_at_once(world: World, reader: SubscriberId) -> None:
    other = await world.follow(TACOMA, quiet=None, brief=False)
    await change(world, reader, "brief 9pm")
    await world.live_until("2026-02-06 19:30")
    assert await world.frozen() == []
    assert (await change(world, reader, "resumen 6 p.m.")).brief_now
    brief = await world.only()
    assert (brief.subscriber_id, brief.content.due_at) == (reader, at("2026-02-06 19:30"))
    assert (brief.state, brief.expires_at) == (DeliveryState.SENT, at("2026-02-06 22:00"))
    await world.live_until("2026-02-06 23:00")
    assert await world.frozen(subscriber=other) == []
    assert len(await world.frozen()) == 1


async def test_an_hour_moved_ahead_after_the_brief_brings_no_second_one(
    world: World, reader: SubscriberId
) -> None:
    await world.live_until("2026-02-06 18:30")
    assert not (await change(world, reader, "brief 8pm")).brief_now
    await world.live_until("2026-02-06 23:00")
    assert (await world.only()).content.due_at == at("2026-02-06 18:00")


async def test_a_brief_that_was_off_is_not_made_up_for(world: World, reader: SubscriberId) -> None:
    await change(world, reader, "brief off")
    await world.live_until("2026-02-06 19:00")
    assert not (await change(world, reader, "brief 6pm")).brief_now
    await world.live_until("2026-02-06 23:00")
    assert await world.frozen() == []


async def test_another_zone_neither_doubles_nor_drops_the_brief(world: World, reader: SubscriberId) -> None:
    await world.live_until("2026-02-06 16:00")
    assert (await change(world, reader, "zone Eastern")).brief_now
    await change(world, reader, "zone Pacific")
    await world.live_until("2026-02-06 23:00")
    assert (await world.only()).content.due_at == at("2026-02-06 16:00")


async def test_what_was_listed_between_two_hours_is_told_by_the_next_brief(
    world: World, reader: SubscriberId
) -> None:
    await change(world, reader, "brief 12")
    await change(world, reader, "new brief")
    await world.live_until("2026-02-06 14:00")
    await change(world, reader, "brief 21")
    later = an_entry(TACOMA, date(2026, 2, 12), listed_from=at("2026-02-06 16:00"))
    await world.put(later)
    await world.live_until("2026-02-07 22:00")
    _first, second = await world.frozen()
    assert second.content.due_at == at("2026-02-07 21:00")
    assert second.section(Section.NEWLY_LISTED) == (later.id,)


async def test_people_of_many_hours_share_a_reminder(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "14:00"))
    for hour in BRIEF_HOURS:
        await world.follow(TACOMA, brief_hour=hour)
    await world.begin("2026-02-06 23:00")
    await world.live_until("2026-02-07 23:00")
    reminders = await world.frozen(Alert.REMINDER)
    assert len(reminders) == len(BRIEF_HOURS)
    assert len({reminder.key for reminder in reminders}) == 1


@pytest.mark.parametrize(
    ("quiet", "not_before"),
    [
        ("quiet 10pm-11am", "11:00"),
        ("quiet 10pm-10am", "10:00"),
        ("quiet off", "09:30"),
        ("zone Central", "09:30"),
    ],
)
async def test_new_quiet_hours_hold_for_what_waits_already(world: World, quiet: str, not_before: str) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "15:00", announced_on=SATURDAY))
    reader = await world.follow(TACOMA)
    await change(world, reader, "quiet 10pm-11am")
    await world.begin("2026-02-07 08:00")
    await world.live_until("2026-02-07 09:30")
    assert (await world.only()).not_before == at("2026-02-07 11:00")
    await change(world, reader, quiet)
    news = await world.only()
    assert news.not_before == at(f"2026-02-07 {not_before}")
    assert news.expires_at == at("2026-02-07 15:00")
    await world.live_until("2026-02-07 12:00")
    assert (await world.only(Alert.NEW)).state is DeliveryState.SENT


@pytest.mark.parametrize("typed", ["new off", "new brief"])
async def test_an_alert_switched_off_is_not_sent_any_more(world: World, typed: str) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "15:00", announced_on=SATURDAY))
    reader = await world.follow(TACOMA)
    other = await world.follow(TACOMA)
    for each in (reader, other):
        await change(world, each, "quiet 10pm-11am")
    await world.begin("2026-02-07 08:00")
    await world.live_until("2026-02-07 09:30")
    await change(world, reader, "brief off")
    assert (await world.only(subscriber=reader)).state is DeliveryState.PENDING
    await change(world, reader, typed)
    assert (await world.only(subscriber=reader)).state is DeliveryState.CANCELLED
    assert (await world.only(subscriber=other)).state is DeliveryState.PENDING
    assert (await stored_new(world, reader)) is not NewAlerts.ONCE


async def stored_new(world: World, subscriber: SubscriberId) -> NewAlerts:
    async with world.transactions.read() as tx:
        stored = await tx.subscribers.by_id(subscriber)
    assert stored is not None
    return stored.new
