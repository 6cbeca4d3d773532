"""Something new that comes again, told once: its rule, its next date in full, and all its dates."""

from collections.abc import Sequence
from datetime import date

from bot.domain.calendar import Entry, local_time
from bot.domain.planning import latest_start, stands
from bot.views import dates
from bot.views.buttons import act, rows
from bot.views.callbacks import MuteEntry, ShowEntry, ShowSettings
from bot.views.entries import body, longest, place_buttons, when_inside
from bot.views.fitting import capital, first_line, shrunk
from bot.views.lines import joined, kind
from bot.views.pushed import Pushed, delayed
from bot.views.repeating import rule_of
from bot.views.view import View
from bot.views.words import Html, Words

ROOM_FOR_DATES = 100
MOST_LISTED = 8


def new_series(words: Words, pushed: Pushed) -> View:
    """What no longer stands when it is sent is left out; what was moved is on its new day."""
    standing = [entry for entry in pushed.shown if stands(entry)] or pushed.shown
    ahead = [entry for entry in standing if latest_start(entry) > pushed.now] or standing
    entry, series = ahead[0], ahead[0].series
    assert series is not None
    day = pushed.entries.get(entry.belongs_to) if entry.belongs_to else None
    today = local_time(pushed.now, entry.zone).date()
    at = [] if entry.starts_at is None else [dates.clock(words, entry.starts_at.time())]
    again = joined([rule_of(words, series.rule, series.first), *at])
    first = first_line(
        words,
        lambda city: capital(words.text("new.heading", what=kind(words, entry), when=again, city=city)),
        entry.city or "",
    )
    when = [words.text("series.next", when=when_inside(words, entry, today)), *_dates(words, ahead, today)]

    def lines(scale: float) -> list[Html]:
        facts = body(words, entry, pushed.now, day, scale, when=when)
        return [first, *delayed(words, pushed), *facts, words.text("series.own_codes")]

    ways = rows(
        *place_buttons(words, entry),
        act(words, "button.details", ShowEntry(entry.code)),
        act(words, "button.mute", MuteEntry(entry.code)),
        act(words, "button.settings", ShowSettings()),
    )
    return View("\n".join(shrunk(words, longest(entry) + ROOM_FOR_DATES, lines)), ways)


def _dates(words: Words, ahead: Sequence[Entry], today: date) -> list[Html]:
    """Every date; of many, how many until when, and what the rule would have and they have not."""
    days, series = [each.starts_on for each in ahead], ahead[0].series
    if len(days) <= MOST_LISTED or series is None:
        return [words.count("series.dates", len(days), days=dates.listed(words, days, today))]
    last = dates.day(words, max(days), today)
    lines = [words.count("series.until", len(days), last=last)]
    missing = [day for day in series.rule.days(series.first) if day > days[0] and day not in days]
    return (
        [*lines, words.text("series.skipped", days=dates.listed(words, missing, today))] if missing else lines
    )
