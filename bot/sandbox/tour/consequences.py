"""What follows from what people do: who is told of what from then on, and what there is to tell."""

from __future__ import annotations

from dataclasses import dataclass


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
class ComesTo:
    """The chat's alerts come to this topic."""

    topic: str


@dataclass(frozen=True, slots=True)
class Pauses:
    """No alerts, until `Resumes`."""


@dataclass(frozen=True, slots=True)
class Resumes:
    """Alerts again, for the same places."""


@dataclass(frozen=True, slots=True)
class Leaves:
    """No alerts ever again."""


@dataclass(frozen=True, slots=True)
class Announced:
    """An action nobody knew is approved: `starts_at` is local wall time of `zone`, "2026-01-27 17:30"."""

    code: str
    city: str
    state: str
    starts_at: str
    zone: str
    venue: str


@dataclass(frozen=True, slots=True)
class Moved:
    """A new place is approved."""

    code: str
    venue: str


@dataclass(frozen=True, slots=True)
class CalledOff:
    """The cancellation is approved."""

    code: str


@dataclass(frozen=True, slots=True)
class Retracted:
    """One person says: disregard it."""

    code: str


News = Announced | Moved | CalledOff | Retracted
Consequence = Follows | Drops | Mutes | BriefAt | ComesTo | Pauses | Resumes | Leaves | News
