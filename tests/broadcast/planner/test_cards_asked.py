"""Which messages a notice has edited: those of its own readers, once each has read it."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, time

import pytest
from sqlalchemy import select, update

from bot.domain.broadcast import Alert, DeliveryState
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.domain.ids import DeliveryId, SubscriberId
from bot.domain.planning import MAX_NAMED
from bot.domain.subscriber import QuietHours
from bot.services.notices import Notices
from storage import tables
from tests.broadcast.planner.world import PLACES, World, at
from tests.builders import TACOMA, an_entry

SATURDAY = date(2026, 2, 7)


@pytest.fixture
async def rally(world: World) -> Entry:
    entry = an_entry(TACOMA, SATURDAY, "14:00", venue="Harbor Plaza")
    await world.put(entry)
    return entry


async def publish(world: World, entry: Entry, **facts: object) -> int:
    async with world.transactions.write() as tx:
        before = (await tx.calendar.by_ids([entry.id]))[entry.id]
        after = revised(before, replace(before, **facts), 2, world.clock.now())  # type: ignore[arg-type]
        return await Notices(PLACES.get, world.clock).publish(tx, after)


async def brief(world: World) -> None:
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")


async def arrive(world: World, alert: Alert, state: DeliveryState = DeliveryState.SENT) -> None:
    """What waits of this alert is in this state now; what was sent has a number."""
    columns, broadcasts = tables.delivery.c, tables.broadcast.c
    of_alert = select(broadcasts.id).where(broadcasts.alert == alert)
    number = columns.id + 100 if state is DeliveryState.SENT else None
    async with world.transactions.write() as tx:
        await tx.planning._connection.execute(
            update(tables.delivery)
            .where(columns.state == DeliveryState.PENDING, columns.broadcast_id.in_(of_alert))
            .values(state=state, message_id=number, started_at=world.clock.now())
        )


async def asked(world: World) -> list[SubscriberId]:
    """Whose cards are to be edited, due or not."""
    query = select(tables.delivery.c.subscriber_id).join(tables.card_edit)
    async with world.transactions.read() as tx:
        return [SubscriberId(found) for found in await tx.planning._connection.scalars(query)]


async def due(world: World) -> list[DeliveryId]:
    async with world.transactions.read() as tx:
        return [edit.delivery_id for edit in await tx.cards.due(100)]


async def test_a_card_waits_for_the_message_that_quiet_hours_hold(world: World, rally: Entry) -> None:
    await world.follow(TACOMA, quiet=QuietHours(time(22), time(8)))
    await brief(world)
    await arrive(world, Alert.BRIEF)
    world.clock.time = at("2026-02-06 23:30")
    await publish(world, rally, status=Status.CANCELLED)
    assert (await world.only(Alert.CANCELLATION)).not_before == at("2026-02-07 08:00")
    assert len(await asked(world)) == 1
    assert await due(world) == []
    await arrive(world, Alert.CANCELLATION)
    assert len(await due(world)) == 1


async def test_nothing_is_told_by_an_edit_alone(world: World, rally: Entry) -> None:
    muted, hears = await world.follow(TACOMA), await world.follow(TACOMA)
    await brief(world)
    await arrive(world, Alert.BRIEF)
    async with world.transactions.write() as tx:
        await tx.subscribers.mute(muted, rally.id)
    assert await publish(world, rally, status=Status.CANCELLED) == 1
    assert await asked(world) == [hears]


async def test_earlier_notices_are_edited_too_and_each_message_once(world: World, rally: Entry) -> None:
    await world.follow(TACOMA)
    await brief(world)
    await arrive(world, Alert.BRIEF)
    await publish(world, rally, venue="Library")
    await arrive(world, Alert.CHANGE)
    await publish(world, rally, venue="Museum")
    assert len(await asked(world)) == 2
    await arrive(world, Alert.CHANGE)
    await publish(world, rally, status=Status.CANCELLED)
    await arrive(world, Alert.CANCELLATION)
    told = Counter(one.alert for one in await world.frozen())
    assert told == {Alert.BRIEF: 1, Alert.CHANGE: 2, Alert.CANCELLATION: 1}
    assert len(set(await due(world))) == 3


@pytest.mark.parametrize("status", [Status.CANCELLED, Status.RETRACTED])
async def test_a_brief_on_the_wire_is_edited_once_it_has_arrived(
    world: World, rally: Entry, status: Status
) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "16:00"))
    person = await world.follow(TACOMA)
    await brief(world)
    await arrive(world, Alert.BRIEF, DeliveryState.SENDING)
    await publish(world, rally, status=status)
    notice = await world.only(Alert.CANCELLATION if status is Status.CANCELLED else Alert.RETRACTION)
    assert notice.not_before > world.clock.now()
    await arrive(world, notice.alert)
    assert await asked(world) == [person]
    assert await due(world) == []
    async with world.transactions.write() as tx:
        await tx.planning._connection.execute(
            update(tables.delivery)
            .where(tables.delivery.c.state == DeliveryState.SENDING)
            .values(state=DeliveryState.SENT, message_id=7)
        )
    assert len(await due(world)) == 1


@pytest.mark.parametrize("state", [DeliveryState.UNCERTAIN, DeliveryState.GONE, DeliveryState.EXPIRED])
async def test_what_never_arrived_or_has_no_number_is_not_edited(
    world: World, rally: Entry, state: DeliveryState
) -> None:
    await world.follow(TACOMA)
    await brief(world)
    await arrive(world, Alert.BRIEF, state)
    assert await publish(world, rally, status=Status.CANCELLED) == 1
    assert await asked(world) == []


async def test_a_long_brief_that_only_counted_it_is_left(world: World) -> None:
    for hour in range(MAX_NAMED + 1):
        await world.put(an_entry(TACOMA, SATURDAY, f"{10 + hour}:00"))
    await world.follow(TACOMA)
    await brief(world)
    await arrive(world, Alert.BRIEF)
    told = await world.only(Alert.BRIEF)
    assert len(told.told) == MAX_NAMED + 1
    async with world.transactions.read() as tx:
        entries = await tx.calendar.by_ids([told.told[0], told.told[-1]])  # type: ignore[list-item]
    named, counted = (entries[one] for one in (told.told[0], told.told[-1]))  # type: ignore[index]
    await publish(world, counted, status=Status.CANCELLED)
    assert await asked(world) == []
    await publish(world, named, status=Status.CANCELLED)
    assert len(await asked(world)) == 1


async def test_erasing_a_subscriber_erases_their_edits(world: World, rally: Entry) -> None:
    person = await world.follow(TACOMA)
    await brief(world)
    await arrive(world, Alert.BRIEF)
    await publish(world, rally, status=Status.CANCELLED)
    async with world.transactions.write() as tx:
        await tx.subscribers.erase(person)
    assert await asked(world) == []


async def test_the_moment_of_sending_tells_what_is_different_since(world: World, rally: Entry) -> None:
    await world.follow(TACOMA)
    await brief(world)
    await arrive(world, Alert.BRIEF)
    sent: datetime = world.clock.now()
    world.clock.time = at("2026-02-06 19:00")
    await publish(world, rally, status=Status.CANCELLED)
    await arrive(world, Alert.CANCELLATION)
    async with world.transactions.read() as tx:
        (edit,) = await tx.cards.due(5)
    assert edit.sent_at == sent
    assert edit.content.alert is Alert.BRIEF
