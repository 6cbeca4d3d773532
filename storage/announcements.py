"""Announcements, a row from the first answer on, and their approvals."""

from datetime import datetime
from typing import Any

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Row, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.announcement import OPEN, Announcement, AnnouncementState, Draft, Purpose
from bot.domain.ids import AnnouncementId, Code, CoordinatorId, EntryId
from bot.services.ports.announcements import Approval
from storage.tables_of_coordinators import announcement, approval

_draft = TypeAdapter(Draft)
_columns = announcement.c
_approval = approval.c


class Announcements:
    def __init__(self, connection: AsyncConnection) -> None:
        self._connection = connection

    async def by_id(self, announcement_id: AnnouncementId) -> Announcement | None:
        return next(iter(await self._found(_columns.id == announcement_id)), None)

    async def by_code(self, code: Code) -> Announcement | None:
        return next(iter(await self._found(_columns.code == code)), None)

    async def with_code(self, code: Code) -> tuple[Announcement, ...]:
        return await self._found(_columns.code == code)

    async def of_author(self, author: CoordinatorId) -> tuple[Announcement, ...]:
        return await self._found(_columns.author_id == author, _columns.state.in_(OPEN))

    async def in_review(self) -> tuple[Announcement, ...]:
        found = await self._found(_columns.state == AnnouncementState.IN_REVIEW)
        return tuple(sorted(found, key=lambda one: (str(one.submitted_at), one.id)))

    async def has_pushed(self, author: CoordinatorId, but: AnnouncementId) -> bool:
        approved = _columns.state == AnnouncementState.APPROVED
        query = select(_columns.id).where(_columns.author_id == author, approved, _columns.id != but)
        return (await self._connection.execute(query.limit(1))).first() is not None

    async def approvals(self, announcement_id: AnnouncementId) -> tuple[Approval, ...]:
        query = select(approval).where(_approval.announcement_id == announcement_id)
        rows = await self._connection.execute(query.order_by(_approval.at))
        return tuple(Approval(CoordinatorId(row.coordinator_id), row.digest, row.at) for row in rows)

    async def approve(self, announcement_id: AnnouncementId, given: Approval) -> None:
        key = {"announcement_id": announcement_id, "coordinator_id": given.coordinator_id}
        earlier = (_approval[name] == value for name, value in key.items())
        await self._connection.execute(delete(approval).where(*earlier))
        await self._connection.execute(insert(approval).values(**key, digest=given.digest, at=given.at))

    async def create(
        self,
        code: Code,
        purpose: Purpose,
        author: CoordinatorId,
        draft: Draft,
        entry_id: EntryId | None = None,
    ) -> Announcement:
        row = await self._connection.execute(
            insert(announcement)
            .values(
                code=code,
                purpose=purpose,
                state=AnnouncementState.DRAFT,
                author_id=author,
                revision=1,
                entry_id=entry_id,
                **_content(draft),
            )
            .returning(*_columns)
        )
        return _to_domain(row.one())

    async def save(self, saved: Announcement, revision: int, state: AnnouncementState) -> bool:
        result = await self._connection.execute(
            update(announcement)
            .where(_columns.id == saved.id, _columns.revision == revision, _columns.state == state)
            .values(
                state=saved.state,
                revision=saved.revision,
                entry_id=saved.entry_id,
                submitted_at=saved.submitted_at,
                expires_at=saved.expires_at,
                reason=saved.reason,
                **_content(saved.draft),
            )
        )
        return result.rowcount == 1

    async def expire(self, now: datetime) -> tuple[Announcement, ...]:
        due = (_columns.state == AnnouncementState.IN_REVIEW, _columns.expires_at <= now)
        rows = await self._connection.execute(
            update(announcement).where(*due).values(state=AnnouncementState.EXPIRED).returning(*_columns)
        )
        return tuple(map(_to_domain, rows))

    async def _found(self, *where: ColumnElement[bool]) -> tuple[Announcement, ...]:
        query = select(announcement).where(*where).order_by(_columns.id.desc())
        return tuple(map(_to_domain, await self._connection.execute(query)))


def _content(draft: Draft) -> dict[str, Any]:
    return {"draft": _draft.dump_python(draft, mode="json"), "digest": draft.digest()}


def _to_domain(row: Row[Any]) -> Announcement:
    return Announcement(
        id=AnnouncementId(row.id),
        code=Code(row.code),
        purpose=Purpose(row.purpose),
        state=AnnouncementState(row.state),
        author=CoordinatorId(row.author_id),
        revision=row.revision,
        draft=_draft.validate_python(row.draft, strict=False),
        entry_id=EntryId(row.entry_id) if row.entry_id else None,
        submitted_at=row.submitted_at,
        expires_at=row.expires_at,
        reason=row.reason,
    )
