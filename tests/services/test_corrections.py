"""What an approval makes of an entry: changed, postponed, cancelled; and told in the same transaction."""

from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.calendar import Entry, Precision, Status
from bot.domain.coordinator import Role, Standing
from bot.domain.errors import Refusal
from bot.domain.ids import AnnouncementId, ChatId, CoordinatorId
from bot.domain.subscriber import Language
from bot.services.corrections import Correction, corrected, draft_of
from bot.services.notices import Notices
from storage.transactions import SqlTransactions
from tests.broadcast.planner.world import PLACES, World, at
from tests.builders import NOW, SEATTLE, TACOMA, an_entry

RALLY = an_entry(TACOMA, date(2026, 2, 7), "14:00", venue="Harbor Plaza")
LATER = datetime(2026, 2, 14, 15)  # noqa: DTZ001 - local


def announcement(purpose: Purpose, entry: Entry = RALLY, **facts: object) -> Announcement:
    draft = replace(draft_of(entry), **facts)  # type: ignore[arg-type]
    return Announcement(
        AnnouncementId(1),
        entry.code,
        purpose,
        AnnouncementState.APPROVED,
        CoordinatorId(1),
        2,
        draft,
        entry.id,
    )


def test_nothing_changed_is_the_same_entry() -> None:
    assert corrected(RALLY, announcement(Purpose.CHANGE), TACOMA) == RALLY


def test_a_change_takes_over_every_fact_of_the_draft() -> None:
    change = announcement(
        Purpose.CHANGE, venue="Pier 4", address="4 Pier St", city_id=SEATTLE.id, starts_at=LATER, ends_at=None
    )
    after = corrected(RALLY, change, SEATTLE)
    assert (after.venue, after.address, after.city, after.state) == ("Pier 4", "4 Pier St", "Seattle", "WA")
    assert (after.starts_at, after.starts_on, after.ends_on) == (LATER, LATER.date(), LATER.date())
    assert (after.coordinates, after.own_coordinates) == (SEATTLE.coordinates, False)


def test_a_change_of_what_was_called_off_makes_it_stand_again() -> None:
    off = replace(RALLY, status=Status.CANCELLED)
    assert corrected(off, announcement(Purpose.CHANGE, off), TACOMA).status is Status.ANNOUNCED


def test_a_day_without_a_time_stays_one() -> None:
    vigil = an_entry(TACOMA, date(2026, 2, 7))
    after = corrected(vigil, announcement(Purpose.CHANGE, vigil, venue="Pier 4"), TACOMA)
    assert (after.precision, after.starts_at, after.starts_on) == (Precision.DAY, None, vigil.starts_on)


def test_a_postponement_has_a_new_date_or_none() -> None:
    none = corrected(RALLY, announcement(Purpose.POSTPONE), TACOMA)
    assert (none.status, none.starts_at) == (Status.POSTPONED, RALLY.starts_at)
    off = replace(RALLY, status=Status.POSTPONED)
    later = corrected(off, announcement(Purpose.CHANGE, off, starts_at=LATER), TACOMA)
    assert (later.status, later.starts_at, later.venue) == (Status.ANNOUNCED, LATER, "Harbor Plaza")


async def test_the_approval_counts_tells_and_puts_it_into_the_calendar(
    transactions: SqlTransactions,
) -> None:
    world = World(transactions)
    world.clock.time = at("2026-02-05 12:00")
    await world.put(RALLY)
    await world.follow(TACOMA)
    await world.follow(TACOMA)
    effect = Correction(Notices(PLACES.get, world.clock))
    async with transactions.write() as tx:
        await tx.coordinators.add(
            ChatId(1), Role.COORDINATOR, Standing.ACTIVE, NOW, Language.EN, [f"c{TACOMA.id}"]
        )
        cancel = announcement(Purpose.CANCEL)
        preview, number = await effect.audience(tx, cancel, TACOMA, world.clock.now())
        assert (preview.status, number) == (Status.CANCELLED, 2)
        assert not await tx.planning.is_planned(f"cancel:{RALLY.code}:1")
        after = await effect.apply(tx, cancel, TACOMA, 2, world.clock.now())
        assert await tx.planning.is_planned(f"cancel:{RALLY.code}:1")
        assert (await tx.calendar.by_ids([RALLY.id]))[RALLY.id] == after
    assert (after.confirmed_by, after.confirmed_at, after.was) == (2, world.clock.now(), RALLY.version)
    assert len(await world.frozen()) == 2


async def test_what_is_over_cannot_be_changed(transactions: SqlTransactions) -> None:
    world = World(transactions)
    await world.put(RALLY)
    effect = Correction(Notices(PLACES.get, world.clock))
    with pytest.raises(Refusal, match="change-over"):
        async with transactions.write() as tx:
            await effect.apply(
                tx, announcement(Purpose.CANCEL), TACOMA, 2, RALLY.over_at + timedelta(hours=1)
            )
