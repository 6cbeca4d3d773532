"""The vocabulary of a story: who takes part, what a scene can hold, and what follows from it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from zoneinfo import ZoneInfo

EASTERN = "America/New_York"
CENTRAL = "America/Chicago"
MOUNTAIN = "America/Denver"
PACIFIC = "America/Los_Angeles"


@dataclass(frozen=True, slots=True)
class Actor:
    """A person with a private chat. `app` is the language their Telegram is set to.

    The last name and username exist so that they can be looked for where they must not be.
    """

    name: str
    last_name: str
    zone: str
    app: str = "en"

    @property
    def username(self) -> str:
        return f"{self.name}_{self.last_name}".lower()


@dataclass(frozen=True, slots=True)
class Circle:
    """A group chat; `name` is what the transcript calls it, the first member made it."""

    name: str
    title: str
    zone: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Follows:
    """From here on the chat is told of a city, of a state (no city), or of the country (neither)."""

    city: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Drops:
    """The chat no longer follows this; the opposite of `Follows`."""

    city: str | None = None
    state: str | None = None


@dataclass(frozen=True, slots=True)
class Mutes:
    code: str


@dataclass(frozen=True, slots=True)
class BriefAt:
    """Quiet hours hold the chat's brief until this local time ("19:00")."""

    time: str


@dataclass(frozen=True, slots=True)
class Pauses:
    """No alerts, until `Resumes`."""


@dataclass(frozen=True, slots=True)
class Resumes:
    """Alerts again, for the same places."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """No alerts ever again."""


Consequence = Follows | Drops | Mutes | BriefAt | Pauses | Resumes | Leaves


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something `who` does. In what the bot then says in that chat, all of `expects` must occur.

    Without `expects` the bot is expected to say nothing. `then` holds for the alerts from here on.
    """

    who: str
    expects: tuple[str, ...] = ()
    then: Consequence | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Says(Act):
    """In the own private chat, or in the circle named `to`."""

    text: str
    to: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts(Act):
    """Taps Start, or a link with a payload."""

    payload: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses(Act):
    """The button with this text or callback data, on the latest message that has it."""

    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesLocation(Act):
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks(Act):
    """Blocks the bot."""


@dataclass(frozen=True, slots=True)
class Restarts:
    """The bot is told to stop and started again. `meanwhile` is done while it is down."""

    meanwhile: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Kills:
    """At the next due instant, `delivered` messages go out, the next meet a 429: there the bot is killed."""

    delivered: int = 1


Doing = Act | Restarts | Kills


@dataclass(frozen=True, slots=True)
class Scene:
    """What happens at one moment: `at` is local wall time of `zone`, "2026-01-22 08:05"."""

    at: str
    zone: str
    title: str
    doings: tuple[Doing, ...]

    @property
    def instant(self) -> datetime:
        return datetime.fromisoformat(self.at).replace(tzinfo=ZoneInfo(self.zone))


@dataclass(frozen=True, slots=True)
class Story:
    """Scenes in the order of time."""

    actors: tuple[Actor, ...]
    circles: tuple[Circle, ...]
    scenes: tuple[Scene, ...]

    @property
    def zones(self) -> dict[str, ZoneInfo]:
        """Of every chat, by its name."""
        named = {actor.name: actor.zone for actor in self.actors}
        named |= {circle.name: circle.zone for circle in self.circles}
        return {name: ZoneInfo(zone) for name, zone in named.items()}
