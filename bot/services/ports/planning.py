"""What planning needs of the storage: who shares a timetable, what is followed, and the freezing itself."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.broadcast import Alert, Content, Section
from bot.domain.calendar import Kind
from bot.domain.ids import EntryId, SubscriberId
from bot.domain.planning import Profile
from bot.domain.subscriber import Language

PLANNED_UNTIL = "planned_until"
"""The meta key of the watermark: every moment up to this instant has been planned."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A place as somebody follows it."""

    place_key: str
    radius: int


@dataclass(frozen=True, slots=True)
class Wait:
    """When those of a profile may be written to, and the soonest their delivery may expire."""

    profile: Profile
    not_before: datetime
    soonest_expiry: datetime


@dataclass(frozen=True, slots=True)
class Reached:
    """A followed place holds a fact (`fact` is its number) about an entry.

    `near` marks an action of the day that is within reach: who has one is told of no nearest action.
    Nearest actions are numbered by distance.
    """

    followed: Followed
    fact: int
    entry_id: EntryId
    kind: Kind
    section: Section
    once: bool
    triggers: bool
    near: bool


@dataclass(frozen=True, slots=True)
class Audience:
    """Whom a moment concerns; `told_by` are the alerts after which a fact marked `once` is left out.

    Who has a delivery of a broadcast with a key like `instead_of` is left out; with `only`, everybody but
    this subscriber.
    """

    alert: Alert
    waits: Sequence[Wait]
    reached: Iterable[Reached]
    told_by: Sequence[Alert]
    instead_of: str | None
    only: SubscriberId | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """All subscribers of one language whom the same facts reach; `signature` stands for them."""

    language: Language
    signature: str
    facts: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class NewBroadcast:
    key: str
    alert: Alert
    due_at: datetime
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What the `groups` get: one content in one language."""

    language: Language
    signature: str
    groups: tuple[str, ...]
    content: Content
    expires_at: datetime
    keep_until: datetime


class PlanningReader(Protocol):
    async def profiles(self) -> tuple[Profile, ...]:
        """The distinct ones of active subscribers."""
        ...

    async def followed(self, only: SubscriberId | None = None) -> tuple[Followed, ...]:
        """The distinct ones of all subscriptions, or of one subscriber's."""
        ...

    async def is_planned(self, key: str) -> bool: ...

    async def has_expired(self, key: str) -> bool:
        """Did anybody not get the broadcast of this key because its time had passed?"""
        ...

    async def next_of_outbox(self, now: datetime) -> datetime | None:
        """The first instant after `now` at which a waiting delivery may go out or expires."""
        ...


class PlanningWriter(PlanningReader, Protocol):
    async def gather(self, audience: Audience) -> tuple[Group, ...]:
        """Find everybody concerned and keep them for the `freeze` of the same transaction."""
        ...

    async def gathered(self) -> int:
        """How many subscribers the last `gather` of this transaction found."""
        ...

    async def freeze(self, broadcast: NewBroadcast, editions: Iterable[NewEdition], now: datetime) -> int:
        """Write the broadcast, its editions and a delivery for each gathered subscriber; how many.

        Groups of no edition get nothing. A delivery whose expiry is not after `now`, or whose wait
        passes its edition's expiry, is written as expired. Without any delivery nothing is written.
        """
        ...
