"""Changes in a burst are told in one message; what cannot wait is not held, what is undone not told."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.broadcast import Alert, DeliveryState
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.domain.subscriber import QuietHours
from bot.services.notices import Notices
from tests.broadcast.planner.world import PLACES, Frozen, World, at
from tests.builders import TACOMA, an_entry

SATURDAY = date(2026, 2, 7)


async def publish(world: World, entry: Entry, **facts: object) -> int:
    async with world.transactions.write() as tx:
        before = (await tx.calendar.by_ids([entry.id]))[entry.id]
        after = revised(before, replace(before, **facts), 2, world.clock.now())  # type: ignore[arg-type]
        return await Notices(PLACES.get, world.clock).publish(tx, after)


async def pending(world: World) -> Frozen:
    (one,) = [one for one in await world.frozen() if one.state is DeliveryState.PENDING]
    return one


def wait(world: World, **length: float) -> None:
    world.clock.time += timedelta(**length)


@pytest.fixture
async def rally(world: World) -> Entry:
    """In Tacoma on Saturday at 2 PM; somebody follows Tacoma; it is Thursday noon."""
    entry = an_entry(TACOMA, SATURDAY, "14:00", venue="Harbor Plaza")
    await world.put(entry)
    await world.follow(TACOMA)
    await world.begin("2026-02-05 12:00")
    return entry


async def test_a_change_waits_three_minutes_for_the_next_and_the_calendar_tells_it_at_once(
    world: World, rally: Entry
) -> None:
    assert await publish(world, rally, venue="Library") == 1
    notice = await world.only(Alert.CHANGE)
    assert notice.not_before - world.clock.now() == timedelta(minutes=3)
    assert await world.planner.next_due() == notice.not_before
    async with world.transactions.write() as tx:
        assert (await tx.calendar.by_ids([rally.id]))[rally.id].venue == "Library"
        assert await tx.notices.held_until(rally.id, world.clock.now()) == notice.not_before
        assert not await tx.outbox.due(world.clock.now(), 5)
        wait(world, minutes=3)
        assert await tx.notices.held_until(rally.id, world.clock.now()) is None
        assert len(await tx.outbox.due(world.clock.now(), 5)) == 1


async def test_a_burst_is_one_message_ten_minutes_after_its_first_change_at_most(
    world: World, rally: Entry
) -> None:
    began = world.clock.now()
    for number in range(5):
        await publish(world, rally, venue=f"Library {number}")
        wait(world, minutes=2)
    last = await pending(world)
    assert len(await world.frozen(Alert.CHANGE)) == 5
    assert last.not_before == began + timedelta(minutes=10)
    assert last.content.before is not None
    assert last.content.before.venue == "Harbor Plaza"


async def test_what_is_due_and_not_sent_yet_is_joined_without_waiting_longer_than_ten_minutes(
    world: World, rally: Entry
) -> None:
    began = world.clock.now()
    for number in range(5):
        await publish(world, rally, venue=f"Library {number}")
        wait(world, minutes=3)
    assert (await pending(world)).not_before == began + timedelta(minutes=12)
    assert world.clock.now() == began + timedelta(minutes=15)


async def test_after_a_burst_has_gone_out_another_begins(world: World, rally: Entry) -> None:
    await publish(world, rally, venue="Library")
    wait(world, minutes=3)
    await world.send_all()
    wait(world, minutes=1)
    await publish(world, rally, venue="Museum")
    second = (await world.frozen(Alert.CHANGE))[1]
    assert second.not_before == world.clock.now() + timedelta(minutes=3)
    assert second.content.before is not None
    assert second.content.before.venue == "Library"


@pytest.mark.parametrize(
    ("now", "new_start", "held"),
    [
        ("11:59", None, True),
        ("12:00", None, False),
        ("13:59", None, False),
        ("14:30", None, False),
        ("10:00", "11:59", False),
        ("10:00", "12:01", True),
        ("12:30", "20:00", False),
    ],
)
async def test_what_starts_or_started_within_two_hours_is_told_at_once(
    world: World, rally: Entry, now: str, new_start: str | None, held: bool
) -> None:
    world.clock.time = at(f"2026-02-07 {now}")
    facts: dict[str, object] = {"venue": "Library"}
    if new_start:
        facts["starts_at"] = datetime.fromisoformat(f"2026-02-07 {new_start}")
    await publish(world, rally, **facts)
    notice = await world.only(Alert.CHANGE)
    assert (notice.not_before > world.clock.now()) is held


async def test_what_people_were_told_first_counts_too_for_what_cannot_wait(
    world: World, rally: Entry
) -> None:
    world.clock.time = at("2026-02-07 11:58")
    evening = datetime.fromisoformat("2026-02-07 20:00")
    await publish(world, rally, starts_at=evening)
    wait(world, minutes=2, seconds=30)
    await publish(world, rally, venue="Library")
    notice = await pending(world)
    assert notice.not_before == world.clock.now()
    assert notice.expires_at == at("2026-02-08 00:00")


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.RETRACTED])
async def test_a_cancellation_never_waits_and_swallows_a_held_change(
    world: World, rally: Entry, status: Status
) -> None:
    await publish(world, rally, venue="Library")
    wait(world, minutes=1)
    await publish(world, rally, status=status)
    notice = await pending(world)
    assert notice.alert is not Alert.CHANGE
    assert notice.not_before == world.clock.now()
    assert notice.content.before is not None
    assert notice.content.before.venue == "Harbor Plaza"


async def test_a_change_back_to_what_people_know_ends_in_no_message(world: World, rally: Entry) -> None:
    await publish(world, rally, venue="Library")
    wait(world, minutes=1)
    assert await publish(world, rally, venue="Harbor Plaza") == 0
    assert (await world.only()).state is DeliveryState.CANCELLED
    async with world.transactions.read() as tx:
        stored = (await tx.calendar.by_ids([rally.id]))[rally.id]
    assert (stored.venue, stored.revision) == ("Harbor Plaza", 2)


async def test_who_heard_of_it_by_a_brief_meanwhile_hears_that_it_is_undone(
    world: World, rally: Entry
) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "16:00"))
    await world.go_to("2026-02-06 17:59")
    await publish(world, rally, venue="Library")
    await world.go_to("2026-02-06 18:00")
    (brief,) = await world.frozen(Alert.BRIEF)
    async with world.transactions.write() as tx:
        (due,) = await tx.outbox.due(world.clock.now(), 5)
        assert await tx.outbox.claim([due], 1, world.clock.now()) == {due.id}
    assert rally.id in brief.told
    wait(world, minutes=1)
    assert await publish(world, rally, venue="Harbor Plaza") == 1
    undone = (await world.frozen(Alert.CHANGE))[-1]
    assert undone.content.before is not None
    assert undone.content.before.venue == "Library"


async def test_what_a_change_overtook_goes_out_after_all_once_it_is_undone(
    world: World, rally: Entry
) -> None:
    await world.go_to("2026-02-06 18:00")
    original = await world.only(Alert.BRIEF)
    assert original.state is DeliveryState.PENDING
    await publish(world, rally, venue="Library")
    assert (await world.only(Alert.BRIEF)).state is DeliveryState.CANCELLED
    wait(world, minutes=1)
    await publish(world, rally, venue="Harbor Plaza")
    assert (await world.only(Alert.BRIEF)).state is DeliveryState.PENDING
    assert (await world.only(Alert.CHANGE)).state is DeliveryState.CANCELLED


async def test_at_night_a_held_change_waits_for_the_morning_and_joins_what_waits_there(
    world: World, rally: Entry
) -> None:
    asleep = await world.follow(
        TACOMA, quiet=QuietHours(at("2026-02-05 22:00").time(), at("2026-02-06 08:00").time())
    )
    world.clock.time = at("2026-02-05 21:58")
    await publish(world, rally, venue="Library")
    wait(world, minutes=3)
    await world.send_all()
    wait(world, minutes=20)
    await publish(world, rally, venue="Museum")
    (first, last) = await world.frozen(Alert.CHANGE, asleep)
    assert (first.state, first.not_before) == (DeliveryState.CANCELLED, at("2026-02-06 08:00"))
    assert (last.state, last.not_before) == (DeliveryState.PENDING, at("2026-02-06 08:00"))
    assert last.content.before is not None
    assert last.content.before.venue == "Harbor Plaza"


async def test_a_place_that_only_gets_a_link_is_told_too(world: World, rally: Entry) -> None:
    assert await publish(world, rally, link="https://mobilize.us/a/1") == 1
    assert await publish(world, rally, belongs_to="2026-02-07-day") == 1
    assert (await world.frozen(Alert.CHANGE))[1].content.before.link is None  # type: ignore[union-attr]
