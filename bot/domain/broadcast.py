"""Broadcasts, editions and deliveries: their states, lanes and the outcomes of one send."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum

from bot.domain.calendar import Version
from bot.domain.ids import BroadcastId, ChatId, DeliveryId, EditionId, EntryId, SubscriberId
from bot.domain.subscriber import Language

LATE_AFTER = timedelta(minutes=10)
"""Real time after due from which a delivery counts as late."""
SHORTEST_LIFE = timedelta(seconds=60)
"""Real time; no delivery expires sooner after it is due."""


class Alert(StrEnum):
    """A reason to write to people."""

    BRIEF = "brief"
    NEW = "new"
    REMINDER = "reminder"
    CHANGE = "change"
    CANCELLATION = "cancellation"
    RETRACTION = "retraction"


class Lane(IntEnum):
    """What goes first where sends compete; lower is sooner."""

    REPLY = 0
    RETRACTION = 1
    CHANGE = 2
    REMINDER = 3
    NEW = 4
    BRIEF = 5


LANES = {
    Alert.RETRACTION: Lane.RETRACTION,
    Alert.CANCELLATION: Lane.CHANGE,
    Alert.CHANGE: Lane.CHANGE,
    Alert.REMINDER: Lane.REMINDER,
    Alert.NEW: Lane.NEW,
    Alert.BRIEF: Lane.BRIEF,
}

NOTICES = (Alert.CHANGE, Alert.CANCELLATION, Alert.RETRACTION)
"""Alerts that correct what was told; they have no switch, and leaving a place does not stop them."""

REPEATS = {Alert.RETRACTION: 2, Alert.CANCELLATION: 2, Alert.CHANGE: 2}
"""How often an unknown outcome is repeated (A); every other alert once."""


class BroadcastState(StrEnum):
    QUEUED = "queued"
    SENDING = "sending"
    DONE = "done"
    HELD = "held"
    CANCELLED = "cancelled"


class DeliveryState(StrEnum):
    PENDING = "pending"
    SENDING = "sending"
    SENT = "sent"
    GONE = "gone"
    REJECTED = "rejected"
    CANCELLED = "cancelled"
    EXPIRED = "expired"
    UNCERTAIN = "uncertain"


OPEN_STATES = (DeliveryState.PENDING, DeliveryState.SENDING)
"""The outbox: deliveries not yet finished."""


class Section(StrEnum):
    """Where an entry stands in a brief; `nearest` is the nearest action of a day of action with none near."""

    MAIN = "main"
    NEWLY_LISTED = "newly_listed"
    NEAREST = "nearest"


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of an edition; `miles` from the nearest of the subscriber's cities, None if not by city."""

    entry_id: EntryId
    section: Section = Section.MAIN
    miles: float | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """What one edition says, before it is worded: place keys in the order shown, and the entries.

    `before` is what its readers were told, where it says that the one entry is different now, and `since` is
    when the first of the changes was confirmed that it tells of. `series`: the entries are dates of one
    action that comes again, which are told as one.
    """

    alert: Alert
    due_at: datetime
    zone: str
    place_keys: tuple[str, ...]
    items: tuple[Item, ...]
    before: Version | None = None
    since: datetime | None = None
    series: bool = False


@dataclass(frozen=True, slots=True)
class Edition:
    id: EditionId
    broadcast_id: BroadcastId
    language: Language
    content: Content


@dataclass(frozen=True, slots=True)
class Wording:
    """An edition as it goes out: Telegram HTML, and its buttons as the JSON of a reply markup."""

    text: str
    buttons: str | None = None


@dataclass(frozen=True, slots=True)
class Delivery:
    """A due delivery, all that is needed to send it.

    `since` is the instant from which lateness counts: when it was due, or the end of the quiet hours.
    `ambiguous` counts the unknown outcomes so far. `plain`: the text with its formatting was rejected.
    `moved`: its topic turned out closed or deleted, so it goes to the group's General and says so.
    """

    id: DeliveryId
    broadcast_id: BroadcastId
    edition_id: EditionId
    subscriber_id: SubscriberId
    chat_id: ChatId = field(repr=False)
    thread: int | None
    alert: Alert
    since: datetime
    ambiguous: int = 0
    plain: bool = False
    moved: bool = False
    language: Language = Language.EN


@dataclass(frozen=True, slots=True)
class Sent:
    """`message_id` is None if the server took the message and did not say under which number."""

    message_id: int | None


@dataclass(frozen=True, slots=True)
class Gone:
    """Proven not delivered, and this chat cannot be reached: blocked, kicked, deactivated, not found."""

    reason: str


@dataclass(frozen=True, slots=True)
class NotSent:
    """Proven not delivered; to be tried again after `retry_after` real seconds (None: the usual back-off).

    `gate` says that the server asked everybody to wait (a 429).
    """

    reason: str
    retry_after: float | None = None
    gate: bool = False


@dataclass(frozen=True, slots=True)
class Migrated:
    """Proven not delivered: the group became a supergroup with this id."""

    new_chat_id: ChatId = field(repr=False)


@dataclass(frozen=True, slots=True)
class TopicClosed:
    """Proven not delivered: the topic of the group is closed or deleted."""

    reason: str


@dataclass(frozen=True, slots=True)
class NoRights:
    """Proven not delivered: the bot is in the group and may not write there at the moment."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Refused for what it says (a 400 about the text); to be tried once more as plain text.

    `removed`: it stood in the group for a moment and the group's own bot took it down, so that
    sending it again would only post it again.
    """

    reason: str
    removed: bool = False


@dataclass(frozen=True, slots=True)
class Ambiguous:
    """Nobody can say whether it was delivered."""

    reason: str


@dataclass(frozen=True, slots=True)
class TokenRefused:
    """401 or 404: the token is wrong; stop sending, keep everything."""

    reason: str


Outcome = Sent | Gone | NotSent | Migrated | TopicClosed | NoRights | Rejected | Ambiguous | TokenRefused
