"""Reminders, two hours before a start; those within an hour joined."""

from datetime import timedelta

from bot.domain.calendar import Entry, local_time
from bot.domain.questions import Question
from bot.views import dates
from bot.views.brief_lines import numbered_line
from bot.views.fitting import capital, cut, first_line, shrunk
from bot.views.frames import Frame
from bot.views.lines import kind, says_more, sentence, shared_zone, starts_locally, title
from bot.views.pushed import Pushed, and_more, delayed, ways
from bot.views.view import View
from bot.views.words import Html, Words, escape
from bot.views.zones import zone_name

TITLE, VENUE = 60, 80
ROOM_FOR_TITLE = 0.5
LONGEST = 200
"""Characters of a reminder of one action in English, its first line included."""


def reminder(words: Words, pushed: Pushed) -> View:
    if len(pushed.content.items) == 1:
        return _one(words, pushed, pushed.shown[0])
    return _several(words, pushed)


def _one(words: Words, pushed: Pushed, entry: Entry) -> View:
    lines = shrunk(words, LONGEST, lambda scale: _lines(words, pushed, entry, scale))
    return View("\n".join(lines), ways(words, pushed))


def _lines(words: Words, pushed: Pushed, entry: Entry, scale: float) -> list[Html]:
    """What and when; the title if it says more; where and how soon; the code."""
    today = local_time(pushed.now, entry.zone).date()
    day, what = dates.named_day(words, entry.starts_on, today), kind(words, entry)
    at = dates.clock(words, starts_locally(entry).time())
    first = first_line(
        words,
        lambda city: capital(words.text("reminder.heading", day=day, time=at, what=what, city=city)),
        entry.city or entry.state or "",
    )
    lines = [first, *delayed(words, pushed)]
    if says_more(words, entry) and scale >= ROOM_FOR_TITLE:
        lines.append(sentence(escape(cut(title(words, entry), round(TITLE * scale)))))
    venue = sentence(escape(cut(entry.venue, round(VENUE * scale)))) if entry.venue else None
    where_ = venue or words.text("where.nothing_exact")
    lines.append(Html(f"{where_} {_soon(words, 'reminder.starts_in', pushed, entry)}"))
    return [*lines, words.text("entry.code_and_check", code=entry.code)]


def _soon(words: Words, key: str, pushed: Pushed, entry: Entry) -> Html:
    """How soon it starts, with the zone of the time above; after the start that time itself."""
    zone, left = zone_name(words, entry.zone), entry.begins_at - pushed.now
    if left <= timedelta(0):
        at = dates.clock(words, starts_locally(entry).time())
        return sentence(words.text("dates.time_zone", time=at, zone=zone))
    return words.text(key, span=dates.until(words, left), zone=zone)


def _several(words: Words, pushed: Pushed) -> View:
    first = min(pushed.shown, key=lambda entry: entry.begins_at)
    day = dates.named_day(words, first.starts_on, local_time(pushed.now, first.zone).date())
    since = dates.since(words, starts_locally(first).time())
    zone = shared_zone(words, pushed.shown)
    frame = Frame(pushed.now, zone=zone, states=pushed.states, day=first.starts_on, spans=False)
    lines = [
        capital(words.count("reminder.joined", len(pushed.content.items), day=day, since=since)),
        *delayed(words, pushed),
        # Beneath the hour at which a message was first sent, a time from now on would be misread.
        *([] if pushed.changed else [_soon(words, "reminder.first_starts_in", pushed, first)]),
    ]
    lines += [
        numbered_line(words, number, pushed.entry(item), frame, item.miles)
        for number, item in enumerate(pushed.named, 1)
    ]
    return View(
        "\n".join([*lines, *and_more(words, pushed, "/today")]), ways(words, pushed, several=Question.TODAY)
    )
