"""Announcements and their approvals as the use cases see them."""

from collections.abc import Collection
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
        """The newest with this code: an entry's changes share its code."""
        ...

    async def of_author(
        self, author: CoordinatorId, states: Collection[AnnouncementState]
    ) -> tuple[Announcement, ...]:
        """Oldest first."""
        ...

    async def in_review(self) -> tuple[Announcement, ...]:
        """By the instant of their submission."""
        ...

    async def approvals(self, announcement_id: AnnouncementId) -> tuple[Approval, ...]:
        """By their instant; those of earlier contents included."""
        ...


class AnnouncementWriter(AnnouncementReader, Protocol):
    async def create(
        self,
        code: Code,
        purpose: Purpose,
        author: CoordinatorId,
        draft: Draft,
        entry_id: EntryId | None = None,
    ) -> Announcement:
        """A draft of revision 1."""
        ...

    async def save(self, announcement: Announcement, was: Announcement) -> bool:
        """Compare-and-set: nothing is written, and False said, unless the row still has the revision and
        the state of `was`.
        """
        ...

    async def approve(self, announcement_id: AnnouncementId, approval: Approval) -> None:
        """Keep a person's approval, instead of an earlier one of theirs."""
        ...
