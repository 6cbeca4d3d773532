"""What there is to tell: the entries of the calendar, and those that a story's coordinators add."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.sandbox.tour.consequences import Follows


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry, as far as it decides who is told and when.

    Those of `python -m bot calendar --json` are known from the beginning and stand to the end; what is
    announced in the story stands from `since`, until it is called off or retracted.
    """

    code: str
    scope: str
    city: str | None
    state: str | None
    starts_on: date
    starts_at: datetime | None
    since: datetime | None = None
    until: datetime | None = None

    @classmethod
    def read(cls, entries: Iterable[dict[str, Any]]) -> list[Self]:
        """Those with a day."""
        return [cls._of(entry) for entry in entries if entry["starts_on"]]

    @classmethod
    def _of(cls, entry: dict[str, Any]) -> Self:
        start = entry["starts_at"]
        return cls(
            code=entry["code"],
            scope=entry["scope"],
            city=entry["city"],
            state=entry["state"],
            starts_on=date.fromisoformat(entry["starts_on"]),
            starts_at=datetime.fromisoformat(start).replace(tzinfo=ZoneInfo(entry["zone"]))
            if start
            else None,
        )

    def concerns(self, place: Follows) -> bool:
        """By the plainest reading: the very city, its state's days, the country's days."""
        if self.scope == "national" or place == Follows():
            return True
        if self.state != place.state:
            return False
        return self.scope == "state" or place.city is None or self.city == place.city

    def stands(self, at: datetime) -> bool:
        return (self.since is None or self.since < at) and (self.until is None or at < self.until)
