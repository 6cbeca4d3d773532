"""Exactly those concerned hear of a change: who was told, and whose places hold the entry now."""

from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select, update

from bot.domain.broadcast import Alert, DeliveryState, Lane
from bot.domain.calendar import Entry, Kind, Scope, Status
from bot.domain.changing import revised
from bot.domain.ids import SubscriberId
from bot.domain.subscriber import ChatKind, QuietHours, SubscriberStatus
from bot.services.notices import Notices
from storage import tables
from tests.broadcast.planner.world import PLACES, World, at
from tests.builders import HOUSTON, TACOMA, an_entry

SATURDAY = date(2026, 2, 7)


async def publish(world: World, entry: Entry, **facts: object) -> int:
    """Confirm another state of what is stored; how many will hear."""
    async with world.transactions.write() as tx:
        before = (await tx.calendar.by_ids([entry.id]))[entry.id]
        after = revised(before, replace(before, **facts), 2, world.clock.now())  # type: ignore[arg-type]
        return await Notices(PLACES.get, world.clock).publish(tx, after)


async def told(world: World, alert: Alert) -> set[SubscriberId]:
    return {one.subscriber_id for one in await world.frozen(alert)}


async def set_deliveries(
    world: World, state: DeliveryState, *subscribers: SubscriberId, **facts: object
) -> None:
    columns = tables.delivery.c
    change = (
        update(tables.delivery).values(state=state, **facts).where(columns.subscriber_id.in_(subscribers))
    )
    async with world.transactions.write() as tx:
        await tx.notices._connection.execute(change)


@pytest.fixture
async def rally(world: World) -> Entry:
    """In Tacoma on Saturday at 2 PM, of which the brief tells on Friday at 6 PM."""
    entry = an_entry(TACOMA, SATURDAY, "14:00", venue="Harbor Plaza")
    await world.put(entry)
    return entry


async def brief(world: World) -> None:
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")


async def test_groups_states_and_the_country_hear_of_a_change(world: World, rally: Entry) -> None:
    state, country, other = await world.follow("sWA"), await world.follow("us"), await world.follow("sTX")
    assert await publish(world, rally, venue="Library") == 2
    assert await told(world, Alert.CHANGE) == {state, country}
    assert other not in await told(world, Alert.CHANGE)


async def test_a_group_out_of_reach_has_a_correction_wait_for_it(world: World, rally: Entry) -> None:
    silenced: dict[str, Any] = {"status": SubscriberStatus.SUSPENDED, "stopped_on": date(2026, 2, 5)}
    group = await world.follow(TACOMA, kind=ChatKind.SUPERGROUP, home_zone="America/Denver", **silenced)
    await world.follow(TACOMA, **silenced)
    assert await publish(world, rally, status=Status.CANCELLED) == 1
    assert await told(world, Alert.CANCELLATION) == {group}


async def test_a_statewide_day_reaches_who_follows_a_city_of_the_state(world: World) -> None:
    day = an_entry(None, SATURDAY, scope=Scope.STATE, state="WA", zone="America/Los_Angeles")
    await world.put(day)
    near, _far = await world.follow(TACOMA), await world.follow(HOUSTON)
    assert await publish(world, day, status=Status.CANCELLED) == 1
    assert await told(world, Alert.CANCELLATION) == {near}


async def test_who_muted_it_or_never_asked_for_this_kind_hears_nothing(world: World, rally: Entry) -> None:
    muted, _other_kind = await world.follow(TACOMA), await world.follow(TACOMA, kinds=frozenset({Kind.VIGIL}))
    async with world.transactions.write() as tx:
        await tx.subscribers.mute(muted, rally.id)
    assert await publish(world, rally, status=Status.CANCELLED) == 0


async def test_who_was_told_hears_whatever_kinds_they_chose_since(world: World, rally: Entry) -> None:
    person = await world.follow(TACOMA)
    await brief(world)
    await world.settle(DeliveryState.SENT)
    async with world.transactions.write() as tx:
        await tx.planning._connection.execute(update(tables.subscription).values(kinds=["vigil"]))
    assert await publish(world, rally, status=Status.CANCELLED) == 1
    assert await told(world, Alert.CANCELLATION) == {person}


async def test_who_only_had_it_counted_was_not_told(world: World) -> None:
    entries = [an_entry(TACOMA, SATURDAY, f"{hour}:00") for hour in range(10, 18)]
    await world.put(*entries)
    person = await world.follow(TACOMA)
    await brief(world)
    await world.settle(DeliveryState.SENT)
    async with world.transactions.write() as tx:
        await tx.subscribers.drop_subscription(person, f"c{TACOMA.id}")
    assert await publish(world, entries[7], status=Status.CANCELLED) == 0
    assert await publish(world, entries[0], status=Status.CANCELLED) == 1


async def test_leaving_the_place_later_does_not_stop_a_notice(world: World, rally: Entry) -> None:
    person = await world.follow(TACOMA)
    await publish(world, rally, status=Status.CANCELLED)
    async with world.transactions.write() as tx:
        assert await tx.subscribers.cancel_pending(person, without_places=["c1"]) == 0
        assert await tx.subscribers.cancel_pending(person) == 1


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.RETRACTED, Status.ANNOUNCED])
async def test_originals_that_wait_and_name_it_alone_are_cancelled(
    world: World, rally: Entry, status: Status
) -> None:
    await world.follow(TACOMA)
    await brief(world)
    assert await publish(world, rally, status=status, venue="Library") == 1
    first, notice = await world.frozen()
    assert (first.alert, first.state) == (Alert.BRIEF, DeliveryState.CANCELLED)
    assert notice.state is DeliveryState.PENDING


