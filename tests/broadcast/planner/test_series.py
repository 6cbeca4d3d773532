"""What comes again: told once, then each date as its own action; its end told to those concerned."""

from collections import Counter
from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.broadcast import Alert, DeliveryState, Section
from bot.domain.calendar import Entry, Kind, Status
from bot.domain.changing import revised
from bot.domain.ids import AnnouncementId, Code, CoordinatorId
from bot.domain.series import Recurrence
from bot.domain.subscriber import ChatKind, Language, NewAlerts
from bot.services.dispatching import NewEntry
from bot.services.ending_series import Ending, rest_of
from bot.services.notices import Notices
from tests.broadcast.planner.world import PLACES, World, at
from tests.builders import HOUSTON, SEATTLE, TACOMA

LAST = date(2026, 3, 20)
VIGIL = Draft(
    Kind.VIGIL,
    city_id=TACOMA.id,
    starts_at=datetime(2026, 2, 20, 17),  # noqa: DTZ001 - local
    venue="Harbor Plaza",
    repeats=Recurrence(LAST, skipped=(date(2026, 3, 13),)),
)
DATES = [date(2026, 2, 20), date(2026, 2, 27), date(2026, 3, 6), LAST]


def announced(draft: Draft = VIGIL, purpose: Purpose = Purpose.NEW) -> Announcement:
    return Announcement(
        AnnouncementId(1), Code("A7F3"), purpose, AnnouncementState.APPROVED, CoordinatorId(1), 1, draft
    )


async def approved(world: World, draft: Draft = VIGIL) -> tuple[Entry, ...]:
    async with world.transactions.write() as tx:
        await NewEntry(world.planner).apply(tx, announced(draft), TACOMA, 2, world.clock.now())
        return await tx.calendar.of_series(Code("A7F3"))


async def ended(world: World, first: Entry) -> int:
    """How many hear that this date and all later ones are off."""
    end = replace(announced(purpose=Purpose.END), entry_id=first.id)
    before = len(await world.frozen(Alert.CANCELLATION))
    async with world.transactions.write() as tx:
        effect = Ending(Notices(PLACES.get, world.clock))
        _, counted = await effect.audience(tx, end, TACOMA, world.clock.now())
        await effect.apply(tx, end, TACOMA, 2, world.clock.now())
    told = len(await world.frozen(Alert.CANCELLATION)) - before
    assert told == counted
    return told


async def test_a_series_is_one_message_that_names_every_date(world: World) -> None:
    near, elsewhere, state = (
        await world.follow(TACOMA),
        await world.follow(HOUSTON),
        await world.follow("sWA"),
    )
    group = await world.follow(TACOMA, kind=ChatKind.GROUP)
    await world.begin("2026-02-17 12:00")
    dates = await approved(world)
    assert [entry.starts_on for entry in dates] == DATES
    new = await world.only()
    assert (new.subscriber_id, new.alert, new.told) == (near, Alert.NEW, tuple(e.id for e in dates))
    assert new.expires_at == at("2026-02-20 17:00")
    assert new.content.series
    assert not {elsewhere, state, group} & {one.subscriber_id for one in await world.frozen()}


async def test_each_date_has_its_brief_and_its_reminder_once_across_the_clock_change(world: World) -> None:
    person = await world.follow(TACOMA)
    await world.begin("2026-02-17 12:00")
    dates = await approved(world)
    await world.live_until("2026-03-22 12:00")
    reminders = await world.frozen(Alert.REMINDER, person)
    assert [one.told for one in reminders] == [(entry.id,) for entry in dates]
    assert [one.content.due_at for one in reminders] == [at(f"{day} 15:00") for day in DATES]
    briefs = await world.frozen(Alert.BRIEF, person)
    assert Counter(id_ for one in briefs for id_ in one.section(Section.MAIN)) == {e.id: 1 for e in dates}
    assert [one.content.due_at for one in briefs] == [at(f"{day - timedelta(days=1)} 18:00") for day in DATES]
    assert not [one for one in briefs if one.section(Section.NEWLY_LISTED)]


async def test_who_gets_no_news_finds_the_series_newly_listed_once(world: World) -> None:
    person = await world.follow(TACOMA, new=NewAlerts.BRIEF)
    await world.begin("2026-02-17 12:00")
    first, *_ = await approved(world)
    await world.live_until("2026-03-22 12:00")
    briefs = await world.frozen(Alert.BRIEF, person)
    assert [id_ for one in briefs for id_ in one.section(Section.NEWLY_LISTED)] == [first.id]


async def test_one_date_called_off_is_told_alone_and_the_others_are_reminded_of(world: World) -> None:
    person = await world.follow(TACOMA)
    await world.begin("2026-02-17 12:00")
    first, second, *_ = dates = await approved(world)
    await world.send_all()
    async with world.transactions.write() as tx:
        off = revised(second, replace(second, status=Status.CANCELLED), 2, world.clock.now())
        assert await Notices(PLACES.get, world.clock).publish(tx, off) == 1
    await world.live_until("2026-03-22 12:00")
    told = [one.told for one in await world.frozen(Alert.REMINDER, person)]
    assert told == [(entry.id,) for entry in dates if entry is not second]
    assert (await world.only(Alert.CANCELLATION)).told == (second.id,)
    assert first.id not in (await world.only(Alert.CANCELLATION)).told


async def test_the_end_is_one_message_to_those_told_and_those_concerned_now(world: World) -> None:
    told, left = await world.follow(TACOMA, language=Language.ES), await world.follow(TACOMA)
    other, state = await world.follow(HOUSTON), await world.follow("sWA")
    await world.begin("2026-02-17 12:00")
    _, second, *later = await approved(world)
    await world.send_all()
    async with world.transactions.write() as tx:
        await tx.subscribers.drop_subscription(left, f"c{TACOMA.id}")
    joined = await world.follow(SEATTLE, radius=50)
    assert await ended(world, second) == 4
    off = await world.frozen(Alert.CANCELLATION)
    assert {one.subscriber_id for one in off} == {told, left, joined, state}
    assert {one.told for one in off} == {tuple(entry.id for entry in (second, *later))}
    assert other not in {one.subscriber_id for one in off}
    with pytest.raises(Exception, match="change-over"):
        await ended(world, second)
    assert len(await world.frozen(Alert.CANCELLATION)) == 4
    await world.live_until("2026-03-22 12:00")
    assert len(await world.frozen(Alert.REMINDER, told)) == 1


async def test_who_muted_every_date_hears_nothing_and_who_muted_one_does(world: World) -> None:
    every, one = await world.follow(TACOMA), await world.follow(TACOMA)
    await world.begin("2026-02-17 12:00")
    dates = await approved(world)
    async with world.transactions.write() as tx:
        await tx.subscribers.mute(one, dates[0].id)
        for entry in dates:
            await tx.subscribers.mute(every, entry.id)
    assert await ended(world, dates[0]) == 1
    assert (await world.only(Alert.CANCELLATION)).subscriber_id == one


async def test_a_series_not_told_of_yet_is_never_told_after_its_end(world: World) -> None:
    person = await world.follow(TACOMA)
    await world.begin("2026-02-17 23:00")
    first, second, *_ = await approved(world)
    await ended(world, second)
    waiting = await world.only(Alert.NEW)
    assert waiting.told == (first.id,)
    await ended(world, first)
    assert (await world.only(Alert.NEW)).state is DeliveryState.CANCELLED
    async with world.transactions.read() as tx:
        assert await rest_of(tx, first, world.clock.now()) == ()
    assert person in {one.subscriber_id for one in await world.frozen(Alert.CANCELLATION)}
