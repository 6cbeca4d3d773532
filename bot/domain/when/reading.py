"""Day and hour together, checked against the calendar and the clock of the place."""

from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from bot.domain.calendar import comes, local_time, to_utc
from bot.domain.subscriber import Language
from bot.domain.when.days import Days, days
from bot.domain.when.hours import DAY, Hours
from bot.domain.when.lexemes import Filler, Other, Said, Weekday, Zoned
from bot.domain.when.lexing import lexemes
from bot.domain.when.result import FARTHEST, Ask, NotRead, Read, When, Why
from bot.domain.when.vocabulary import Part

LONGEST_TYPED = 120
_MOST_OPTIONS = 4
_MINUTES = {
    Part.MORNING: range(12 * 60),
    Part.SMALL_HOURS: range(7 * 60),
    Part.AFTERNOON: range(12 * 60, 21 * 60),
    Part.EVENING: range(16 * 60, 24 * 60),
    Part.NIGHT: range(17 * 60, 24 * 60),
}


def read(typed: str, now: datetime, zone: str, language: Language) -> When:
    """`Sat Feb 7 2pm` as wall time of `zone`; `language` decides only what 7/2 may mean."""
    if len(typed) > LONGEST_TYPED:
        return NotRead(Why.NOT_UNDERSTOOD)
    said = [lexeme.said for lexeme in lexemes(typed) if not isinstance(lexeme.said, Filler)]
    return read_said(said, now, zone, language)


def read_said(said: Sequence[Said], now: datetime, zone: str, language: Language) -> When:
    """The same for what was found in a longer text."""
    hours = [one for one in said if isinstance(one, Hours)]
    parts = {one for one in said if isinstance(one, Part)}
    if not said or any(isinstance(one, Other) for one in said) or len(hours) > 1 or len(parts) > 1:
        return NotRead(Why.NOT_UNDERSTOOD)
    today = local_time(now, zone).date()
    found = days(said, today, language)
    if not found.options:
        return NotRead(found.why or Why.NO_DAY)
    if not hours:
        return NotRead(Why.NO_HOUR)
    if any(isinstance(one, Zoned) and not _is_of(one, zone, found.options[0]) for one in said):
        return NotRead(Why.ANOTHER_ZONE)
    if hours[0].loose and _may_be_a_day(hours[0], said, today):
        return NotRead(Why.NOT_UNDERSTOOD)
    return _combined(found, hours[0], next(iter(parts), None), now, zone)


def _combined(found: Days, hours: Hours, part: Part | None, now: datetime, zone: str) -> When:
    midnight = hours.start.is_midnight()
    spans = [(0, hours.spans(part)), (DAY, hours.spans(part))] if midnight else [(0, hours.spans(part))]
    fits = _MINUTES.get(part) if part and not midnight else None
    reads = [
        Read(_at(day, start + late), None if end is None else _at(day, end + late))
        for day in found.options
        for late, pairs in spans
        for start, end in pairs
        if fits is None or start in fits
    ]
    if not reads:
        return NotRead(Why.NOT_UNDERSTOOD)
    faults = {one: _fault(one, now, zone) for one in reads}
    sound = tuple(one for one in dict.fromkeys(reads) if faults[one] is None)[:_MOST_OPTIONS]
    if not sound:
        return NotRead(next(why for why in faults.values() if why is not None))
    if found.why is Why.WEEKDAY or midnight:
        return Ask(Why.WEEKDAY if found.why is Why.WEEKDAY else Why.MIDNIGHT, sound)
    if len(sound) > 1:
        several = len({one.starts_at.date() for one in sound}) > 1
        return Ask((found.why if several else None) or Why.MERIDIEM, sound)
    return Ask(Why.TWICE, sound) if any(_comes_twice(at, zone) for at in _instants(sound[0])) else sound[0]


def _fault(one: Read, now: datetime, zone: str) -> Why | None:
    if any(not comes(at, zone) for at in _instants(one)):
        return Why.SKIPPED
    starts_at = to_utc(one.starts_at, zone)
    if starts_at <= now:
        return Why.PAST
    return Why.TOO_FAR if starts_at - now > FARTHEST else None


def _instants(one: Read) -> Iterator[datetime]:
    yield one.starts_at
    if one.ends_at is not None:
        yield one.ends_at


def _comes_twice(at: datetime, zone: str) -> bool:
    first = at.replace(tzinfo=ZoneInfo(zone))
    return first.astimezone(UTC) != first.replace(fold=1).astimezone(UTC) and comes(at, zone)


def _at(day: date, minutes: int) -> datetime:
    return datetime.combine(day, time()) + timedelta(minutes=minutes)


def _is_of(said: Zoned, zone: str, day: date) -> bool:
    """Has the zone that was typed the same time as the place's, on that day?"""
    if said.zone is None:
        return False
    noon = datetime.combine(day, time(12))
    return to_utc(noon, said.zone) == to_utc(noon, zone)


def _may_be_a_day(hours: Hours, said: Sequence[Said], today: date) -> bool:
    """`Sat 7 - 2pm`: is there such a Saturday soon?"""
    numbers = {one.number for one in said if isinstance(one, Weekday)}
    coming = (today + timedelta(days=ahead) for ahead in range(45))
    return any(day.day == hours.start.hour and day.weekday() in numbers for day in coming)
