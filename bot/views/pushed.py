"""What all pushed messages share: what they are about, and the lines and buttons that each of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.broadcast import Content, Item, Section
from bot.domain.calendar import Entry, local_time
from bot.domain.ids import EntryId
from bot.domain.places import Place
from bot.domain.planning import named
from bot.domain.questions import OWN, Question
from bot.views import dates, where
from bot.views.buttons import act, rows
from bot.views.callbacks import MuteEntry, ShowEntry, ShowList, ShowSettings
from bot.views.lines import is_day
from bot.views.view import Button
from bot.views.words import Html, Words


@dataclass(frozen=True, slots=True)
class Pushed:
    """One edition to be worded. `delayed`: it goes out long after it was due."""

    content: Content
    entries: Mapping[EntryId, Entry]
    places: tuple[Place, ...]
    now: datetime
    delayed: bool

    @property
    def named(self) -> tuple[Item, ...]:
        return named(self.content)

    @property
    def left_out(self) -> int:
        return len(self.content.items) - len(self.named)

    @property
    def due(self) -> datetime:
        """When it was due, as wall time of the edition's zone."""
        return local_time(self.content.due_at, self.content.zone)

    @property
    def today(self) -> date:
        return local_time(self.now, self.content.zone).date()

    @property
    def states(self) -> frozenset[str]:
        return where.states(self.places)

    @property
    def shown(self) -> list[Entry]:
        return [self.entry(item) for item in self.named]

    def entry(self, item: Item) -> Entry:
        return self.entries[item.entry_id]

    def actions(self, items: Sequence[Item], section: Section) -> list[Item]:
        return [item for item in items if item.section is section and not is_day(self.entry(item))]

    def days(self, items: Sequence[Item], section: Section) -> list[Item]:
        return [item for item in items if item.section is section and is_day(self.entry(item))]


def delayed(words: Words, pushed: Pushed) -> list[Html]:
    """That it comes late, and when it was due; nothing otherwise."""
    if not pushed.delayed:
        return []
    at, due_on = dates.at_clock(words, pushed.due.time()), pushed.due.date()
    if due_on == pushed.today:
        return [words.text("alert.delayed", at=at)]
    return [words.text("alert.delayed_day", at=at, day=dates.day(words, due_on, pushed.today))]


def and_more(words: Words, pushed: Pushed, command: str) -> list[Html]:
    if not pushed.left_out:
        return []
    return [words.count("entry.and_more", pushed.left_out, command=command)]


def ways(
    words: Words, pushed: Pushed, *before: Button, several: Question = Question.WEEK
) -> tuple[tuple[Button, ...], ...]:
    """A way in (details) and out (silence for this one, settings) below every pushed message.

    `several` is the list that holds all entries where it tells of more than one.
    """
    settings = act(words, "button.settings", ShowSettings())
    if len(pushed.content.items) == 1:
        code = pushed.shown[0].code
        details = act(words, "button.details", ShowEntry(code))
        return rows(*before, details, act(words, "button.mute", MuteEntry(code)), settings)
    return rows(*before, act(words, "button.details", ShowList(several.value, OWN, 0, 0)), settings)
