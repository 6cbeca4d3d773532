"""Cards for other chats, sent there by people: what is known now, and the bot that says what holds later."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.calendar import Entry, Status, local_time
from bot.domain.deep_links import Links, payload_of
from bot.domain.places import Place
from bot.domain.questions import Listed
from bot.views import dates, where
from bot.views.buttons import rows
from bot.views.checking import check
from bot.views.entries import named, place_buttons
from bot.views.fitting import cut
from bot.views.frames import PLAIN
from bot.views.lines import is_day, joined, reach, standing, venue
from bot.views.view import Button, View
from bot.views.words import Words, visible
from bot.views.zones import zone_name

LONGEST_WAY = 60
HELP = "inline"
"""Behind `start=`: leads to the welcome."""


@dataclass(frozen=True, slots=True)
class Card:
    """One result of an inline query: what the list shows of it, and what is sent. `id` has up to 64 bytes."""

    id: str
    title: str
    description: str
    view: View


@dataclass(frozen=True, slots=True)
class Way:
    """Above the results: a button to the private chat with the bot, `start` behind the link."""

    label: str
    start: str


def card(words: Words, item: Listed, day: Entry | None, now: datetime, links: Links) -> Card:
    entry = item.entry
    text = check(words, entry, now, day=day).text
    local = local_time(now, entry.zone)
    at = words.text(
        "dates.time_zone", time=dates.clock(words, local.time()), zone=zone_name(words, entry.zone)
    )
    day_now = dates.day(words, local.date(), local.date())
    official = words.text("inline.official", bot=links.bot, at=joined([day_now, at]))
    check_now = Button(words.plain("button.check_now"), url=links.to_entry(entry.code))
    buttons = rows(*_places(words, entry), check_now)
    title = visible(named(words, "entry.heading", entry, now))
    said = _description(words, item, now)
    return Card(f"{entry.code}-{entry.revision}", title, said, View(f"{text}\n{official}", buttons))


def way(words: Words, typed: str, place: Place | None, *, found: bool) -> Way:
    """To the alerts of the place that was meant; where none was, to the welcome."""
    if place is not None:
        key = "inline.get_alerts" if found else "inline.nothing_listed"
        label = words.plain(key, place=where.named(words, place))
        return Way(cut(label, LONGEST_WAY), payload_of(place))
    if found:
        return Way(words.plain("inline.open"), HELP)
    return Way(words.plain("inline.not_found" if typed else "inline.ask"), HELP)


def _places(words: Words, entry: Entry) -> list[Button]:
    """None for what was retracted: it names no place."""
    return place_buttons(words, entry) if _names_a_place(entry) else []


def _names_a_place(entry: Entry) -> bool:
    return entry.status is not Status.RETRACTED


def _description(words: Words, item: Listed, now: datetime) -> str:
    entry = item.entry
    if not _names_a_place(entry):
        return ""
    exact = entry.own_coordinates
    far = where.away(words, item.miles, exact=exact) if item.miles is not None else ""
    at = visible(reach(words, entry)) if is_day(entry) else venue(entry, PLAIN.cuts) or entry.city or ""
    state = " ".join(visible(each) for each in standing(words, entry, now))
    return " ".join(part for part in (state, ", ".join(p for p in (at, far) if p)) if part)
