"""The story as it happens, for people to read: every line has the time, the chat and what was said."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo

from bot.sandbox.tour.narration import ENGLISH, Narration
from bot.sandbox.tour.record import BOT, Said
from bot.sandbox.tour.script import Scene

WIDTH = 100
REPEATED = 4
"""So many lines at least are told of in one."""
_DAY = timedelta(days=1)


@dataclass(slots=True)
class Transcript:
    """`zones` are those of the chats: every time is local to the chat it stands beside."""

    zones: Mapping[str, ZoneInfo]
    write: Callable[[str], None]
    narration: Narration = ENGLISH
    _at: datetime | None = None
    _day: date | None = None
    _above: dict[str, list[list[str]]] = field(default_factory=dict)

    def said(self, said: Said) -> None:
        local = said.at.astimezone(self.zones[said.chat])
        self._reach(local.date())
        if said.at != self._at:
            self.write("\n")
            self._above.clear()
        self._at = said.at
        names = max(map(len, self.zones))
        prefix = f"{self.narration.stamp_of(local)}  {said.chat:{names}}  "
        if said.topic:
            self.write(f"{prefix}{self.narration.in_topic.format(topic=said.topic)}\n")
        for line in self._lines(said, WIDTH - len(prefix)):
            self.write(f"{prefix}{line}".rstrip() + "\n")

    def _lines(self, said: Said, width: int) -> Iterator[str]:
        """What a chat shows a second time at that moment, in the same words from the first, is left out."""
        if said.speaker != BOT:
            yield from lines(said, width)
            return
        if said.edited:
            yield self.narration.edited
        text = said.text.splitlines()
        above = self._above.setdefault(said.chat, [])
        same = max((_alike(text, other) for other in above), default=0)
        above.append(text)
        if same < REPEATED:
            yield from lines(said, width)
        else:
            yield self.narration.as_above.format(number=same)
            yield from lines(replace(said, text="\n".join(text[same:])), width)

    def scene(self, scene: Scene) -> None:
        day = scene.instant.date()
        self._reach(day)
        self._at = scene.instant
        self._above.clear()
        self.write(f"\n-- {self.narration.day_of(day)}: {scene.title}\n")

    def note(self, text: str) -> None:
        self.write(f"-- {text}\n")

    def end(self, day: date) -> None:
        """The story ends with this day, whether or not anything was said on it."""
        self._reach(day + _DAY)

    def _reach(self, day: date) -> None:
        """Days without a word are told of in one line."""
        if self._day is None or day <= self._day:
            self._day = self._day or day
            return
        first, last = self._day + _DAY, day - _DAY
        if first <= last:
            self.write(f"\n   ... {self._span(first, last)}: {self.narration.silence}\n")
        self._day = day

    def _span(self, first: date, last: date) -> str:
        name = self.narration.day_of
        return (
            name(first) if first == last else self.narration.span.format(first=name(first), last=name(last))
        )


def lines(said: Said, width: int) -> Iterator[str]:
    """What one message shows, in lines of at most `width`; buttons and files in brackets."""
    if said.speaker != BOT:
        speaker = "" if said.speaker == said.chat else f"{said.speaker} "
        yield from _wrapped(f"{speaker}> {said.text}", width)
        return
    for line in said.text.splitlines():
        yield from _wrapped(line, width)
    if said.file:
        yield from _wrapped(f"[{said.file}]", width)
    for row in said.buttons:
        yield from _wrapped(" ".join(f"[{label}]" for label in row), width)


def _alike(one: Sequence[str], other: Sequence[str]) -> int:
    """So many lines from the first are the same."""
    pairs = zip(one, other, strict=False)
    return len(list(takewhile(lambda pair: pair[0] == pair[1], pairs)))


def _wrapped(line: str, width: int) -> list[str]:
    return textwrap.wrap(line, width, subsequent_indent="  ") or [""]
