"""What must hold in the calendar beyond the shape of one field: each check yields its complaints in words."""

from collections import Counter
from collections.abc import Iterator
from datetime import date
from zoneinfo import available_timezones

from bot.domain.calendar import EntryType
from seeds.schema import WEEKDAYS, Flag, LeftOut, SeedCalendar, SeedEntry


def complaints(calendar: SeedCalendar) -> list[str]:
    """Everything wrong with the calendar; empty if nothing is."""
    found = [*_repeats(calendar), *_zones(calendar), *_order(calendar)]
    for entry in calendar.entries:
        checks = (_place(calendar, entry), _times(entry), _weekday(entry), _announced(calendar, entry))
        links = (_sources(calendar, entry), _belongs(calendar, entry))
        found += [f"{entry.id}: {words}" for check in (*checks, *links) for words in check]
    return found


def left_out_complaints(calendar: SeedCalendar, left_out: tuple[LeftOut, ...]) -> list[str]:
    return [
        f"left out {item.document}:{line}: no such line"
        for item in left_out
        for line in item.lines
        if not _line_exists(calendar, item.document, line)
    ]


def _repeats(calendar: SeedCalendar) -> Iterator[str]:
    ids = Counter(entry.id for entry in calendar.entries)
    codes = Counter(entry.code for entry in calendar.entries)
    for name, count in (ids + codes).items():
        if count > 1:
            yield f"{name}: stands {count} times"


def _zones(calendar: SeedCalendar) -> Iterator[str]:
    known = available_timezones()
    zones = {city.zone for city in calendar.cities.values()} | set(calendar.state_zones.values())
    for zone in zones - known:
        yield f"{zone}: unknown zone"
    used = {entry.city for entry in calendar.entries}
    for label in calendar.cities.keys() - used:
        yield f"{label}: no entry is there"


def _order(calendar: SeedCalendar) -> Iterator[str]:
    days = [entry.starts_on or date.max for entry in calendar.entries]
    if days != sorted(days):
        yield "the entries are not in the order of their days"


def _place(calendar: SeedCalendar, entry: SeedEntry) -> Iterator[str]:
    if entry.type is EntryType.ACTION and entry.city is None:
        yield "an action needs a city"
    if entry.type is EntryType.DAY_OF_ACTION and entry.city is not None:
        yield "a day of action has no single city"
    if entry.city and entry.state:
        yield "the city names its state already"
    if entry.city and entry.city not in calendar.cities:
        yield f"unknown city {entry.city}"
    if entry.state and entry.state not in calendar.state_zones:
        yield f"no zone for the state {entry.state}"


def _times(entry: SeedEntry) -> Iterator[str]:
    if entry.starts_on is None:
        if entry.ends_on or entry.starts_at or entry.ends_at or entry.announced_on:
            yield "an undated entry has no other date either"
        return
    if entry.ends_on and entry.ends_on <= entry.starts_on:
        yield "ends_on is only for a later day"
    if entry.starts_at and (entry.starts_at.tzinfo or entry.starts_at.date() != entry.starts_on):
        yield "starts_at is a local time of the first day"
    if entry.ends_at and (entry.starts_at is None or entry.ends_at <= entry.starts_at):
        yield "ends_at needs an earlier starts_at"


def _weekday(entry: SeedEntry) -> Iterator[str]:
    """A printed weekday that differs from the date's is flagged, and only such a one."""
    differs = bool(entry.weekday and entry.starts_on and WEEKDAYS[entry.starts_on.weekday()] != entry.weekday)
    if differs != (Flag.WEEKDAY_MISMATCH in entry.flags):
        yield f"weekday_mismatch should be {differs}"


def _announced(calendar: SeedCalendar, entry: SeedEntry) -> Iterator[str]:
    if Flag.ANNOUNCED_ON_ASSUMED in entry.flags:
        yield "announced_on_assumed follows by itself"
    if entry.announced_on is None or entry.starts_on is None:
        return
    dates = {calendar.documents[key].dated_on for key, _ in map(_split, entry.sources)}
    if entry.announced_on not in dates or entry.announced_on >= entry.starts_on:
        yield "announced_on is the date of an earlier source document"


def _sources(calendar: SeedCalendar, entry: SeedEntry) -> Iterator[str]:
    for source in entry.sources:
        if not _line_exists(calendar, *_split(source)):
            yield f"no line {source}"


def _belongs(calendar: SeedCalendar, entry: SeedEntry) -> Iterator[str]:
    if entry.belongs_to is None:
        return
    days = {each.id: each for each in calendar.entries if each.type is EntryType.DAY_OF_ACTION}
    day = days.get(entry.belongs_to)
    if day is None or entry.type is not EntryType.ACTION:
        yield "only an action belongs to a day of action"
    elif day.starts_on != entry.starts_on:
        yield "belongs to a day of action of another date"


def _split(source: str) -> tuple[str, int]:
    key, line = source.split(":")
    return key, int(line)


def _line_exists(calendar: SeedCalendar, key: str, line: int) -> bool:
    document = calendar.documents.get(key)
    return document is not None and 1 <= line <= document.lines
