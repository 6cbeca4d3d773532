"""Announcements and their approvals."""

from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import Row, Select, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.announcement import OPEN, Announcement, AnnouncementState, Draft, Purpose
from bot.domain.ids import AnnouncementId, Code, CoordinatorId, EntryId
from bot.services.ports.announcements import Approval
from storage.tables_of_coordinators import announcement as table
from storage.tables_of_coordinators import approval as approvals_table

_draft = TypeAdapter(Draft)
_row = table.c
_approval = approvals_table.c


class Announcements:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def by_id(self, announcement_id: AnnouncementId) -> Announcement | None:
        return await self._first(select(table).where(_row.id == announcement_id))

    async def by_code(self, code: Code) -> Announcement | None:
        return await self._first(select(table).where(_row.code == code).order_by(_row.id.desc()).limit(1))

    async def of_author(self, author: CoordinatorId) -> tuple[Announcement, ...]:
        query = select(table).where(_row.author_id == author, _row.state.in_(OPEN))
        return await self._all(query.order_by(_row.id.desc()))

    async def has_pushed(self, author: CoordinatorId, but: AnnouncementId) -> bool:
        query = select(_row.id).where(
            _row.author_id == author, _row.state == AnnouncementState.APPROVED, _row.id != but
        )
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def in_review(self) -> tuple[Announcement, ...]:
        query = select(table).where(_row.state == AnnouncementState.IN_REVIEW)
        return await self._all(query.order_by(_row.submitted_at, _row.id))

    async def approvals(self, announcement_id: AnnouncementId) -> tuple[Approval, ...]:
        query = select(approvals_table).where(_approval.announcement_id == announcement_id)
        rows = await self._connection.execute(query.order_by(_approval.at))
        return tuple(Approval(CoordinatorId(row.coordinator_id), row.digest, row.at) for row in rows)

    async def create(
        self,
        code: Code,
        purpose: Purpose,
        author: CoordinatorId,
        draft: Draft,
        entry_id: EntryId | None = None,
    ) -> Announcement:
        new = Announcement(
            AnnouncementId(0), code, purpose, AnnouncementState.DRAFT, author, 1, draft, entry_id
        )
        created = await self._connection.execute(insert(table).values(_values(new)).returning(table))
        return _read(created.one())

    async def save(self, announcement: Announcement, revision: int, state: AnnouncementState) -> bool:
        saved = await self._connection.execute(
            update(table)
            .where(_row.id == announcement.id, _row.revision == revision, _row.state == state)
            .values(_values(announcement))
        )
        return saved.rowcount == 1

    async def approve(self, announcement_id: AnnouncementId, approval: Approval) -> None:
        key = {"announcement_id": announcement_id, "coordinator_id": approval.coordinator_id}
        await self._connection.execute(
            delete(approvals_table).where(*(_approval[name] == value for name, value in key.items()))
        )
        await self._connection.execute(
            insert(approvals_table).values(**key, digest=approval.digest, at=approval.at)
        )

    async def _first(self, query: Select[Any]) -> Announcement | None:
        row = (await self._connection.execute(query)).first()
        return _read(row) if row is not None else None

    async def _all(self, query: Select[Any]) -> tuple[Announcement, ...]:
        return tuple(_read(row) for row in await self._connection.execute(query))


def _values(announcement: Announcement) -> dict[str, Any]:
    """The row without its number."""
    return {
        "code": announcement.code,
        "purpose": announcement.purpose,
        "state": announcement.state,
        "author_id": announcement.author,
        "revision": announcement.revision,
        "draft": _draft.dump_python(announcement.draft, mode="json"),
        "digest": announcement.draft.digest(),
        "entry_id": announcement.entry_id,
        "submitted_at": announcement.submitted_at,
        "expires_at": announcement.expires_at,
        "reason": announcement.reason,
    }


def _read(row: Row[Any]) -> Announcement:
    return Announcement(
        id=AnnouncementId(row.id),
        code=Code(row.code),
        purpose=Purpose(row.purpose),
        state=AnnouncementState(row.state),
        author=CoordinatorId(row.author_id),
        revision=row.revision,
        draft=_draft.validate_python(row.draft, strict=False),
        entry_id=EntryId(row.entry_id) if row.entry_id is not None else None,
        submitted_at=row.submitted_at,
        expires_at=row.expires_at,
        reason=row.reason,
    )
