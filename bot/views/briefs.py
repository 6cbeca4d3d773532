"""The brief of the evening before: what is on tomorrow, and what has been listed since the last one."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

from bot.domain.broadcast import Item, Section
from bot.domain.calendar import Status
from bot.views import dates, where
from bot.views.brief_lines import brief_line, day_line, numbered_line
from bot.views.fitting import capital, first_line
from bot.views.frames import Frame
from bot.views.lines import shared_zone
from bot.views.pushed import Pushed, and_more, delayed, ways
from bot.views.view import View
from bot.views.words import Html, Words, visible
from bot.views.zones import zone_name


def brief(words: Words, pushed: Pushed) -> View:
    frame = Frame(
        pushed.now,
        zone=shared_zone(words, pushed.shown, home=pushed.content.zone),
        states=pushed.states,
        day=pushed.due.date() + timedelta(days=1),
        spans=False,
    )
    lines = [_heading(words, pushed), *delayed(words, pushed)]
    lines += [] if pushed.changed else [_as_of(words, pushed, frame)]
    lines += _tomorrow(words, pushed, frame)
    lines += _newly(words, pushed, frame)
    newly = any(item.section is Section.NEWLY_LISTED for item in pushed.content.items)
    lines += and_more(words, pushed, "/near" if newly else "/week")
    main = len(pushed.actions(pushed.content.items, Section.MAIN))
    lines += [words.count("brief.still_on", main)] if main else []
    return View("\n".join(lines), ways(words, pushed))


def _heading(words: Words, pushed: Pushed) -> Html:
    """What is counted first is what most people look for: actions tomorrow, then days, then what is new."""
    items = pushed.content.items
    for section, key in ((Section.MAIN, "brief"), (Section.NEWLY_LISTED, "brief.newly")):
        said = {"day": _day(words, pushed)} if section is Section.MAIN else {}
        if actions := pushed.actions(items, section):
            return counted(words, pushed, f"{key}.actions", len(actions), **said)
        if days := pushed.days(items, section):
            return capital(words.count(f"{key}.days", len(days), **said))
    raise LookupError("a brief is never empty")


def counted(words: Words, pushed: Pushed, key: str, number: int, **said: str) -> Html:
    """A first line with a number of actions and where they are."""
    place = visible(where.near(words, pushed.places, short=True))
    return first_line(words, lambda near: capital(words.count(key, number, where=near, **said)), place)


def _day(words: Words, pushed: Pushed) -> str:
    """The day after it was due, called by what it is at the moment of sending."""
    return dates.named_day(words, pushed.due.date() + timedelta(days=1), pushed.today)


def _as_of(words: Words, pushed: Pushed, frame: Frame) -> Html:
    """When this was known, and the zone: once for all lines, or of this time only if they differ."""
    said = {
        "zone": zone_name(words, pushed.content.zone),
        "hour": dates.hour(words, pushed.due.time()),
    }
    mixed = "" if frame.zone else "_mixed"
    if pushed.due.date() == pushed.today:
        return capital(words.text(f"brief.as_of{mixed}", **said))
    day = dates.day(words, pushed.due.date(), pushed.today)
    return capital(words.text(f"brief.as_of_day{mixed}", day=day, **said))


def _tomorrow(words: Words, pushed: Pushed, frame: Frame) -> list[Html]:
    """Actions, then each day of action with how many of them belong to it, or with the nearest that does."""
    actions = pushed.actions(pushed.named, Section.MAIN)
    lines = _numbered(words, pushed, frame, actions)
    nearest = pushed.actions(pushed.named, Section.NEAREST)
    for item in pushed.days(pushed.named, Section.MAIN):
        day = pushed.entry(item)
        belonging = sum(pushed.entry(action).belongs_to == day.id for action in actions)
        lines.append(day_line(words, day, frame, belonging))
        own = [action for action in nearest if pushed.entry(action).belongs_to == day.id]
        nearest = [action for action in nearest if action not in own]
        lines += [_nearest(words, pushed, frame, action) for action in own]
    return lines + [_nearest(words, pushed, frame, action) for action in nearest]


def _nearest(words: Words, pushed: Pushed, frame: Frame, item: Item) -> Html:
    entry, prefix = pushed.entry(item), len(visible(words.text("entry.nearest", line="")))
    line = brief_line(words, entry, frame, miles=item.miles, taken=prefix, inside=True)
    return line if entry.status is Status.RETRACTED else words.text("entry.nearest", line=line)


def _newly(words: Words, pushed: Pushed, frame: Frame) -> list[Html]:
    """Each with its day; under a heading of its own, unless the whole brief is about them."""
    section = Section.NEWLY_LISTED
    items = pushed.actions(pushed.named, section)
    frame = replace(frame, day=None)
    lines = _numbered(words, pushed, frame, items, 1 + len(pushed.actions(pushed.named, Section.MAIN)))
    lines += [day_line(words, pushed.entry(item), frame) for item in pushed.days(pushed.named, section)]
    alone = all(item.section is section for item in pushed.content.items)
    return lines if alone or not lines else [words.text("brief.newly"), *lines]


def _numbered(
    words: Words, pushed: Pushed, frame: Frame, items: Sequence[Item], start: int = 1
) -> list[Html]:
    return [
        numbered_line(words, number, pushed.entry(item), frame, item.miles)
        for number, item in enumerate(items, start)
    ]
