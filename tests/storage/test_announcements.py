"""Announcements as rows: what is written is read again, and only one of two writers wins."""

from dataclasses import replace
from datetime import datetime, timedelta

from sqlalchemy import insert

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.calendar import Access, Kind
from bot.domain.ids import Code, CoordinatorId
from bot.domain.places import Coordinates
from bot.services.ports.announcements import Approval
from storage.tables_of_coordinators import coordinator
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW

WHOLE = Draft(
    kind=Kind.RALLY,
    title_en="Rally",
    title_es="Concentración",
    city_id=HOUSTON.id,
    starts_at=datetime(2026, 2, 7, 14),  # noqa: DTZ001 - local
    ends_at=datetime(2026, 2, 7, 16),  # noqa: DTZ001 - local
    venue="Riverside Park, main gate",
    address="400 River St",
    pin=Coordinates(29.76, -95.36),
    organizers=("Riverside Neighbors",),
    access=Access(step_free=True),
    link="https://example.org/rally",
)


async def created(transactions: SqlTransactions) -> Announcement:
    async with transactions.write() as tx:
        for number in (1, 2):
            await tx.announcements._connection.execute(
                insert(coordinator).values(
                    id=number,
                    label=f"C-0{number}",
                    chat=bytes([number]),
                    role="coordinator",
                    standing="active",
                    since=NOW,
                    language="en",
                )
            )
        return await tx.announcements.create(Code("A7F3"), Purpose.NEW, CoordinatorId(1), WHOLE)


async def test_what_was_written_is_read_again(transactions: SqlTransactions) -> None:
    announcement = await created(transactions)
    assert (announcement.state, announcement.revision) == (AnnouncementState.DRAFT, 1)
    async with transactions.read() as tx:
        assert await tx.announcements.by_id(announcement.id) == announcement
        assert await tx.announcements.by_code(Code("A7F3")) == announcement
        assert await tx.announcements.by_code(Code("ZZZZ")) is None
        drafts = await tx.announcements.of_author(CoordinatorId(1))
        assert drafts == (announcement,)
        assert announcement.draft == WHOLE


async def test_of_two_who_act_on_the_same_row_one_wins(transactions: SqlTransactions) -> None:
    announcement = await created(transactions)
    submitted = replace(announcement, state=AnnouncementState.IN_REVIEW, submitted_at=NOW)
    edited = replace(announcement, revision=2, draft=replace(WHOLE, venue="Library steps"))
    async with transactions.write() as tx:
        assert await tx.announcements.save(submitted, 1, AnnouncementState.DRAFT)
        assert not await tx.announcements.save(edited, 1, AnnouncementState.DRAFT)
        assert await tx.announcements.in_review() == (submitted,)


async def test_an_approval_is_of_one_content_and_one_person(transactions: SqlTransactions) -> None:
    announcement = await created(transactions)
    first, second = (Approval(CoordinatorId(n), "d", NOW + timedelta(seconds=n)) for n in (1, 2))
    again = replace(first, digest="e", at=NOW + timedelta(minutes=1))
    async with transactions.write() as tx:
        for approval in (first, second, again):
            await tx.announcements.approve(announcement.id, approval)
        assert await tx.announcements.approvals(announcement.id) == (second, again)
