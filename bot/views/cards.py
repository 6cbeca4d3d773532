"""A message already sent, as it is edited: its first line says what holds now."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from bot.domain.broadcast import Content
from bot.domain.calendar import Entry, Status
from bot.domain.changing import as_it_was, differences
from bot.domain.deep_links import Links
from bot.domain.ids import EntryId
from bot.domain.places import Place
from bot.domain.planning import named, stands
from bot.views.alerts import worded
from bot.views.checking import as_it_stands
from bot.views.entries import longest, place_buttons
from bot.views.fitting import shrunk
from bot.views.notices import cancellation, change, heading, heading_key, retraction
from bot.views.notices_of_series import end
from bot.views.pushed import Pushed, ways
from bot.views.view import View
from bot.views.words import Html, Words

_OFF = {Status.CANCELLED: cancellation, Status.POSTPONED: change, Status.RETRACTED: retraction}


def card(
    words: Words,
    content: Content,
    entries: Mapping[EntryId, Entry],
    places: Mapping[str, Place],
    now: datetime,
    sent_at: datetime,
    links: Links | None = None,
) -> View:
    """What a message about `content` says instead. Of one entry the whole card is about what it is now.

    A message of several keeps its lines, worded as things are now, and says which of them are different
    since `sent_at`. Arguments and errors as those of `alerts.render`.
    """
    told = [entries[item.entry_id] for item in named(content)]
    own = tuple(places[key] for key in content.place_keys)
    pushed = Pushed(content, entries, own, now, delayed=False, links=links)
    if content.series and not any(map(stands, told)):
        return _series_off(words, pushed, told)
    if len(content.items) > 1 or told[0].was is None:
        changed = tuple(one.code for one in told if one.confirmed_at and one.confirmed_at >= sent_at)
        return worded(words, replace(pushed, changed=changed))
    return _OFF.get(told[0].status, _as_it_is)(words, pushed)


def _series_off(words: Words, pushed: Pushed, told: Sequence[Entry]) -> View:
    """No date of it takes place any more. What may be false names no place, of no date."""
    false = any(entry.status is Status.RETRACTED for entry in told)
    return retraction(words, pushed) if false else end(words, pushed)


def _as_it_is(words: Words, pushed: Pushed) -> View:
    """It takes place, otherwise than it was told: in full, for the card is where it is looked up."""
    entry = pushed.shown[0]
    assert entry.was is not None
    before = as_it_was(entry, entry.was)
    key = heading_key(before, entry, differences(before.version, entry.version))
    day = pushed.entries.get(entry.belongs_to) if entry.belongs_to else None
    first = heading(words, key, entry, pushed)

    def lines(scale: float) -> list[Html]:
        return [first, *as_it_stands(words, entry, pushed.now, day, scale)]

    return View(
        "\n".join(shrunk(words, longest(entry), lines)), ways(words, pushed, *place_buttons(words, entry))
    )
