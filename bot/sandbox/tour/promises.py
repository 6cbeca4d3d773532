"""What the chats of a story must be told: who follows what and since when, held against the calendar."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any, Self
from zoneinfo import ZoneInfo

from bot.sandbox.tour.script import (
    BriefAt,
    Consequence,
    Drops,
    Follows,
    Leaves,
    Mutes,
    Pauses,
    Resumes,
    Story,
)

BRIEF_TIME = time(18)
NAMED = 6
"""A brief names so many entries at most; of more, it counts the rest."""
REMINDED = timedelta(hours=2)


@dataclass(frozen=True, slots=True)
class Fact:
    """An entry of `python -m bot calendar --json`, as far as it decides who is told and when."""

    code: str
    scope: str
    city: str | None
    state: str | None
    starts_on: date
    starts_at: datetime | None

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


@dataclass(frozen=True, slots=True)
class Promise:
    """One message, and only one of its kind that day, to a chat, naming all of `codes`."""

    chat: str
    kind: str
    at: datetime
    codes: frozenset[str]


@dataclass(slots=True)
class _Span:
    place: Follows
    since: datetime
    until: datetime | None = None

    def holds(self, instant: datetime) -> bool:
        return self.since < instant and (self.until is None or instant < self.until)


@dataclass(slots=True)
class _Chat:
    zone: ZoneInfo
    spans: list[_Span] = field(default_factory=list)
    paused: list[Follows] = field(default_factory=list)
    muted: dict[str, datetime] = field(default_factory=dict)
    brief_times: list[tuple[datetime, time]] = field(default_factory=list)

    def has_muted(self, code: str, at: datetime) -> bool:
        return code in self.muted and self.muted[code] < at

    def told_of(self, fact: Fact, at: datetime, *, of_city: bool = False) -> bool:
        if self.has_muted(fact.code, at):
            return False
        spans = (span for span in self.spans if span.place.city or not of_city)
        return any(span.holds(at) and fact.concerns(span.place) for span in spans)

    def brief_for(self, day: date) -> tuple[datetime, datetime]:
        """When the brief for this day is due, and when quiet hours let it through."""
        evening = day - timedelta(days=1)
        due = datetime.combine(evening, BRIEF_TIME, self.zone)
        held = [until for since, until in self.brief_times if since < due]
        return due, datetime.combine(evening, held[-1], self.zone) if held else due


class Promises:
    """Fed with the consequences of what people do, in the order of time."""

    def __init__(self, story: Story) -> None:
        self._chats = {name: _Chat(zone) for name, zone in story.zones.items()}

    def note(self, name: str, consequence: Consequence, at: datetime) -> None:
        chat = self._chats[name]
        match consequence:
            case Follows():
                chat.spans.append(_Span(consequence, at))
            case Drops():
                self._end(chat, at, Follows(consequence.city, consequence.state))
            case Mutes():
                chat.muted[consequence.code] = at
            case BriefAt():
                chat.brief_times.append((at, time.fromisoformat(consequence.time)))
            case Pauses():
                chat.paused = self._end(chat, at)
            case Resumes():
                chat.spans += [_Span(place, at) for place in chat.paused]
            case Leaves():
                self._end(chat, at)

    def zone(self, chat: str) -> ZoneInfo:
        return self._chats[chat].zone

    def follows(self, chat: str, at: datetime) -> bool:
        """Does the chat want any alert at this instant?"""
        return any(span.holds(at) for span in self._chats[chat].spans)

    def muted(self, chat: str, code: str, at: datetime) -> bool:
        return self._chats[chat].has_muted(code, at)

    def made(self, facts: list[Fact], by: datetime) -> Iterator[Promise]:
        """All that had to arrive `by` then."""
        for name, chat in self._chats.items():
            yield from (promise for promise in self._briefs(name, chat, facts) if promise.at <= by)
            yield from (promise for promise in self._reminders(name, chat, facts) if promise.at <= by)

    @staticmethod
    def _briefs(name: str, chat: _Chat, facts: list[Fact]) -> Iterator[Promise]:
        for day in sorted({fact.starts_on for fact in facts}):
            due, at = chat.brief_for(day)
            told = [fact.code for fact in facts if fact.starts_on == day and chat.told_of(fact, due)]
            if told:
                yield Promise(name, "brief", at, frozenset(told if len(told) <= NAMED else ()))

    @staticmethod
    def _reminders(name: str, chat: _Chat, facts: list[Fact]) -> Iterator[Promise]:
        for fact in facts:
            if fact.starts_at is None or fact.scope != "city":
                continue
            due = fact.starts_at - REMINDED
            if chat.told_of(fact, due, of_city=True):
                yield Promise(name, "reminder", due, frozenset({fact.code}))

    @staticmethod
    def _end(chat: _Chat, at: datetime, place: Follows | None = None) -> list[Follows]:
        """Ends what is followed now, or one place of it; what it was."""
        open_spans = [span for span in chat.spans if span.until is None and place in {None, span.place}]
        for span in open_spans:
            span.until = at
        return [span.place for span in open_spans]
