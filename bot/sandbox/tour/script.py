"""The vocabulary of a story: who takes part, and what a scene can hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.tour.consequences import Consequence
from bot.sandbox.tour.wording import reworded, spanish

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
    """A group chat without topics; `name` is what the transcript calls it, the first member made it.

    The bot comes into it when somebody brings it.
    """

    name: str
    title: str
    zone: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """Something `who` does. In what the bot then says in that chat, all of `expects` must occur.

    Without `expects` the bot is expected to say nothing. `then` holds for the alerts from here on.
    `learns` are names with patterns of one group, looked for in the answer: later acts say `{name}`.
    `previews`: the answer shows an alert as it would arrive, and is none.
    """

    who: str
    expects: tuple[str, ...] = ()
    then: Consequence | None = None
    learns: Mapping[str, str] = field(default_factory=dict)
    previews: bool = False

    def knowing(self, known: Mapping[str, str]) -> Act:
        """With what was learned in place of the names."""

        def filled(text: str) -> str:
            for name, value in known.items():
                text = text.replace(f"{{{name}}}", value)
            return text

        return reworded(self, filled)


@dataclass(frozen=True, slots=True, kw_only=True)
class InChat(Act):
    """In the own private chat, or in the circle named `to`; there perhaps in a topic."""

    to: str = ""
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Says(InChat):
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class BringsBot(InChat):
    """Adds the bot to the circle."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TurnsOnTopics(InChat):
    """By that Telegram makes a supergroup of a plain group: a new chat with a new id."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpensTopic(InChat):
    """Named `topic`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Starts(Act):
    """Taps Start, or a link with a payload."""

    payload: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Presses(Act):
    """The button with this text or callback data, on the latest message that has it."""

    button: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picks(Act):
    """Presses the one of these buttons that is shown: which fact is asked for, nobody can know before."""

    buttons: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class SharesLocation(Act):
    latitude: float
    longitude: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Blocks(Act):
    """Blocks the bot."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rewrites(Act):
    """Edits their own latest message."""

    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forwards(Act):
    """Passes on to the bot what `author` wrote to them."""

    text: str
    author: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Forges(Act):
    """Sends the data of a button that the chat `of` shows, as if pressed in their own chat."""

    button: str
    of: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Hears(InChat):
    """Does nothing: what is expected comes by itself, after what was last said in the chat by a person."""


@dataclass(frozen=True, slots=True)
class Together:
    """Acts done at once, each in another chat; then all are waited for."""

    acts: tuple[Act, ...]


@dataclass(frozen=True, slots=True)
class Restarts:
    """The bot is told to stop and started again. `meanwhile` is done while it is down."""

    meanwhile: tuple[Act, ...] = ()


@dataclass(frozen=True, slots=True)
class Kills:
    """At the next due instant, `delivered` messages go out, the next meet a 429: there the bot is killed."""

    delivered: int = 1


Doing = Act | Together | Restarts | Kills


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
    def acts(self) -> Iterator[Act]:
        """All of them, in order."""
        for scene in self.scenes:
            for doing in scene.doings:
                match doing:
                    case Act():
                        yield doing
                    case Together(acts) | Restarts(acts):
                        yield from acts

    def in_spanish(self) -> Story:
        """Told in Spanish, by people whose apps speak it."""
        actors = tuple(replace(actor, app="es") for actor in self.actors)
        return replace(reworded(self, spanish), actors=actors)

    @property
    def groups(self) -> frozenset[str]:
        """The names of the chats that are no private ones."""
        return frozenset(circle.name for circle in self.circles)

    @property
    def zones(self) -> dict[str, ZoneInfo]:
        """Of every chat, by its name."""
        named = {actor.name: actor.zone for actor in self.actors}
        named |= {circle.name: circle.zone for circle in self.circles}
        return {name: ZoneInfo(zone) for name, zone in named.items()}
