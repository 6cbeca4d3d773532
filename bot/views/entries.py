"""One entry in full: what an alert about something new says, and /check."""

from collections.abc import Sequence
from datetime import date, datetime

from bot.domain.calendar import NOT_STATED, Access, Attendance, Entry, local_time
from bot.views import dates
from bot.views.fitting import FIRST_LINE, capital, cut, first_line
from bot.views.lines import called_by, is_day, joined, kind, kind_and_scope, known, says_more, standing, title
from bot.views.view import Button
from bot.views.words import Html, Words, clean, escape, visible
from bot.views.zones import zone_name

TITLE, VENUE, CITY, NAMES, DAY = 110, 80, 60, 80, 60
"""Characters of the facts that may be long."""
LONGEST = 350
"""Characters of one action in English."""
MAP = "https://www.openstreetmap.org/?mlat={0}&mlon={1}#map=17/{0}/{1}"
LONGEST_COPY = 256


def longest(entry: Entry) -> int:
    """A link is shown in full, and no other fact gives way to it."""
    return LONGEST + (len(entry.link) + len("Link: \n") if entry.link else 0)


def named(words: Words, key: str, entry: Entry, now: datetime) -> Html:
    """A first line of what, when and city: `Rally, Sat, Feb 7, 2:00 PM, Houston`; a day has no city."""
    when = moment(words, entry, local_time(now, entry.zone).date())
    if is_day(entry):
        what = kind_and_scope(words, entry)
        line = capital(words.text(f"{key}_of_day", what=what, when=when))
        if len(visible(line)) <= FIRST_LINE[words.language]:
            return line
        first = dates.day(words, entry.starts_on, local_time(now, entry.zone).date())
        return capital(words.text(f"{key}_of_day", what=what, when=first))
    what = kind(words, entry)
    return first_line(
        words, lambda city: capital(words.text(key, what=what, when=when, city=city)), entry.city or ""
    )


def moment(words: Words, entry: Entry, today: date) -> Html:
    """`Sat, Feb 7, 2:00 PM`, for a first line; the days alone where no time is known."""
    last = entry.starts_on if entry.starts_at and entry.ends_at else entry.ends_on
    parts = [dates.days(words, entry.starts_on, last, today)]
    if entry.starts_at is not None:
        parts.append(dates.clock(words, entry.starts_at.time()))
    return joined(parts)


def body(
    words: Words,
    entry: Entry,
    now: datetime,
    day: Entry | None,
    scale: float,
    *,
    when: Sequence[Html] | None = None,
) -> list[Html]:
    """Everything below the first line, in the order of the alerts: when, where, who, access, how known.

    `scale` is the part of the usual room that long facts get. `when` are lines in place of its day and time.
    """
    lines = [escape(cut(title(words, entry), round(TITLE * scale)))] if says_more(words, entry) else []
    lines += when or [when_in_full(words, entry, local_time(now, entry.zone).date())]
    if not is_day(entry):
        lines.append(_where(words, entry, scale))
    caller = called_by(words, entry, length=round(NAMES * scale))
    lines += [caller] if caller else []
    if day is not None:
        name = cut(title(words, day), round(DAY * scale))
        lines.append(words.text("entry.part_of", day=name, code=day.code))
    if not is_day(entry):
        lines.append(access(words, entry.access))
    if entry.link is not None:
        lines.append(words.text("entry.link", link=entry.link))
    lines.append(_how_known(words, entry, now))
    if entry.attendance is not None and entry.over_at <= now:
        lines.append(_attendance(words, entry.attendance))
    return [*lines, words.text("entry.code_and_check", code=entry.code)]


def _how_known(words: Words, entry: Entry, now: datetime) -> Html:
    source = known(words, entry, now)
    said = [*([source] if source else []), *_confirmed(words, entry), *standing(words, entry, now)]
    return Html(" ".join(said))


def when_in_full(words: Words, entry: Entry, today: date) -> Html:
    """`Saturday, February 7, 2:00 to 4:00 PM Central Time`."""
    return capital(when_inside(words, entry, today))


def when_inside(words: Words, entry: Entry, today: date) -> Html:
    """The same in the middle of a sentence."""
    first = dates.full_day(words, entry.starts_on, today)
    if entry.starts_on != entry.ends_on and not (entry.starts_at and entry.ends_at):
        first = words.text("dates.days", first=first, last=dates.full_day(words, entry.ends_on, today))
    if entry.starts_at is None:
        return escape(first) if is_day(entry) else words.text("entry.day_only", day=first)
    times = dates.times(words, entry.starts_at, entry.ends_at, today)
    zoned = words.text("dates.time_zone", time=times, zone=zone_name(words, entry.zone))
    return joined([first, zoned])


def _where(words: Words, entry: Entry, scale: float) -> Html:
    city = ", ".join(part for part in (cut(entry.city or "", round(CITY * scale)), entry.state) if part)
    if entry.venue:
        venue, address = cut(entry.venue, round(VENUE * scale)), entry.address or ""
        return joined([venue, cut(address, round(VENUE * scale)), city])
    return words.text("entry.place_only", place=city)


def access(words: Words, stated: Access) -> Html:
    """`Access: step-free; ASL not stated`."""
    if stated == NOT_STATED:
        return words.text("entry.access_not_stated")
    steps = {True: "entry.step_free", False: "entry.steps", None: "entry.steps_not_stated"}
    asl = {True: "entry.asl", False: "entry.no_asl", None: "entry.asl_not_stated"}
    return words.text(
        "entry.access", steps=words.text(steps[stated.step_free]), asl=words.text(asl[stated.asl])
    )


def _confirmed(words: Words, entry: Entry) -> list[Html]:
    """By how many persons, where somebody stands behind it here; a change is confirmed with its hour."""
    if not entry.confirmed_by or entry.was is not None:
        return []
    key = "entry.confirmed_by_one" if entry.confirmed_by == 1 else "entry.confirmed_by_two"
    return [words.text(f"{key}_of_day" if is_day(entry) else key)]


def _attendance(words: Words, attendance: Attendance) -> Html:
    if attendance.min == attendance.max:
        return words.count("entry.attendance", attendance.min)
    least, most = words.number(attendance.min), words.number(attendance.max)
    return words.text("entry.attendance_range", min=least, max=most)


def place_buttons(words: Words, entry: Entry) -> list[Button]:
    """A map only of an action's own coordinates, never of a city's centre."""
    buttons: list[Button] = []
    if entry.own_coordinates and entry.coordinates is not None:
        at = entry.coordinates
        buttons.append(Button(words.plain("button.map"), url=MAP.format(at.latitude, at.longitude)))
    if entry.venue:
        parts = (entry.venue, entry.address, entry.city, entry.state)
        address = ", ".join(clean(part) for part in parts if part)
        buttons.append(Button(words.plain("button.copy_address"), copy=address[:LONGEST_COPY]))
    return buttons


def in_a_word(words: Words, entry: Entry) -> dict[str, Html]:
    """`what` and `when`, for a sentence about an entry; without the year, as it is one that is coming."""
    what = joined([kind(words, entry), entry.city]) if entry.city else kind_and_scope(words, entry)
    return {"what": what, "when": moment(words, entry, entry.starts_on)}
