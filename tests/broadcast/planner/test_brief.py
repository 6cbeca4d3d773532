"""The brief: who gets it, what stands in it, and never twice, never empty."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest

from bot.domain.broadcast import Alert, DeliveryState, Section
from bot.domain.calendar import Kind, Scope, Status
from bot.domain.ids import CityId
from bot.domain.places import City, Coordinates
from bot.domain.planning import named
from bot.domain.subscriber import ChatKind, Language, NewAlerts, SubscriberStatus
from tests.broadcast.planner.world import YAKIMA, World, at
from tests.builders import HOUSTON, SEATTLE, TACOMA, an_entry

TOMORROW = date(2026, 2, 7)
EARLIER = date(2026, 2, 1)


async def test_the_evening_before_at_six_everybody_near_gets_the_day(world: World) -> None:
    action = an_entry(TACOMA, TOMORROW, "14:00")
    await world.put(action, an_entry(HOUSTON, TOMORROW))
    subscriber = await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    assert await world.go_to("2026-02-06 17:59") == 0
    assert await world.go_to("2026-02-06 18:00") == 1
    brief = await world.only()
    assert (brief.subscriber_id, brief.alert, brief.told) == (subscriber, Alert.BRIEF, (action.id,))
    assert brief.content.place_keys == (f"c{TACOMA.id}",)
    assert brief.content.items[0].miles == 0
    assert brief.not_before == at("2026-02-06 18:00")
    assert brief.expires_at == at("2026-02-06 22:00")


async def test_planning_twice_plans_once(world: World) -> None:
    await world.put(an_entry(on=TOMORROW))
    await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    assert await world.go_to("2026-02-06 18:00") == 1
    assert await world.planner.plan() == 0
    async with world.transactions.write() as tx:
        await tx.meta.put("planned_until", at("2026-02-06 17:00").isoformat())
    assert await world.planner.plan() == 0


async def test_a_clock_that_went_back_plans_nothing_again(world: World) -> None:
    await world.put(an_entry(on=TOMORROW))
    await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:30")
    await world.follow(TACOMA)
    for instant in ("2026-02-06 17:30", "2026-02-06 18:10", "2026-02-06 18:40"):
        assert await world.go_to(instant) == 0


async def test_nothing_is_planned_for_instants_before_the_first_start(world: World) -> None:
    await world.put(an_entry(on=TOMORROW))
    await world.follow(TACOMA)
    await world.begin("2026-02-06 18:00")
    assert await world.go_to("2026-02-06 18:01") == 0


async def test_nothing_is_planned_for_instants_before_a_subscription(world: World) -> None:
    await world.put(an_entry(on=TOMORROW))
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    await world.follow(TACOMA)
    assert await world.go_to("2026-02-06 18:05") == 0


async def test_who_moves_to_another_zone_between_two_briefs_gets_one(world: World) -> None:
    await world.put(an_entry(on=TOMORROW))
    moving = await world.follow(TACOMA, home_zone="America/New_York")
    await world.follow(TACOMA)
    await world.begin("2026-02-06 12:00")
    await world.live_until("2026-02-06 16:00")
    async with world.transactions.write() as tx:
        subscriber = await tx.subscribers.by_chat(world.chats[moving])
        assert subscriber is not None
        await tx.subscribers.save(replace(subscriber, home_zone=TACOMA.zone))
    assert await world.live_until("2026-02-06 23:00") == 1
    assert (await world.only(subscriber=moving)).content.due_at == at("2026-02-06 15:00")


async def test_a_day_without_anything_brings_no_brief(world: World) -> None:
    await world.put(an_entry(HOUSTON, TOMORROW), an_entry(TACOMA, date(2026, 2, 6)))
    await world.follow(TACOMA)
    await world.begin("2026-02-05 19:00")
    assert await world.live_until("2026-02-09 12:00") == 0


@pytest.mark.parametrize(
    "facts",
    [
        {"brief": False},
        {"status": SubscriberStatus.STOPPED},
        {"status": SubscriberStatus.SUSPENDED},
    ],
)
async def test_who_switched_it_off_or_left_gets_none(world: World, facts: dict[str, Any]) -> None:
    await world.put(an_entry(on=TOMORROW))
    await world.follow(TACOMA, **facts)
    await world.follow(HOUSTON)
    await world.begin("2026-02-06 17:00")
    assert await world.go_to("2026-02-06 18:00") == 0


async def test_who_follows_nothing_any_more_gets_none(world: World) -> None:
    await world.put(an_entry(on=TOMORROW))
    await world.follow()
    await world.begin("2026-02-06 17:00")
    assert await world.go_to("2026-02-06 18:00") == 0


@pytest.mark.parametrize(("place", "count"), [("sWA", 3), ("sTX", 2), ("us", 4)])
async def test_a_state_brings_its_entries_and_the_country_all(world: World, place: str, count: int) -> None:
    await world.put(
        an_entry(TACOMA, TOMORROW),
        an_entry(HOUSTON, TOMORROW),
        an_entry(None, TOMORROW, scope=Scope.NATIONAL),
        an_entry(None, TOMORROW, scope=Scope.STATE, state="WA"),
    )
    await world.follow(place, kind=ChatKind.SUPERGROUP)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    brief = await world.only()
    assert len(brief.told) == count
    assert brief.content.place_keys == (place,)


async def test_an_entry_reached_by_several_places_is_told_once_with_the_least_distance(world: World) -> None:
    action = an_entry(TACOMA, TOMORROW)
    nationwide = an_entry(None, TOMORROW, scope=Scope.NATIONAL)
    await world.put(action, nationwide)
    await world.follow(SEATTLE, TACOMA, "sWA", "us", radius=50)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    brief = await world.only()
    assert brief.told == (nationwide.id, action.id)
    assert brief.content.items[1].miles == 0
    assert brief.content.place_keys == (f"c{TACOMA.id}",)


@pytest.mark.parametrize(("radius", "reached"), [(10, False), (25, True), (50, True)])
async def test_a_radius_decides_what_is_near(world: World, radius: int, reached: bool) -> None:
    await world.put(an_entry(SEATTLE, TOMORROW))
    await world.follow(TACOMA, radius=radius)
    await world.begin("2026-02-06 17:00")
    assert bool(await world.go_to("2026-02-06 18:00")) is reached


async def test_a_lone_nationwide_day_comes_with_the_nearest_action(world: World) -> None:
    nationwide = an_entry(None, TOMORROW, scope=Scope.NATIONAL)
    near, far = an_entry(SEATTLE, TOMORROW), an_entry(HOUSTON, TOMORROW)
    await world.put(nationwide, near, far)
    await world.follow(YAKIMA)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    brief = await world.only()
    assert brief.section(Section.MAIN) == (nationwide.id,)
    assert brief.section(Section.NEAREST) == (near.id,)
    assert brief.content.items[1].miles == pytest.approx(110.9, abs=1)


async def test_the_nearest_action_of_two_cities_is_the_nearer_one(world: World) -> None:
    nationwide = an_entry(None, TOMORROW, scope=Scope.NATIONAL)
    near, far = an_entry(SEATTLE, TOMORROW), an_entry(HOUSTON, TOMORROW)
    await world.put(nationwide, near, far)
    await world.follow("c5263045", YAKIMA, TACOMA, radius=10)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    brief = await world.only()
    assert brief.told == (nationwide.id, near.id)
    assert brief.content.place_keys == (f"c{TACOMA.id}",)


async def test_no_far_action_is_told_where_one_is_near_or_no_day_of_action_is(world: World) -> None:
    near, far = an_entry(TACOMA, TOMORROW), an_entry(HOUSTON, TOMORROW)
    await world.put(near, far)
    await world.follow(TACOMA, YAKIMA)
    alone = await world.follow(YAKIMA)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    assert (await world.only()).told == (near.id,)
    assert await world.frozen(subscriber=alone) == []


async def test_a_nationwide_day_alone_is_one_edition_for_all_places(world: World) -> None:
    await world.put(an_entry(None, TOMORROW, scope=Scope.NATIONAL))
    for place in (TACOMA, SEATTLE, "sWA", "us"):
        await world.follow(place)
    await world.follow(TACOMA, SEATTLE)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    briefs = await world.frozen()
    assert len(briefs) == 5
    assert {brief.content.place_keys for brief in briefs} == {("us",)}
    assert len({brief.edition_id for brief in briefs}) == 1


async def test_each_language_and_set_of_actions_is_one_edition(world: World) -> None:
    await world.put(an_entry(TACOMA, TOMORROW), an_entry(SEATTLE, TOMORROW))
    for language in (Language.EN, Language.EN, Language.ES):
        await world.follow(TACOMA, language=language)
    await world.follow(TACOMA, radius=10)
    await world.begin("2026-02-06 17:00")
    assert await world.go_to("2026-02-06 18:00") == 4
    briefs = await world.frozen()
    assert [brief.language for brief in briefs].count("es") == 1
    assert len({brief.edition_id for brief in briefs}) == 3
    assert len({brief.edition_id for brief in briefs if len(brief.told) == 2}) == 2


async def test_muted_and_unwanted_kinds_are_left_out(world: World) -> None:
    march = an_entry(TACOMA, TOMORROW, kind=Kind.MARCH)
    vigil = an_entry(TACOMA, TOMORROW, kind=Kind.VIGIL)
    await world.put(march, vigil)
    muting = await world.follow(TACOMA)
    choosing = await world.follow(TACOMA, kinds=frozenset({Kind.VIGIL, Kind.RALLY}))
    neither = await world.follow(TACOMA, kinds=frozenset({Kind.STRIKE}))
    async with world.transactions.write() as tx:
        await tx.subscribers.mute(muting, vigil.id)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    assert (await world.only(subscriber=muting)).told == (march.id,)
    assert (await world.only(subscriber=choosing)).told == (vigil.id,)
    assert await world.frozen(subscriber=neither) == []


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.POSTPONED])
async def test_what_was_called_off_is_out(world: World, status: Status) -> None:
    await world.put(an_entry(on=TOMORROW, status=status))
    await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    assert await world.go_to("2026-02-06 18:00") == 0


async def test_what_is_listed_later_is_out(world: World) -> None:
    await world.put(an_entry(on=TOMORROW, announced_on=TOMORROW))
    await world.follow(TACOMA, new=NewAlerts.OFF)
    await world.begin("2026-02-06 17:00")
    assert await world.go_to("2026-02-06 18:00") == 0


async def test_a_long_brief_names_six_in_order_and_counts_the_rest(world: World) -> None:
    nationwide = an_entry(None, TOMORROW, scope=Scope.NATIONAL)
    nearby = City(CityId(1), "Lakewood", "WA", Coordinates(47.17176, -122.51846), 1, TACOMA.zone)
    timed = [an_entry(TACOMA, TOMORROW, f"{hour}:00") for hour in (15, 11, 13)]
    farther = an_entry(nearby, TOMORROW, "11:00")
    unknown = an_entry(TACOMA, TOMORROW)
    newly = an_entry(TACOMA, date(2026, 2, 12), announced_on=date(2026, 2, 6))
    await world.put(unknown, newly, *timed, farther, nationwide)
    await world.follow(TACOMA)
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    content = (await world.only()).content
    by_time = [timed[1], farther, timed[2], timed[0]]
    assert [item.entry_id for item in named(content)] == [e.id for e in (nationwide, *by_time, unknown)]
    assert content.items[-1].entry_id == newly.id


async def test_what_was_newly_listed_is_told_once(world: World) -> None:
    newly = an_entry(TACOMA, date(2026, 2, 12), announced_on=date(2026, 2, 4))
    await world.put(newly)
    subscriber = await world.follow(TACOMA)
    silent = await world.follow(TACOMA, new=NewAlerts.OFF)
    await world.begin("2026-02-03 17:00")
    await world.live_until("2026-02-10 12:00")
    brief = await world.only()
    assert brief.subscriber_id == subscriber
    assert brief.section(Section.NEWLY_LISTED) == (newly.id,)
    assert brief.content.due_at == at("2026-02-04 18:00")
    await world.live_until("2026-02-13 12:00")
    assert len(await world.frozen(Alert.BRIEF, subscriber)) == 2
    assert len(await world.frozen(Alert.BRIEF, silent)) == 1


async def test_what_comes_within_two_weeks_is_newly_listed_that_evening(world: World) -> None:
    await world.put(an_entry(TACOMA, date(2026, 2, 20), announced_on=EARLIER))
    await world.follow(TACOMA)
    await world.begin("2026-02-03 17:00")
    await world.live_until("2026-02-18 12:00")
    assert (await world.only()).content.due_at == at("2026-02-06 18:00")


async def test_what_an_expired_brief_newly_listed_comes_with_the_next(world: World) -> None:
    newly = an_entry(TACOMA, date(2026, 2, 14), announced_on=date(2026, 2, 4))
    await world.put(newly)
    await world.follow(TACOMA)
    await world.begin("2026-02-04 17:00")
    await world.go_to("2026-02-05 23:00")
    assert [brief.state for brief in await world.frozen()] == [DeliveryState.EXPIRED] * 2
    await world.live_until("2026-02-12 12:00")
    *_, brief = await world.frozen()
    assert (brief.content.due_at, brief.told) == (at("2026-02-06 18:00"), (newly.id,))
    assert len(await world.frozen()) == 3
