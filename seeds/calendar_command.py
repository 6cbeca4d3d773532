"""`python -m bot calendar [--json]`: the calendar as data or as a table, straight from the seed files."""

import json
from collections.abc import Iterator
from datetime import date, datetime
from itertools import groupby
from typing import Any

from bot.domain.calendar import Scope
from seeds.calendar import city_name, read_calendar, sources_of, state_code, zone_of
from seeds.schema import Flag, SeedCalendar, SeedEntry

WIDTH = 100
PLACE_WIDTH = 18
WHEN_WIDTH = 11


def as_json() -> str:
    """An array of every entry, undated ones last. docs/calendar.md explains the fields."""
    calendar = read_calendar()
    return json.dumps([_record(calendar, seed) for seed in calendar.entries], ensure_ascii=False, indent=2)


def as_table() -> str:
    """The same entries by day, at most `WIDTH` columns wide."""
    entries = read_calendar().entries
    lines = [f"{len(entries)} entries. Local times; no time means it is not stated.", ""]
    for day, group in groupby(entries, key=lambda seed: seed.starts_on):
        lines += [_heading(day), *(_row(seed) for seed in group), ""]
    return "\n".join([*lines, *_notes(entries)])


def _record(calendar: SeedCalendar, seed: SeedEntry) -> dict[str, Any]:
    counted = seed.attendance if seed.attendance and seed.attendance.min else None
    return {
        "id": seed.id,
        "code": seed.code,
        "type": seed.type.value,
        "title": {"en": seed.title.en, "es": seed.title.es},
        "kind": seed.kind.value,
        "starts_on": _day(seed.starts_on),
        "ends_on": _day(seed.last_day),
        "starts_at": _minute(seed.starts_at),
        "ends_at": _minute(seed.ends_at),
        "precision": seed.precision.value,
        "city": city_name(seed),
        "state": state_code(seed),
        "scope": seed.scope.value,
        "venue": seed.venue,
        "organizers": list(seed.organizers),
        "attendance": {"min": counted.min, "max": counted.max} if counted else None,
        "status": seed.status.value,
        "announced_on": _day(seed.listed_from),
        "sources": [{"document": each.document, "line": each.line} for each in sources_of(calendar, seed)],
        "flags": [flag.value for flag in seed.all_flags],
        "belongs_to": seed.belongs_to,
        "zone": zone_of(calendar, seed),
        "weekday_printed": seed.weekday,
        "attendance_printed": seed.attendance.words if seed.attendance else None,
    }


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _minute(moment: datetime | None) -> str | None:
    return moment.isoformat(timespec="minutes") if moment else None


def _heading(day: date | None) -> str:
    return f"{day:%a, %b} {day.day}, {day.year}" if day else "No day stated"


def _row(seed: SeedEntry) -> str:
    mark = "*" if _for_review(seed) else " "
    return f"{mark} {seed.code}  {_when(seed):{WHEN_WIDTH}}  {_where(seed):{PLACE_WIDTH}} {seed.title.en}"


def _when(seed: SeedEntry) -> str:
    if seed.starts_at is None:
        return f"to {seed.ends_on:%b} {seed.ends_on.day}" if seed.ends_on else ""
    return f"{seed.starts_at:%H:%M}" + (f"-{seed.ends_at:%H:%M}" if seed.ends_at else "")


def _where(seed: SeedEntry) -> str:
    if seed.scope is Scope.CITY:
        return str(seed.city)
    return f"statewide, {seed.state}" if seed.scope is Scope.STATE else "nationwide"


def _for_review(seed: SeedEntry) -> bool:
    return not {Flag.WEEKDAY_MISMATCH, Flag.YEAR_MISMATCH}.isdisjoint(seed.all_flags)


def _notes(entries: tuple[SeedEntry, ...]) -> Iterator[str]:
    if any(map(_for_review, entries)):
        yield "* For review: a printed weekday or year does not match the date."
