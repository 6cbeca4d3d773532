"""A story: who takes part, and its scenes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.tour.acts import Act, Doing, Restarts, Together
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
