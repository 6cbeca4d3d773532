"""What one chat follows, and since when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.tour.consequences import Follows
from bot.sandbox.tour.facts import Fact

BRIEF_TIME = time(18)


@dataclass(slots=True)
class _Span:
    place: Follows
    since: datetime
    until: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        return self.since < instant and (self.until is None or instant < self.until)


@dataclass(slots=True)
class Following:
    """Of one chat, `zone` being its own; told in the order of time. A group gets briefs and changes only."""

    zone: ZoneInfo
    in_group: bool = False
    _spans: list[_Span] = field(default_factory=list)
    _paused: list[Follows] = field(default_factory=list)
    _muted: dict[str, datetime] = field(default_factory=dict)
    _topics: list[tuple[datetime, str]] = field(default_factory=list)
    _brief_times: list[tuple[datetime, time]] = field(default_factory=list)

    def begin(self, place: Follows, at: datetime) -> None:
        self._spans.append(_Span(place, at))

    def end(self, at: datetime, place: Follows | None = None) -> list[Follows]:
        """Ends what is followed now, or one place of it; what it was."""
        open_spans = [span for span in self._spans if span.until is None and place in {None, span.place}]
        for span in open_spans:
            span.until = at
        return [span.place for span in open_spans]

    def pause(self, at: datetime) -> None:
        self._paused = self.end(at)

    def resume(self, at: datetime) -> None:
        for place in self._paused:
            self.begin(place, at)

    def mute(self, code: str, at: datetime) -> None:
        self._muted[code] = at

    def brief_at(self, local: time, at: datetime) -> None:
        """Quiet hours hold the brief until then."""
        self._brief_times.append((at, local))

    def come_to(self, topic: str, at: datetime) -> None:
        self._topics.append((at, topic))

    def topic(self, at: datetime) -> str:
        """Where its alerts come; empty for a chat without topics, and for General."""
        return next((topic for since, topic in reversed(self._topics) if since < at), "")

    def is_there(self, at: datetime) -> bool:
        """Does the chat follow anything at this instant?"""
        return any(span.holds(at) for span in self._spans)

    def has_muted(self, code: str, at: datetime) -> bool:
        return code in self._muted and self._muted[code] < at

    def holds(self, fact: Fact, at: datetime, *, of_city: bool = False) -> bool:
        """Does it follow, and not mute, what is told? `of_city`: a person, by way of a city alone."""
        if self.has_muted(fact.code, at) or (of_city and self.in_group):
            return False
        spans = (span for span in self._spans if span.place.city or not of_city)
        return any(span.holds(at) and fact.concerns(span.place) for span in spans)

    def brief_for(self, day: date) -> tuple[datetime, datetime]:
        """When the brief for this day is due, and when quiet hours let it through."""
        evening = day - timedelta(days=1)
        due = datetime.combine(evening, BRIEF_TIME, self.zone)
        held = [until for since, until in self._brief_times if since < due]
        return due, datetime.combine(evening, held[-1], self.zone) if held else due
