"""News at once and reminders before the start: to whom, joined, never twice."""

from datetime import date
from typing import Any

import pytest

from bot.domain.broadcast import Alert, DeliveryState
from bot.domain.calendar import Kind, Precision, Scope, Status
from bot.domain.subscriber import ChatKind, NewAlerts
from tests.broadcast.planner.world import World, at
from tests.builders import SEATTLE, TACOMA, an_entry

SATURDAY = date(2026, 2, 7)


async def test_what_is_listed_on_its_own_day_is_told_at_once(world: World) -> None:
    entry = an_entry(TACOMA, SATURDAY, "14:00", announced_on=SATURDAY)
    await world.put(entry)
    subscriber = await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    await world.live_until("2026-02-07 09:00")
    new = await world.only()
    assert (new.subscriber_id, new.alert, new.told) == (subscriber, Alert.NEW, (entry.id,))
    assert new.content.due_at == at("2026-02-07 09:00")
    assert new.content.zone == TACOMA.zone
    assert new.expires_at == at("2026-02-07 14:00")


async def test_what_the_brief_can_tell_of_is_no_news(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, announced_on=date(2026, 2, 6)))
    await world.follow(TACOMA)
    await world.begin("2026-02-05 19:00")
    await world.live_until("2026-02-08 12:00")
    assert [one.alert for one in await world.frozen()] == [Alert.BRIEF]


async def test_news_without_a_known_start_holds_until_the_day_ends(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, announced_on=SATURDAY))
    await world.follow(TACOMA)
    await world.begin("2026-02-07 08:00")
    await world.go_to("2026-02-07 09:00")
    assert (await world.only()).expires_at == at("2026-02-08 00:00")


async def test_what_begins_before_it_is_listed_is_no_news(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "08:30", announced_on=SATURDAY))
    await world.follow(TACOMA)
    await world.begin("2026-02-07 08:00")
    assert await world.go_to("2026-02-07 09:00") == 0


async def test_news_of_one_moment_is_one_message(world: World) -> None:
    first = an_entry(TACOMA, SATURDAY, "12:00", announced_on=SATURDAY)
    second = an_entry(SEATTLE, SATURDAY, "16:00", announced_on=SATURDAY)
    await world.put(first, second)
    both, one = await world.follow(TACOMA, radius=50), await world.follow(TACOMA, radius=10)
    await world.begin("2026-02-07 08:00")
    assert await world.go_to("2026-02-07 09:00") == 2
    joined, single = await world.only(subscriber=both), await world.only(subscriber=one)
    assert (joined.told, joined.expires_at) == ((first.id, second.id), at("2026-02-07 16:00"))
    assert (single.told, single.expires_at) == ((first.id,), at("2026-02-07 12:00"))


@pytest.mark.parametrize(
    ("place", "facts"),
    [
        ("sWA", {}),
        ("us", {}),
        (TACOMA, {"kind": ChatKind.GROUP}),
        (TACOMA, {"kind": ChatKind.SUPERGROUP}),
        (TACOMA, {"new": NewAlerts.BRIEF}),
        (TACOMA, {"new": NewAlerts.OFF}),
    ],
)
async def test_groups_states_the_country_and_who_does_not_want_it_get_no_news(
    world: World, place: Any, facts: Any
) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, announced_on=SATURDAY))
    await world.follow(place, **facts)
    await world.begin("2026-02-07 08:00")
    assert await world.go_to("2026-02-07 09:00") == 0


async def test_news_and_reminders_leave_out_what_is_muted_or_of_an_unwanted_kind(world: World) -> None:
    entry = an_entry(TACOMA, SATURDAY, "14:00", kind=Kind.MARCH, announced_on=SATURDAY)
    await world.put(entry)
    muting = await world.follow(TACOMA)
    await world.follow(TACOMA, kinds=frozenset({Kind.VIGIL}))
    async with world.transactions.write() as tx:
        await tx.subscribers.mute(muting, entry.id)
    await world.begin("2026-02-07 08:00")
    assert await world.live_until("2026-02-07 15:00") == 0


async def test_a_day_of_action_is_neither_news_nor_reminded_of(world: World) -> None:
    await world.put(
        an_entry(None, SATURDAY, "14:00", scope=Scope.NATIONAL, announced_on=SATURDAY),
        an_entry(None, SATURDAY, "14:00", scope=Scope.STATE, state="WA", announced_on=SATURDAY),
    )
    await world.follow(TACOMA)
    await world.begin("2026-02-07 08:00")
    assert await world.live_until("2026-02-07 15:00") == 0


