"""What a coordinator writes, from the first line to its approval. Pure: states and content, no I/O."""

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date, datetime
from enum import StrEnum

from bot.domain.calendar import NOT_STATED, Access, Kind
from bot.domain.ids import AnnouncementId, CityId, Code, CoordinatorId, EntryId
from bot.domain.places import Coordinates
from bot.domain.series import Recurrence


class Purpose(StrEnum):
    """What an approval makes of it: a new entry, or another state of one that is known."""

    NEW = "new"
    CHANGE = "change"
    POSTPONE = "postpone"
    CANCEL = "cancel"
    END = "end"
    """Cancel one date of what comes again, and all later ones."""


class AnnouncementState(StrEnum):
    DRAFT = "draft"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


OPEN = (AnnouncementState.DRAFT, AnnouncementState.IN_REVIEW)


@dataclass(frozen=True, slots=True)
class Draft:
    """The content. Times are naive local ones of the city. What is None is not stated (yet).

    A day of action has, in place of a city, the key of the state or the country as its `area`, and, where
    no hour is stated, its first and last day. `of_revision`: of the entry that it changes, as it was when the
    draft was begun.
    """

    kind: Kind | None = None
    title_en: str | None = None
    title_es: str | None = None
    city_id: CityId | None = None
    starts_at: datetime | None = None
    ends_at: datetime | None = None
    venue: str | None = None
    address: str | None = None
    pin: Coordinates | None = None
    organizers: tuple[str, ...] = ()
    access: Access = NOT_STATED
    link: str | None = None
    belongs_to: EntryId | None = None
    of_revision: int | None = None
    area: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    repeats: Recurrence | None = None

    @property
    def first_day(self) -> date | None:
        return self.starts_at.date() if self.starts_at is not None else self.starts_on

    def digest(self) -> str:
        """Names exactly this content: an approval is of one digest, and any edit clears it."""
        text = json.dumps(asdict(self), sort_keys=True, default=str, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()[:32]


@dataclass(frozen=True, slots=True)
class Announcement:
    """`entry_id`: the entry it changes or, once approved, the one it made. `revision` counts its edits."""

    id: AnnouncementId
    code: Code
    purpose: Purpose
    state: AnnouncementState
    author: CoordinatorId
    revision: int
    draft: Draft
    entry_id: EntryId | None = None
    submitted_at: datetime | None = None
    expires_at: datetime | None = None
    reason: str | None = None
