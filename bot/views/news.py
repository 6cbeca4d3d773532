"""Something new: one action in full, or several in one message."""

from bot.domain.calendar import Entry
from bot.views.brief_lines import day_line, numbered_line
from bot.views.briefs import counted
from bot.views.buttons import act, rows
from bot.views.callbacks import MuteEntry
from bot.views.entries import body, longest, named, place_buttons
from bot.views.fitting import capital, shrunk
from bot.views.flag_buttons import ReportAlert
from bot.views.frames import Frame
from bot.views.lines import is_day, shared_zone
from bot.views.news_of_series import new_series
from bot.views.pushed import Pushed, and_more, delayed, ways
from bot.views.sharing import share_button
from bot.views.view import Button, View
from bot.views.words import Words
from bot.views.zones import zone_name


def new(words: Words, pushed: Pushed) -> View:
    if len(pushed.content.items) == 1:
        return _one(words, pushed)
    if pushed.content.series:
        return new_series(words, pushed)
    return _several(words, pushed)


def _one(words: Words, pushed: Pushed) -> View:
    entry = pushed.shown[0]
    day = pushed.entries.get(entry.belongs_to) if entry.belongs_to else None
    first = named(words, "new.heading", entry, pushed.now)
    top = [first, *delayed(words, pushed)]
    lines = shrunk(words, longest(entry), lambda scale: [*top, *body(words, entry, pushed.now, day, scale)])
    return View("\n".join(lines), _buttons(words, pushed, entry))


def _buttons(words: Words, pushed: Pushed, entry: Entry) -> tuple[tuple[Button, ...], ...]:
    """All there is to say is said already, and /check stands in it: no way to the details is needed."""
    share = share_button(words, entry, pushed.now, pushed.links)
    mute = act(words, "button.mute", MuteEntry(entry.code))
    report = act(words, "button.report", ReportAlert(entry.code))
    return rows(*place_buttons(words, entry), share, mute, report)


def _several(words: Words, pushed: Pushed) -> View:
    zone = shared_zone(words, pushed.shown)
    frame = Frame(pushed.now, zone=zone, states=pushed.states, spans=False)
    actions = [item for item in pushed.named if not is_day(pushed.entry(item))]
    days = [item for item in pushed.named if is_day(pushed.entry(item))]
    number = sum(not is_day(pushed.entry(item)) for item in pushed.content.items)
    if number:
        first = counted(words, pushed, "new.actions", number)
    else:
        first = capital(words.count("new.days", len(pushed.content.items)))
    said = not zone or (pushed.changed and zone == zone_name(words, pushed.content.zone))
    lines = [first, *delayed(words, pushed)]
    lines += [] if said else [capital(words.text("new.zone", zone=zone or ""))]
    lines += [
        numbered_line(words, place, pushed.entry(item), frame, item.miles)
        for place, item in enumerate(actions, 1)
    ]
    lines += [day_line(words, pushed.entry(item), frame) for item in days]
    return View("\n".join([*lines, *and_more(words, pushed, "/week")]), ways(words, pushed))
