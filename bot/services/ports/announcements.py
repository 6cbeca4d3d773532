"""Announcements and their approvals as the use cases see them."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.ids import AnnouncementId, Code, CoordinatorId, EntryId


@dataclass(frozen=True, slots=True)
class Approval:
    """One person's yes to exactly one content."""

    coordinator_id: CoordinatorId
    digest: str
    at: datetime


class AnnouncementReader(Protocol):
    async def by_id(self, announcement_id: AnnouncementId) -> Announcement | None: ...

    async def by_code(self, code: Code) -> Announcement | None:
        """The newest with this code: an entry's later changes share its code."""
        ...

    async def with_code(self, code: Code) -> tuple[Announcement, ...]:
        """All that were ever made of an entry, the newest first."""
        ...

    async def of_author(self, author: CoordinatorId) -> tuple[Announcement, ...]:
        """The open ones, the newest first."""
        ...

    async def has_pushed(self, author: CoordinatorId, but: AnnouncementId) -> bool:
        """Was anything of theirs approved, other than this one?"""
        ...

    async def approvals(self, announcement_id: AnnouncementId) -> tuple[Approval, ...]:
        """By their instant; those of earlier contents included."""
        ...

    async def in_review(self) -> tuple[Announcement, ...]:
        """By the instant they were submitted."""
        ...


class AnnouncementWriter(AnnouncementReader, Protocol):
    async def create(
        self,
        code: Code,
        purpose: Purpose,
        author: CoordinatorId,
        draft: Draft,
        entry_id: EntryId | None = None,
    ) -> Announcement: ...

    async def save(self, announcement: Announcement, revision: int, state: AnnouncementState) -> bool:
        """Compare-and-set: written only if the row still has this revision and state."""
        ...

    async def expire(self, now: datetime) -> tuple[Announcement, ...]:
        """Turn what is past its expiry from review to expired; which."""
        ...

    async def approve(self, announcement_id: AnnouncementId, approval: Approval) -> None:
        """Keep a person's approval, instead of an earlier one of theirs."""
        ...
