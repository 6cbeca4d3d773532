"""Days and times as people write them, in English and in US Spanish. Naive times are local already."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from babel.dates import format_date, format_time

from bot.domain.subscriber import Language
from bot.views.words import Html, Words

_SHORT = {Language.EN: "EEE, MMM d", Language.ES: "EEE d MMM"}
_LONG = {Language.EN: "EEEE, MMMM d", Language.ES: "EEEE d 'de' MMMM"}
_YEAR = {
    _SHORT[Language.EN]: "EEE, MMM d, y",
    _SHORT[Language.ES]: "EEE d MMM y",
    _LONG[Language.EN]: "EEEE, MMMM d, y",
    _LONG[Language.ES]: "EEEE d 'de' MMMM 'de' y",
}
_CLOCK = "h:mm a"
_NOON, _MIDNIGHT = time(12), time(0)


def day(words: Words, on: date, today: date) -> str:
    """`Sat, Feb 7`, `sáb 7 feb`; the year only if it is not today's."""
    return _dated(words, on, today, _SHORT[words.language])


def full_day(words: Words, on: date, today: date) -> str:
    """`Saturday, February 7`, `sábado 7 de febrero`."""
    return _dated(words, on, today, _LONG[words.language])


def dated(words: Words, on: date) -> str:
    """`November 22, 2026`, `22 de noviembre de 2026`: without the weekday, for what is not an appointment."""
    pattern = "MMMM d, y" if words.language is Language.EN else "d 'de' MMMM 'de' y"
    return str(format_date(on, pattern, locale=words.locale))


def weekday(words: Words, on: date) -> str:
    """`Saturday`, `sábado`."""
    return str(format_date(on, "EEEE", locale=words.locale))


def named_day(words: Words, on: date, today: date) -> str:
    """`today, Thu, Feb 5` or `tomorrow, Fri, Feb 6` where it is, else the day alone."""
    plain = day(words, on, today)
    if on == today:
        return words.text("dates.today", day=plain)
    if on == today + timedelta(days=1):
        return words.text("dates.tomorrow", day=plain)
    return plain


def days(words: Words, first: date, last: date, today: date) -> str:
    """`Fri, Jan 30 to Sun, Feb 1`; one day alone if both are the same."""
    if first == last:
        return day(words, first, today)
    return words.text("dates.days", first=day(words, first, today), last=day(words, last, today))


def listed(words: Words, on: Sequence[date], today: date) -> str:
    """`Feb 6, 13, 20; Mar 6`, `6, 13, 20 feb; 6 mar`: the month once, the year where it is another one."""
    months: dict[tuple[int, int], list[date]] = {}
    for day in sorted(on):
        months.setdefault((day.year, day.month), []).append(day)
    said = []
    for (year, _), days_of_month in months.items():
        month = format_date(days_of_month[0], "MMM", locale=words.locale)
        numbers = ", ".join(str(day.day) for day in days_of_month)
        text = f"{month} {numbers}" if words.language is Language.EN else f"{numbers} {month}"
        said.append(text if year == today.year else f"{text}, {year}")
    return "; ".join(said)


def clock(words: Words, at: time) -> str:
    """`2:00 PM`, `2:00 p.m.`, `12:00 noon`, `12:00 del mediodía`."""
    if at.replace(second=0, microsecond=0) == _NOON:
        return words.text("dates.noon")
    if at.replace(second=0, microsecond=0) == _MIDNIGHT:
        return words.text("dates.midnight")
    return format_time(at, _CLOCK, locale=words.locale)


def at_clock(words: Words, at: time) -> Html:
    """`at 6:00 PM`, `a las 6:00 p.m.`, `a la 1:00 p.m.`"""
    return words.text(_one_or_more("dates.at", at), time=clock(words, at))


def since(words: Words, at: time) -> Html:
    """`from 2:00 PM`, `desde las 2:00 p.m.`, `desde la 1:00 p.m.`"""
    return words.text(_one_or_more("dates.since", at), time=clock(words, at))


def hour(words: Words, at: time) -> Html:
    """Where only Spanish wants a preposition: `6:00 PM`, `a las 6:00 p.m.`"""
    return words.text(_one_or_more("dates.hour", at), time=clock(words, at))


def until(words: Words, span: timedelta) -> Html:
    """`in 2 hours`, `in 1 hour and 55 minutes`: to the nearest 5 minutes, at least 5."""
    minutes = max(5, round(span / timedelta(minutes=5)) * 5)
    full, rest = divmod(minutes, 60)
    if not full:
        return words.count("dates.in_minutes", rest)
    said = words.count("dates.in_hours", full)
    return words.count("dates.in_hours_and_minutes", rest, hours=said) if rest else said


def hours(words: Words, starts: time, ends: time) -> Html:
    """`from 10:00 PM to 8:00 AM`, `de 10:00 p.m. a 8:00 a.m.`"""
    return words.text("dates.hours", start=clock(words, starts), end=clock(words, ends))


def times(words: Words, starts_at: datetime, ends_at: datetime | None, today: date) -> str:
    """`2:00 to 4:00 PM`; with no known end the start alone; over midnight the end with its day."""
    start = clock(words, starts_at.time())
    if ends_at is None or ends_at <= starts_at:
        return start
    end = clock(words, ends_at.time())
    if starts_at.date() != ends_at.date():
        return words.text(
            "dates.times_over_days", start=start, end=end, last=day(words, ends_at.date(), today)
        )
    if _same_half(starts_at.time(), ends_at.time()):
        start = start.rpartition(" ")[0]
    return words.text("dates.times", start=start, end=end)


def _one_or_more(key: str, at: time) -> str:
    """Spanish says `la` before one o'clock and `las` before the others."""
    return f"{key}_one" if at.hour % 12 == 1 else key


def _same_half(starts: time, ends: time) -> bool:
    """Both before noon or both after it, and neither one of the two that have names instead of AM and PM."""
    named = {_NOON, _MIDNIGHT}
    return starts not in named and ends not in named and (starts < _NOON) == (ends < _NOON)


def _dated(words: Words, on: date, today: date, pattern: str) -> str:
    return str(format_date(on, pattern if on.year == today.year else _YEAR[pattern], locale=words.locale))
