"""What corrects an alert: changes and postponements (the new fact first), cancellations, retractions."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime

from bot.domain.calendar import Entry, Kind, Status, local_time
from bot.domain.changing import Changed, as_it_was, differences
from bot.views import dates
from bot.views.changed_facts import PLACE, VITAL, confirmed, one_change, short_venue, time_of_day
from bot.views.dates import full_day, named_day
from bot.views.entries import moment, place_buttons
from bot.views.fitting import FIRST_LINE, capital, cut, first_line, shrunk
from bot.views.lines import is_day, joined, kind, kind_and_scope
from bot.views.notices_of_series import end
from bot.views.pushed import Pushed, delayed, ways
from bot.views.view import View
from bot.views.words import Html, Words, escape, visible

LONGEST = 300
"""Characters of a change or a cancellation in English."""
_SILENT = (Status.CANCELLED, Status.POSTPONED, Status.RETRACTED)


def change(words: Words, pushed: Pushed) -> View:
    """Every changed fact as it is now and as it was; then what stayed the same."""
    entry = pushed.shown[0]
    if entry.status is Status.POSTPONED:
        if pushed.content.before is not None:
            entry = as_it_was(entry, replace(pushed.content.before, status=entry.status))
        return _off(words, pushed, "notice.postponed", _not_then(words, entry, pushed), entry)
    before = as_it_was(entry, pushed.content.before or entry.version)
    changed = differences(before.version, entry.version)
    first = heading(words, heading_key(before, entry, changed), entry, pushed)

    def lines(scale: float) -> list[Html]:
        return [
            first,
            *delayed(words, pushed),
            *_again(words, before, entry),
            *now_and_was(words, before, entry, pushed.now, scale),
            *_same(words, entry, changed, pushed, scale),
            *confirmed(words, entry, pushed.now, zoned=Changed.WHEN not in changed and not entry.starts_at),
            words.text("entry.code_and_check", code=entry.code),
        ]

    buttons = ways(words, pushed, *place_buttons(words, entry), reports=True)
    return View("\n".join(shrunk(words, LONGEST, lines)), buttons)


def cancellation(words: Words, pushed: Pushed) -> View:
    """Of what its readers were told: a change that nobody has heard of is not spoken of any more."""
    entry = pushed.shown[0]
    if len(pushed.content.items) > 1:
        return end(words, pushed)
    if pushed.content.before is not None:
        entry = as_it_was(entry, replace(pushed.content.before, status=entry.status))
    neuter = is_day(entry) or entry.kind is Kind.LOBBYING
    venue = short_venue(entry)
    said = words.text("notice.not_at", venue=venue) if venue else words.text("notice.not_taking_place")
    return _off(words, pushed, "notice.cancelled_of_day" if neuter else "notice.cancelled", said, entry)


def retraction(words: Words, pushed: Pushed) -> View:
    """The same for whatever was told: it names no place, so it cannot send anybody anywhere."""
    entry = pushed.shown[0]
    lines = [
        words.text("notice.retracted", code=entry.code),
        words.text("notice.wait"),
        *delayed(words, pushed),
        words.text("entry.code_and_check", code=entry.code),
    ]
    return View("\n".join(lines), ways(words, pushed))


def now_and_was(words: Words, before: Entry, entry: Entry, now: datetime, scale: float) -> Iterator[Html]:
    """Where several facts changed, those that nobody can miss an action by are only mentioned."""
    changed = differences(before.version, entry.version)
    told = [each for each in changed if each in VITAL] or changed[:1]
    for each in told:
        yield from one_change(words, each, before, entry, now, scale, short=True)
    also = joined([words.text(f"notice.also_{each}") for each in changed if each not in told])
    if also:
        yield words.text("notice.also", facts=also)


def heading(words: Words, key: str, entry: Entry, pushed: Pushed) -> Html:
    """What, day, time and city; the time is left out where all of it is too long for a lock screen."""
    what = kind_and_scope(words, entry) if is_day(entry) else kind(words, entry)
    today = local_time(pushed.now, entry.zone).date()
    plain, at = moment(words, entry, today), [time_of_day(words, entry)] if entry.starts_at else []
    day = named_day(words, entry.starts_on, today)
    if key == "notice.postponed_to":
        said = [words.text("notice.to", what=what, when=plain), words.text("notice.to", what=what, when=day)]
    elif entry.starts_on == entry.ends_on and day != dates.day(words, entry.starts_on, today):
        said = [joined([f"{what} {day}", *at]), joined([what, plain]), escape(f"{what} {day}")]
    else:
        said = [joined([what, plain]), joined([what, day])]
    lines = [_first(words, key, each, entry) for each in said]
    return next((line for line in lines if len(visible(line)) <= FIRST_LINE[words.language]), lines[-1])


def _first(words: Words, key: str, said: Html, entry: Entry) -> Html:
    city = "" if is_day(entry) else entry.city or ""
    return first_line(words, lambda shown: capital(words.text(key, what=joined([said, shown]))), city)


def _off(words: Words, pushed: Pushed, key: str, said: Html, entry: Entry) -> View:
    lines = [
        heading(words, key, entry, pushed),
        *delayed(words, pushed),
        said,
        *confirmed(words, entry, pushed.now, zoned=True),
        words.text("entry.code_and_check", code=entry.code),
    ]
    return View("\n".join(lines), ways(words, pushed))


def _again(words: Words, before: Entry, entry: Entry) -> list[Html]:
    """That what was called off, or taken back, holds after all."""
    if before.status not in _SILENT:
        return []
    if before.status is Status.POSTPONED and differences(before.version, entry.version)[:1] == (
        Changed.WHEN,
    ):
        return [words.text("notice.again_dated")]
    return [words.text("notice.again_retracted" if before.status is Status.RETRACTED else "notice.again_off")]


def _not_then(words: Words, entry: Entry, pushed: Pushed) -> Html:
    if entry.starts_on != entry.ends_on and not entry.starts_at:
        return words.text("notice.not_taking_place")
    today = local_time(pushed.now, entry.zone).date()
    return words.text("notice.not_then", day=full_day(words, entry.starts_on, today))


def heading_key(before: Entry, entry: Entry, changed: tuple[Changed, ...]) -> str:
    """Which words a first line begins with, by what is different now."""
    if before.status in _SILENT:
        return "notice.again"
    if Changed.WHEN in changed and entry.starts_on > before.starts_on:
        return "notice.postponed_to"
    if changed == (Changed.PLACE,):
        return "notice.moved"
    if changed == (Changed.WHEN,):
        same_day = entry.starts_on == before.starts_on
        return "notice.new_time" if same_day else "notice.new_day"
    return "notice.changed"


def _same(
    words: Words, entry: Entry, changed: tuple[Changed, ...], pushed: Pushed, scale: float
) -> list[Html]:
    lines: list[Html] = []
    if Changed.WHEN not in changed:
        if entry.starts_at is not None:
            lines.append(words.text("notice.same_time", time=time_of_day(words, entry, zoned=True)))
        else:
            today = local_time(pushed.now, entry.zone).date()
            lines.append(words.text("notice.same_day", day=full_day(words, entry.starts_on, today)))
    if Changed.PLACE not in changed and entry.venue:
        lines.append(words.text("notice.same_place", place=cut(entry.venue, round(PLACE * scale))))
    return lines
