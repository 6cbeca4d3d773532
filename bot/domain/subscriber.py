"""Subscribers: chats that asked for alerts, and what they chose."""

from dataclasses import dataclass, replace
from datetime import date, time
from enum import StrEnum

from bot.domain.calendar import Kind
from bot.domain.ids import ChatId, SubscriberId
from bot.domain.places import Place

KEEP_STOPPED_DAYS = 7
"""After /stop the places stay this long for an undo; a chat that blocked the bot is kept as long."""
CONSENT_VERSION = 1
"""Of the words that say what is kept (the welcome and /privacy)."""
MOST_PLACES = 25
"""How many places one chat can have."""
DEFAULT_BRIEF_HOUR = 18
BRIEF_HOURS = range(12, 22)
"""The hours of the evening before at which a brief can come: noon to nine; it expires at ten."""


class Language(StrEnum):
    EN = "en"
    ES = "es"


class ChatKind(StrEnum):
    PRIVATE = "private"
    GROUP = "group"
    SUPERGROUP = "supergroup"


class SubscriberStatus(StrEnum):
    """`stopped` asked for silence; `suspended` cannot be reached (blocked, kicked, not found)."""

    ACTIVE = "active"
    STOPPED = "stopped"
    SUSPENDED = "suspended"


class NewAlerts(StrEnum):
    """When to tell of something new: at once, in the next brief, or never."""

    ONCE = "once"
    BRIEF = "brief"
    OFF = "off"


@dataclass(frozen=True, slots=True)
class QuietHours:
    """Local hours of the home zone without messages; `starts` may be later than `ends` (over midnight)."""

    starts: time
    ends: time


DEFAULT_QUIET = QuietHours(time(22), time(8))


@dataclass(frozen=True, slots=True)
class Subscriber:
    """`thread` is the forum topic alerts go to. `quiet` None means no quiet hours.
    `brief_hour` is one of BRIEF_HOURS, on the clocks of the home zone.

    `stopped_on` is the day of /stop or of the suspension, from which the 7 days are counted.
    """

    id: SubscriberId
    chat_id: ChatId
    kind: ChatKind
    language: Language
    home_zone: str
    thread: int | None = None
    quiet: QuietHours | None = DEFAULT_QUIET
    brief: bool = True
    brief_hour: int = DEFAULT_BRIEF_HOUR
    new: NewAlerts = NewAlerts.ONCE
    reminder: bool = True
    status: SubscriberStatus = SubscriberStatus.ACTIVE
    stopped_on: date | None = None
    consent_version: int = 1
    consent_on: date | None = None

    def resumed(self) -> "Subscriber":
        return replace(self, status=SubscriberStatus.ACTIVE, stopped_on=None)


@dataclass(frozen=True, slots=True)
class Chat:
    """Who asks, subscriber or not, with the language and thread of the screen they read."""

    id: ChatId
    kind: ChatKind
    language: Language
    thread: int | None = None


@dataclass(frozen=True, slots=True)
class OwnPlace:
    """A place as its subscriber has it: with their radius, and the kinds they want (None: every kind)."""

    place: Place
    kinds: frozenset[Kind] | None = None


@dataclass(frozen=True, slots=True)
class Subscription:
    """Subscriber x place, by the place's key. `radius` in miles, 0 for a state and the country.

    `kinds` None means every kind of action.
    """

    subscriber_id: SubscriberId
    place_key: str
    radius: int = 0
    kinds: frozenset[Kind] | None = None