async def test_two_hours_before_a_known_start_comes_a_reminder(world: World) -> None:
    entry = an_entry(TACOMA, SATURDAY, "14:00")
    await world.put(entry)
    subscriber = await world.follow(TACOMA)
    await world.begin("2026-02-07 09:00")
    assert await world.go_to("2026-02-07 11:59") == 0
    assert await world.go_to("2026-02-07 12:00") == 1
    reminder = await world.only()
    assert (reminder.subscriber_id, reminder.alert) == (subscriber, Alert.REMINDER)
    assert reminder.told == (entry.id,)
    assert (reminder.not_before, reminder.expires_at) == (at("2026-02-07 12:00"), at("2026-02-07 14:00"))


@pytest.mark.parametrize(
    "facts",
    [
        {"at": None},
        {"at": "14:00", "precision": Precision.DAY},
        {"at": "14:00", "status": Status.CANCELLED},
        {"at": "14:00", "announced_on": date(2026, 2, 8)},
    ],
)
async def test_nobody_is_reminded_of_what_is_not_known_or_off(world: World, facts: Any) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, **facts))
    await world.follow(TACOMA)
    await world.begin("2026-02-07 09:30")
    assert await world.live_until("2026-02-07 15:00") == 0


@pytest.mark.parametrize(
    ("place", "facts"),
    [("sWA", {}), ("us", {}), (TACOMA, {"kind": ChatKind.GROUP}), (TACOMA, {"reminder": False})],
)
async def test_groups_states_the_country_and_who_switched_it_off_get_no_reminder(
    world: World, place: Any, facts: Any
) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "14:00"))
    await world.follow(place, **facts)
    await world.begin("2026-02-07 09:30")
    assert await world.live_until("2026-02-07 15:00") == 0


async def test_what_starts_within_an_hour_of_the_first_is_joined_and_told_once(world: World) -> None:
    starts = ("14:00", "14:40", "15:00", "15:20", "16:30")
    entries = [an_entry(TACOMA, SATURDAY, start) for start in starts]
    await world.put(*entries)
    await world.follow(TACOMA)
    await world.begin("2026-02-07 09:30")
    await world.live_until("2026-02-07 18:00")
    told = [(one.content.due_at, one.told) for one in await world.frozen(Alert.REMINDER)]
    ids = [entry.id for entry in entries]
    assert told == [
        (at("2026-02-07 12:00"), tuple(ids[:3])),
        (at("2026-02-07 13:20"), (ids[3],)),
        (at("2026-02-07 14:30"), (ids[4],)),
    ]


async def test_who_is_near_only_the_second_is_reminded_of_it_in_its_own_time(world: World) -> None:
    first, second = an_entry(TACOMA, SATURDAY, "14:00"), an_entry(SEATTLE, SATURDAY, "14:30")
    await world.put(first, second)
    both, one = await world.follow(TACOMA, radius=50), await world.follow(SEATTLE, radius=10)
    await world.begin("2026-02-07 09:30")
    await world.live_until("2026-02-07 18:00")
    assert (await world.only(subscriber=both)).told == (first.id, second.id)
    assert (await world.only(subscriber=one)).content.due_at == at("2026-02-07 12:30")


async def test_the_first_start_ends_a_joined_reminder(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "14:00"), an_entry(TACOMA, SATURDAY, "15:00"))
    await world.follow(TACOMA)
    await world.begin("2026-02-07 09:30")
    await world.go_to("2026-02-07 12:00")
    assert (await world.only()).expires_at == at("2026-02-07 14:00")


async def test_a_reminder_comes_two_elapsed_hours_before_across_a_clock_change(world: World) -> None:
    await world.put(an_entry(TACOMA, date(2026, 3, 8), "03:30"))
    await world.follow(TACOMA, quiet=None, brief=False)
    await world.begin("2026-03-07 19:00")
    await world.live_until("2026-03-08 12:00")
    assert (await world.only()).content.due_at == at("2026-03-08 00:30")


async def test_an_alert_that_was_cancelled_does_not_count_as_told(world: World) -> None:
    entry = an_entry(TACOMA, SATURDAY, "14:00")
    await world.put(entry)
    await world.follow(TACOMA)
    await world.begin("2026-02-07 09:30")
    await world.go_to("2026-02-07 12:00")
    await world.settle(DeliveryState.CANCELLED)
    async with world.transactions.write() as tx:
        await tx.meta.put("planned_until", at("2026-02-07 10:00").isoformat())
    other = an_entry(TACOMA, SATURDAY, "14:05")
    await world.put(other)
    await world.go_to("2026-02-07 12:05")
    *_, again = await world.frozen()
    assert set(again.told) == {entry.id, other.id}