async def test_an_original_on_the_wire_is_not_repeated_and_its_notice_waits_for_it(
    world: World, rally: Entry
) -> None:
    certain, on_wire, unknown, in_doubt = [await world.follow(TACOMA) for _ in range(4)]
    await brief(world)
    await set_deliveries(world, DeliveryState.SENT, certain)
    await set_deliveries(world, DeliveryState.SENDING, on_wire)
    await set_deliveries(world, DeliveryState.UNCERTAIN, unknown, ambiguous=2)
    await set_deliveries(world, DeliveryState.PENDING, in_doubt, ambiguous=1)
    assert await publish(world, rally, status=Status.CANCELLED) == 4
    now = world.clock.now()
    waits = {one.subscriber_id: one.not_before - now for one in await world.frozen(Alert.CANCELLATION)}
    settled = timedelta(seconds=15)
    assert waits == {certain: timedelta(0), on_wire: settled, unknown: settled, in_doubt: settled}
    (original,) = [one for one in await world.frozen(Alert.BRIEF) if one.subscriber_id == on_wire]
    assert original.expires_at == now


async def test_a_brief_of_several_goes_out_with_other_words(world: World, rally: Entry) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "16:00"))
    await world.follow(TACOMA)
    await brief(world)
    first = await world.only(Alert.BRIEF)
    async with world.transactions.write() as tx:
        (due,) = await tx.outbox.due(world.clock.now(), 5)
        await tx.planning._connection.execute(update(tables.edition).values(text="as it was"))
    await publish(world, rally, status=Status.CANCELLED)
    again = await world.only(Alert.BRIEF)
    assert (again.state, again.told) == (DeliveryState.PENDING, first.told)
    async with world.transactions.write() as tx:
        assert not await tx.outbox.claim([due], 1, world.clock.now())
        _, words = (await tx.outbox.editions([again.edition_id]))[again.edition_id]  # type: ignore[list-item, index]
    assert words is None


async def test_a_brief_says_nothing_of_what_was_retracted(world: World, rally: Entry) -> None:
    other = an_entry(TACOMA, SATURDAY, "16:00")
    await world.put(other)
    await world.follow(TACOMA)
    await brief(world)
    await publish(world, rally, status=Status.RETRACTED)
    assert (await world.only(Alert.BRIEF)).told == (other.id,)
    await publish(world, other, status=Status.RETRACTED)
    assert (await world.only(Alert.BRIEF)).state is DeliveryState.CANCELLED


async def test_a_change_nobody_heard_of_yet_is_overtaken_and_its_old_facts_are_named(
    world: World, rally: Entry
) -> None:
    await world.follow(TACOMA)
    await publish(world, rally, venue="Library")
    await publish(world, rally, venue="Museum")
    first, second = await world.frozen(Alert.CHANGE)
    assert (first.state, second.state) == (DeliveryState.CANCELLED, DeliveryState.PENDING)
    assert second.content.before is not None
    assert second.content.before.venue == "Harbor Plaza"
    await world.settle(DeliveryState.SENT)
    await publish(world, rally, venue="Park")
    third = (await world.frozen(Alert.CHANGE))[2]
    assert third.content.before is not None
    assert third.content.before.venue == "Museum"


async def test_the_same_state_again_and_an_old_revision_reach_nobody(world: World, rally: Entry) -> None:
    await world.follow(TACOMA)
    assert await publish(world, rally, venue="Library") == 1
    assert await publish(world, rally, venue="Library") == 0
    async with world.transactions.write() as tx:
        stale = revised(rally, replace(rally, venue="Museum"), 2, world.clock.now())
        assert await Notices(PLACES.get, world.clock).publish(tx, stale) == 0


@pytest.mark.parametrize(
    ("status", "starts", "waits_until"),
    [
        (Status.CANCELLED, "14:00", "2026-02-07 08:00"),
        (Status.CANCELLED, "11:00", "2026-02-07 08:00"),
        (Status.CANCELLED, "10:59", "2026-02-06 23:30"),
        (Status.ANNOUNCED, "9:00", "2026-02-06 23:33"),
        (Status.RETRACTED, "14:00", "2026-02-06 23:30"),
    ],
)
async def test_at_night_only_what_starts_soon_and_retractions_go_at_once(
    world: World, status: Status, starts: str, waits_until: str
) -> None:
    entry = an_entry(TACOMA, SATURDAY, starts)
    await world.put(entry)
    await world.follow(
        TACOMA, quiet=QuietHours(datetime.min.time().replace(hour=22), at("2026-02-07 08:00").time())
    )
    await world.begin("2026-02-06 23:30")
    await publish(world, entry, status=status, venue="Library")
    notice = (await world.frozen())[-1]
    assert (notice.not_before, notice.expires_at) == (at(waits_until), entry.over_at)


async def test_lanes_follow_the_alert_and_languages_have_editions_of_their_own(
    world: World, rally: Entry
) -> None:
    await world.follow(TACOMA)
    await world.follow(TACOMA, language="es")
    await publish(world, rally, status=Status.RETRACTED)
    async with world.transactions.read() as tx:
        lanes = set(await tx.planning._connection.scalars(select(tables.delivery.c.lane)))
        languages = set(await tx.planning._connection.scalars(select(tables.edition.c.language)))
    assert lanes == {Lane.RETRACTION}
    assert languages == {"en", "es"}


async def test_what_coordinators_made_of_an_entry_outlives_the_shipped_facts(
    world: World, rally: Entry
) -> None:
    await publish(world, rally, status=Status.CANCELLED)
    await world.put(rally)
    async with world.transactions.read() as tx:
        stored = (await tx.calendar.by_ids([rally.id]))[rally.id]
    assert (stored.status, stored.revision, stored.was) == (Status.CANCELLED, 1, rally.version)
