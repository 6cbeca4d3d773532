"""When a coordinators' broadcast must wait for an operator. Pure; docs/decisions/0011 says why."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.broadcast import Alert
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator
from bot.domain.ids import AnnouncementId, BroadcastId, Code, CoordinatorId, EntryId
from bot.domain.places import Place

PUSHES_A_DAY = 3
DAY = timedelta(hours=24)
GAP = timedelta(minutes=10)
CHANGES = 2
FLAGS = 3
FLAGS_A_DAY = 3
COUNTS_AFTER = timedelta(days=7)
"""Of subscription: flags of newer subscribers do not count."""


class Reason(StrEnum):
    """Why something is held, as it stands in the row; whatever else stands there came from the wire."""

    PUSHES = "more than 3 alerts of the city in 24 hours"
    GAP = "less than 10 minutes after the last of the city"
    CHANGES = "more than 2 changes to one action"
    FLAGS = "readers' flags"
    GONE = "many chats gone at once"


BY_LIMIT = (Reason.PUSHES, Reason.GAP, Reason.CHANGES, Reason.FLAGS)
"""Of these somebody has to be asked who has no part in it; the others are faults that anybody can judge."""


@dataclass(frozen=True, slots=True)
class Push:
    """A coordinators' broadcast that reached somebody or is about to; the first may have it at `goes_at`."""

    alert: Alert
    due_at: datetime
    goes_at: datetime


def over_limit(push: Push, earlier: Sequence[Push], changes: int) -> Reason | None:
    """Why it must wait. `earlier` are those of its city within DAY, `changes` those of its action before it.

    Of cancellations only a flood is held: to hold one that is true sends people to where nothing is.
    """
    if push.alert is Alert.RETRACTION:
        return None
    if push.alert is Alert.CANCELLATION:
        others = sum(each.alert is Alert.CANCELLATION for each in earlier)
        return Reason.PUSHES if others >= PUSHES_A_DAY else None
    if push.alert is Alert.CHANGE and changes >= CHANGES:
        return Reason.CHANGES
    if len(earlier) >= PUSHES_A_DAY:
        return Reason.PUSHES
    if any(abs(push.goes_at - each.due_at) < GAP for each in earlier):
        return Reason.GAP
    return None


@dataclass(frozen=True, slots=True)
class Hold:
    """A broadcast that is held. `waiting` deliveries are open, the last of them until `expires_at`.

    What the coordinators of a place sent has that place; `announcement_id` is None where its author left.
    """

    id: BroadcastId
    key: str
    alert: Alert
    reason: str
    waiting: int
    expires_at: datetime
    place_key: str | None = None
    entry_id: EntryId | None = None
    announcement_id: AnnouncementId | None = None

    @property
    def by_limit(self) -> bool:
        return self.reason in BY_LIMIT


@dataclass(frozen=True, slots=True)
class Held:
    """A hold with all who have to know: who stands behind it, and who may let it go on."""

    hold: Hold
    entry: Entry | None
    place: Place | None
    author: Coordinator | None
    approvers: tuple[Coordinator, ...]
    releasers: tuple[Coordinator, ...]

    @property
    def code(self) -> Code | None:
        return self.entry.code if self.entry else None

    @property
    def behind(self) -> tuple[Coordinator, ...]:
        """Author and approvers."""
        return (*([self.author] if self.author else []), *self.approvers)


@dataclass(frozen=True, slots=True)
class Released:
    """`others` have to hear of it."""

    held: Held
    by: Coordinator
    others: tuple[Coordinator, ...]


@dataclass(frozen=True, slots=True)
class Flagged:
    """What a reader's flag came to. At the third, `page` have to look; `held`: its sending waits."""

    entry: Entry
    page: tuple[Coordinator, ...] = ()
    held: bool = False


def may_release(
    person: Coordinator, hold: Hold, author: CoordinatorId | None, approvers: Sequence[CoordinatorId]
) -> bool:
    """An operator; over a limit, one who is neither the author nor the only one who approved."""
    apart = person.id != author and set(approvers) != {person.id}
    return person.is_operator and (apart or not hold.by_limit)
