"""What the chats of a story must be told: who follows what and since when, held against what there is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.sandbox.tour.consequences import (
    Announced,
    BriefAt,
    CalledOff,
    ComesTo,
    Consequence,
    Drops,
    Follows,
    Leaves,
    Moved,
    Mutes,
    News,
    Pauses,
    Resumes,
    Retracted,
)
from bot.sandbox.tour.course import Course
from bot.sandbox.tour.facts import Fact
from bot.sandbox.tour.following import Following
from bot.sandbox.tour.script import Story

NAMED = 6
"""A brief names so many entries at most; of more, it counts the rest."""
REMINDED = timedelta(hours=2)
COMING = timedelta(days=14)
HELD = timedelta(minutes=10)
"""A change may be kept so long, to be joined with the next."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Promise:
    """One message, and only one of its kind that day, to a chat, naming all of `codes`.

    It may come as much later as `held` says.
    """

    chat: str
    kind: str
    at: datetime
    codes: frozenset[str]
    held: timedelta = timedelta()


class Promises:
    """Fed with the consequences of what people do, in the order of time."""

    def __init__(self, story: Story) -> None:
        self._chats = {
            name: Following(zone, in_group=name in story.groups) for name, zone in story.zones.items()
        }
        self.courses: dict[str, Course] = {}

    def note(self, name: str, consequence: Consequence, at: datetime) -> None:
        chat = self._chats[name]
        match consequence:
            case Announced() | Moved() | CalledOff() | Retracted():
                self._note_news(consequence, at)
            case Follows():
                chat.begin(consequence, at)
            case Drops():
                chat.end(at, Follows(consequence.city, consequence.state))
            case Mutes():
                chat.mute(consequence.code, at)
            case BriefAt():
                chat.brief_at(time.fromisoformat(consequence.time), at)
            case ComesTo():
                chat.come_to(consequence.topic, at)
            case Pauses():
                chat.pause(at)
            case Resumes():
                chat.resume(at)
            case Leaves():
                chat.end(at)

    def _note_news(self, news: News, at: datetime) -> None:
        if isinstance(news, Announced):
            self.courses[news.code] = Course.begin(news, at)
        elif course := self.courses.get(news.code):
            course.go_on(news, at)

    def zone(self, chat: str) -> ZoneInfo:
        return self._chats[chat].zone

    def follows(self, chat: str, at: datetime) -> bool:
        """Does the chat want any alert at this instant?"""
        return self._chats[chat].is_there(at)

    def muted(self, chat: str, code: str, at: datetime) -> bool:
        return self._chats[chat].has_muted(code, at)

    def topic(self, chat: str, at: datetime) -> str:
        return self._chats[chat].topic(at)

    def made(self, facts: Sequence[Fact], by: datetime) -> list[Promise]:
        """All that had to arrive `by` then."""
        return [
            promise
            for name, chat in self._chats.items()
            for promise in self._to(name, chat, facts)
            if promise.at <= by
        ]

    def _to(self, name: str, chat: Following, facts: Sequence[Fact]) -> list[Promise]:
        known = [*facts, *(course.fact for course in self.courses.values())]
        promised = [*self._news(name, chat), *_briefs(name, chat, known), *_reminders(name, chat, known)]
        return [*promised, *self._notices(name, chat, promised)]

    def _news(self, name: str, chat: Following) -> Iterator[Promise]:
        """At once to those who follow the city; a state and the country have it in their brief."""
        for code, course in self.courses.items():
            if chat.holds(course.fact, course.since, of_city=True):
                yield Promise(name, "new", course.since, frozenset({code}))

    def _notices(self, name: str, chat: Following, promised: Sequence[Promise]) -> list[Promise]:
        """To whoever was told of it or follows it now, and has not left."""
        made: list[Promise] = []
        for code, course in self.courses.items():
            for at, kind in course.notices:
                told = any(code in each.codes and each.at < at for each in [*promised, *made])
                concerned = chat.holds(course.fact, at) or (told and not chat.has_muted(code, at))
                if concerned and chat.is_there(at):
                    held = HELD if kind == "change" else timedelta()
                    made.append(Promise(name, kind, at, frozenset({code}), held))
        return made


def _briefs(name: str, chat: Following, facts: Sequence[Fact]) -> Iterator[Promise]:
    """The evening before; what was announced since the last, and not told at once, is in it, too."""
    days = {fact.starts_on for fact in facts}
    for since in [fact.since.astimezone(chat.zone).date() for fact in facts if fact.since]:
        days |= {since + _DAY, since + 2 * _DAY}
    for day in sorted(days):
        due, at = chat.brief_for(day)
        told = [
            fact.code
            for fact in facts
            if chat.holds(fact, due)
            and fact.stands(due)
            and (fact.starts_on == day or _is_newly_listed(fact, chat, due))
        ]
        if told:
            yield Promise(name, "brief", at, frozenset(told if len(told) <= NAMED else ()))


def _is_newly_listed(fact: Fact, chat: Following, due: datetime) -> bool:
    if fact.since is None or not due - _DAY <= fact.since < due or chat.holds(fact, fact.since, of_city=True):
        return False
    return due.date() + _DAY < fact.starts_on <= (due + COMING).date()


def _reminders(name: str, chat: Following, facts: Sequence[Fact]) -> Iterator[Promise]:
    for fact in facts:
        if fact.starts_at is None or fact.scope != "city":
            continue
        due = fact.starts_at - REMINDED
        if chat.holds(fact, due, of_city=True) and fact.stands(due):
            yield Promise(name, "reminder", due, frozenset({fact.code}))
