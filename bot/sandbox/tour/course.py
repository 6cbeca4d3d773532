"""What becomes of one action that a coordinator announces: told, moved, called off, retracted."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import datetime
from zoneinfo import ZoneInfo

from bot.sandbox.tour.consequences import Announced, CalledOff, Moved, Retracted
from bot.sandbox.tour.facts import Fact

ENDINGS = {"cancellation", "retraction"}


@dataclass(slots=True)
class Course:
    """`notices` are the instants at which those concerned are told, with the kind of alert that tells them.

    `venues` are the places by the instants from which they hold.
    """

    fact: Fact
    venues: list[tuple[datetime, str]]
    notices: list[tuple[datetime, str]] = field(default_factory=list)

    @classmethod
    def begin(cls, news: Announced, at: datetime) -> Course:
        start = datetime.fromisoformat(news.starts_at).replace(tzinfo=ZoneInfo(news.zone))
        fact = Fact(news.code, "city", news.city, news.state, start.date(), start, since=at)
        return cls(fact, [(at, news.venue)])

    @property
    def since(self) -> datetime:
        return self.venues[0][0]

    def go_on(self, news: Moved | CalledOff | Retracted, at: datetime) -> None:
        match news:
            case Moved():
                self.venues.append((at, news.venue))
                self.notices.append((at, "change"))
            case CalledOff():
                self.fact = replace(self.fact, until=at)
                self.notices.append((at, "cancellation"))
            case Retracted():
                self.fact = replace(self.fact, until=at)
                self.notices.append((at, "retraction"))

    def contradicted(self, kind: str, text: str, at: datetime) -> str | None:
        """What an alert that names the action says of it and did not hold then; None if all of it did."""
        if self.fact.until is not None and at > self.fact.until and kind not in ENDINGS:
            return "which is off"
        if kind not in {"new", "brief", "reminder"}:
            return None
        *former, now = [venue for since, venue in self.venues if since <= at]
        if any(venue in text for venue in former):
            return f"at {former[-1]}, which is no longer its place"
        return None if now in text else f"without its place, {now}"
