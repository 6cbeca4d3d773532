"""/check: one entry as it stands at this moment, what it was before, and who confirmed that."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.calendar import Entry, Scope, Status, local_time
from bot.domain.changing import as_it_was
from bot.domain.deep_links import Links
from bot.domain.places import CountryPlace, StatePlace
from bot.domain.states import STATES
from bot.views import dates, where
from bot.views.buttons import act, rows
from bot.views.callbacks import AddPlace, MuteEntry, UnmuteEntry
from bot.views.changed_facts import confirmed, what_it_was
from bot.views.entries import body, longest, named, place_buttons
from bot.views.fitting import shrunk
from bot.views.repeating import rule_of
from bot.views.sharing import share_button
from bot.views.view import Button, View
from bot.views.words import Html, Words

NEXT_DATES = 3


def check(  # noqa: PLR0913 - each is a fact of its own of the one screen
    words: Words,
    entry: Entry,
    now: datetime,
    *,
    followed: bool | None = None,
    day: Entry | None = None,
    muted: bool = False,
    links: Links | None = None,
    later: Sequence[Entry] = (),
) -> View:
    """/check: `followed` says whether changes will reach this chat, None where that is not the question.

    `day` is the day of action the entry belongs to, `later` the next dates of what comes again. `links`: None
    where the bot's name is not known.
    """
    ahead = entry.over_at > now
    if entry.status is Status.RETRACTED:
        return _retracted(words, entry, now)
    first = named(words, "entry.heading", entry, now)
    last = _reached(words, entry, followed=followed, muted=muted) if ahead else []

    def lines(scale: float) -> list[Html]:
        again = _again(words, entry, later, now)
        return [first, *as_it_stands(words, entry, now, day, scale), *again]

    switch = _switch(words, entry, followed=followed, muted=muted) if ahead else None
    share = share_button(words, entry, now, links)
    buttons = rows(*place_buttons(words, entry), share, switch)
    return View("\n".join([*shrunk(words, longest(entry), lines), *last]), buttons)


def as_it_stands(words: Words, entry: Entry, now: datetime, day: Entry | None, scale: float) -> list[Html]:
    """All that is below a first line: the facts of now, what they were, who confirmed that, and the code."""
    *facts, code = body(words, entry, now, day, scale)
    return [*facts, *_changed(words, entry, now, scale), code]


def _reached(words: Words, entry: Entry, *, followed: bool | None, muted: bool) -> list[Html]:
    """That changes will not come here by themselves, and what to type for it."""
    if muted:
        return [words.text("entry.muted", code=entry.code)]
    if followed is False:
        return [words.text("entry.unfollowed", place=_city(entry) or where.typed(words, _reach(entry)))]
    return []


def _again(words: Words, entry: Entry, later: Sequence[Entry], now: datetime) -> list[Html]:
    """That it comes again, and the next dates with the codes by which each can be asked for."""
    if entry.series is None or not later:
        return []
    today = local_time(now, entry.zone).date()
    rule = rule_of(words, entry.series.rule, entry.series.first)
    coming = [f"{dates.day(words, each.starts_on, today)} /check_{each.code}" for each in later[:NEXT_DATES]]
    return [words.text("series.repeats", rule=rule), words.text("series.then", dates="; ".join(coming))]


def _retracted(words: Words, entry: Entry, now: datetime) -> View:
    """It names no place, as what was told of it may be false."""
    lines = [
        words.text("check.retracted", code=entry.code),
        words.text("notice.wait"),
        *confirmed(words, entry, now, zoned=True, key="check.retracted_at"),
        words.text("entry.code_and_check", code=entry.code),
    ]
    return View("\n".join(lines))


def _changed(words: Words, entry: Entry, now: datetime, scale: float) -> list[Html]:
    """What it was before the last change, as long as it helps, and who confirmed it."""
    if entry.was is None or entry.over_at <= now:
        return []
    was = what_it_was(words, as_it_was(entry, entry.was), entry, now, scale)
    return [*was, *confirmed(words, entry, now, zoned=not entry.starts_at)]


def _switch(words: Words, entry: Entry, *, followed: bool | None, muted: bool) -> Button | None:
    """What this chat can do about its alerts on this entry."""
    if muted:
        return act(words, "button.unmute", UnmuteEntry(entry.code))
    if followed is None:
        return None
    if followed:
        return act(words, "button.mute", MuteEntry(entry.code))
    return act(
        words,
        "button.get_alerts",
        AddPlace(_place_key(entry), 0, words.language),
        place=_city(entry) or where.named(words, _reach(entry)),
    )


def _place_key(entry: Entry) -> str:
    """The city's, or that of what a day of action concerns."""
    return f"c{entry.city_id}" if _city(entry) and entry.city_id is not None else _reach(entry).key


def _reach(entry: Entry) -> StatePlace | CountryPlace:
    """What a day of action concerns: its state, or the country."""
    return STATES.get(entry.state or "", CountryPlace())


def _city(entry: Entry) -> str | None:
    if entry.scope is not Scope.CITY or entry.city is None:
        return None
    return ", ".join(part for part in (entry.city, entry.state) if part)
