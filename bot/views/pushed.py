"""What all pushed messages share: what they are about, and the lines and buttons that each of them has."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.broadcast import Content, Item, Section
from bot.domain.calendar import Entry, local_time
from bot.domain.deep_links import Links
from bot.domain.ids import Code, EntryId
from bot.domain.places import Place
from bot.domain.planning import named
from bot.domain.questions import OWN, Question
from bot.views import dates, where
from bot.views.buttons import act, rows
from bot.views.callbacks import MuteEntry, ShowEntry, ShowList, ShowSettings
from bot.views.flag_buttons import ReportAlert
from bot.views.lines import is_day, joined
from bot.views.view import Button
from bot.views.words import Html, Words
from bot.views.zones import zone_name


@dataclass(frozen=True, slots=True)
class Pushed:
    """One edition to be worded. `delayed`: it goes out long after it was due. `links`: None where the
    bot's name is not known. `changed`: it went out before, and what it says of these is different now.
    """

    content: Content
    entries: Mapping[EntryId, Entry]
    places: tuple[Place, ...]
    now: datetime
    delayed: bool
    links: Links | None = None
    changed: tuple[Code, ...] = ()

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
    """That it comes late, and when it was due; of what was sent before, what is different now."""
    if pushed.changed:
        return [_changed(words, pushed)]
    if not pushed.delayed:
        return []
    at, due_on = dates.at_clock(words, pushed.due.time()), pushed.due.date()
    if due_on == pushed.today:
        return [words.text("alert.delayed", at=at)]
    return [words.text("alert.delayed_day", at=at, day=dates.day(words, due_on, pushed.today))]


def _changed(words: Words, pushed: Pushed) -> Html:
    zone = pushed.content.zone
    return words.text(
        "card.changed",
        day=dates.day(words, pushed.today, pushed.today),
        at=words.text(
            "dates.time_zone",
            time=dates.at_clock(words, local_time(pushed.now, zone).time()),
            zone=zone_name(words, zone),
        ),
        checks=joined([f"/check_{code}" for code in pushed.changed]),
    )


def and_more(words: Words, pushed: Pushed, command: str) -> list[Html]:
    if not pushed.left_out:
        return []
    return [words.count("entry.and_more", pushed.left_out, command=command)]


def ways(
    words: Words,
    pushed: Pushed,
    *before: Button,
    several: Question = Question.WEEK,
    reports: bool = False,
) -> tuple[tuple[Button, ...], ...]:
    """A way in (details) and out (silence for this one, settings) below every pushed message.

    `several` is the list that holds all entries where it tells of more than one. `reports`: it may be wrong,
    and a reader can say so.
    """
    settings = act(words, "button.settings", ShowSettings())
    if len(pushed.content.items) == 1:
        code = pushed.shown[0].code
        details = act(words, "button.details", ShowEntry(code))
        report = act(words, "button.report", ReportAlert(code)) if reports else None
        return rows(*before, details, act(words, "button.mute", MuteEntry(code)), report, settings)
    return rows(*before, act(words, "button.details", ShowList(several.value, OWN, 0, 0)), settings)
