"""The calendar shipped with the code: read, checked, and turned into entries of the domain."""

import tomllib
from datetime import date
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from bot.domain.calendar import Attendance, Entry, Source, Title
from bot.domain.errors import SourceUnavailable
from bot.domain.ids import CityId, Code, EntryId
from bot.domain.places import COUNTRY_ZONE, Coordinates
from seeds.consistency import complaints, left_out_complaints
from seeds.schema import LeftOut, SeedAttendance, SeedCalendar, SeedEntry, SeedLeftOut


def read_calendar(source: Traversable | None = None) -> SeedCalendar:
    """The whole file, undated entries included. `SourceUnavailable` names every fault found."""
    try:
        calendar = SeedCalendar.model_validate(_toml(source or files("seeds") / "calendar.toml"))
    except (OSError, ValueError) as error:
        raise SourceUnavailable(f"calendar: {error}") from error
    if found := complaints(calendar):
        raise SourceUnavailable("calendar: " + "; ".join(found))
    return calendar


def read_left_out(calendar: SeedCalendar, source: Traversable | None = None) -> tuple[LeftOut, ...]:
    """The mentions that are no entries, each with its reason."""
    try:
        left_out = SeedLeftOut.model_validate(_toml(source or files("seeds") / "left_out.toml")).left_out
    except (OSError, ValueError) as error:
        raise SourceUnavailable(f"left out: {error}") from error
    if found := left_out_complaints(calendar, left_out):
        raise SourceUnavailable("; ".join(found))
    return left_out


def load_entries() -> tuple[Entry, ...]:
    """Every dated entry, ordered by first day. Pure reading: the same entries each time."""
    calendar = read_calendar()
    return tuple(to_entry(calendar, seed) for seed in calendar.entries if seed.starts_on is not None)


def to_entry(calendar: SeedCalendar, seed: SeedEntry) -> Entry:
    """A dated seed as an entry; a seed without a day is a `ValueError`."""
    first, last, announced_on = _days(seed)
    city = calendar.cities[seed.city] if seed.city else None
    return Entry(
        id=EntryId(seed.id),
        code=Code(seed.code),
        type=seed.type,
        title=Title(en=seed.title.en, es=seed.title.es),
        kind=seed.kind,
        scope=seed.scope,
        starts_on=first,
        ends_on=last,
        precision=seed.precision,
        status=seed.status,
        announced_on=announced_on,
        zone=zone_of(calendar, seed),
        starts_at=seed.starts_at,
        ends_at=seed.ends_at,
        city_id=CityId(city.id) if city else None,
        city=city_name(seed),
        state=state_code(seed),
        coordinates=Coordinates(city.latitude, city.longitude) if city else None,
        venue=seed.venue,
        organizers=seed.organizers,
        attendance=_attendance(seed.attendance),
        belongs_to=EntryId(seed.belongs_to) if seed.belongs_to else None,
        sources=sources_of(calendar, seed),
        flags=tuple(flag.value for flag in seed.all_flags),
    )


def zone_of(calendar: SeedCalendar, seed: SeedEntry) -> str:
    """The city's zone, that of the state's largest city, or the country's."""
    if seed.city:
        return calendar.cities[seed.city].zone
    return calendar.state_zones[seed.state] if seed.state else COUNTRY_ZONE


def city_name(seed: SeedEntry) -> str | None:
    return seed.city.rpartition(", ")[0] if seed.city else None


def state_code(seed: SeedEntry) -> str | None:
    return seed.city.rpartition(", ")[2] if seed.city else seed.state


def sources_of(calendar: SeedCalendar, seed: SeedEntry) -> tuple[Source, ...]:
    """The sources with the documents' file names; the first bears out the entry best."""
    pairs = (reference.split(":") for reference in seed.sources)
    return tuple(Source(calendar.documents[key].file, int(line)) for key, line in pairs)


def _days(seed: SeedEntry) -> tuple[date, date, date]:
    """The first, the last, and the one from which it is listed."""
    first, last, announced_on = seed.starts_on, seed.last_day, seed.listed_from
    if first is None or last is None or announced_on is None:
        raise ValueError(f"{seed.id} has no day")
    return first, last, announced_on


def _attendance(seed: SeedAttendance | None) -> Attendance | None:
    if seed is None or seed.min is None or seed.max is None:
        return None
    return Attendance(seed.min, seed.max)


def _toml(source: Traversable) -> dict[str, Any]:
    return tomllib.loads(source.read_text(encoding="utf-8"))
