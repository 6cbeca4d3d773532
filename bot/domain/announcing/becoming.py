"""What a draft still lacks, and the entries it would become."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import Any

from bot.domain.announcement import Announcement, Draft
from bot.domain.announcing.fields import Field
from bot.domain.announcing.kinds import TITLES
from bot.domain.calendar import Entry, EntryType, Kind, Precision, Scope, Status, Title, local_time
from bot.domain.ids import Code, EntryId
from bot.domain.places import Area, City, Coordinates, CountryPlace
from bot.domain.planning import latest_start
from bot.domain.series import Series

PIN_REACH = 25.0
"""Miles from the city within which a pin is taken without a question."""
SOON = timedelta(hours=24)
REVIEW_LASTS, REVIEW_LASTS_SOON = timedelta(hours=24), timedelta(hours=2)


def lacking(draft: Draft) -> Field | None:
    """The next fact without which nobody could find it; a change needs none but what its entry has.

    A day of action needs no hour and no venue.
    """
    if draft.of_revision is not None:
        return None
    placed = draft.city_id is not None or draft.area is not None
    if draft.kind is None or (draft.kind is Kind.DAY_OF_ACTION and draft.city_id is not None):
        return Field.KIND
    if not placed:
        return Field.CITY
    if draft.starts_at is None and (draft.area is None or draft.starts_on is None):
        return Field.WHEN
    return Field.VENUE if draft.area is None and not (draft.venue or draft.address) else None


def title_of(draft: Draft) -> Title:
    """Where one language has no title, it names the kind."""
    assert draft.kind is not None
    plain = TITLES[draft.kind]
    return Title(draft.title_en or plain.en, draft.title_es or plain.es)


def entry_of(announcement: Announcement, area: Area, now: datetime, confirmed_by: int) -> Entry:
    """The entry a complete draft becomes, listed from today on; of a series, its first date."""
    draft = announcement.draft
    assert draft.kind is not None
    assert draft.first_day is not None
    entry = Entry(
        id=announcement.entry_id or _id(draft.first_day, announcement.code),
        code=announcement.code,
        type=EntryType.ACTION if isinstance(area, City) else EntryType.DAY_OF_ACTION,
        title=title_of(draft),
        kind=draft.kind,
        status=Status.ANNOUNCED,
        announced_on=local_time(now, area.zone).date(),
        **standing(area, draft.pin),
        **timed(draft),
        venue=draft.venue or draft.address,
        address=draft.address if draft.venue else None,
        organizers=draft.organizers,
        access=draft.access,
        link=draft.link,
        belongs_to=draft.belongs_to,
        confirmed_by=confirmed_by,
    )
    if draft.repeats is None:
        return entry
    series = Series(announcement.code, draft.repeats, draft.first_day)
    return _moved_to(replace(entry, series=series), draft.repeats.dates(draft.first_day)[0])


def dates_of(first: Entry, codes: Iterator[Code], day_of_action: Entry | None = None) -> tuple[Entry, ...]:
    """An entry for each date of its series, all at the same wall time; the later ones take their codes.

    To its day of action belong only the dates on which that holds.
    """
    if first.series is None:
        return (first,)
    if day_of_action is not None:
        of_the_day = [
            replace(each, belongs_to=each.belongs_to if day_of_action.falls_on(each.starts_on) else None)
            for each in dates_of(first, codes)
        ]
        return tuple(of_the_day)
    later = [day for day in first.series.rule.dates(first.series.first) if day > first.starts_on]
    made = (replace(_moved_to(first, day), code=next(codes)) for day in later)
    return (first, *(replace(each, id=_id(each.starts_on, each.code)) for each in made))


def _moved_to(entry: Entry, day: date) -> Entry:
    by = day - entry.starts_on
    return replace(
        entry,
        starts_on=day,
        ends_on=entry.ends_on + by,
        starts_at=entry.starts_at + by if entry.starts_at else None,
        ends_at=entry.ends_at + by if entry.ends_at else None,
    )


def _id(day: date, code: Code) -> EntryId:
    return EntryId(f"{day}-{code.lower()}")


def standing(area: Area, pin: Coordinates | None) -> dict[str, Any]:
    """Where an entry of this area is, as facts of `Entry`. Without a pin it is at the city's centre."""
    city = area if isinstance(area, City) else None
    scope = Scope.CITY if city else Scope.NATIONAL if isinstance(area, CountryPlace) else Scope.STATE
    return {
        "scope": scope,
        "zone": area.zone,
        "city_id": city.id if city else None,
        "city": city.name if city else None,
        "state": None if isinstance(area, CountryPlace) else area.state,
        "coordinates": (pin or city.coordinates) if city else None,
        "own_coordinates": city is not None and pin is not None,
    }


def timed(draft: Draft) -> dict[str, Any]:
    """When it is, as facts of `Entry`, as precisely as it is stated."""
    first = draft.first_day
    assert first is not None
    if draft.starts_at is not None:
        last = draft.ends_at.date() if draft.ends_at else first
    else:
        last = draft.ends_on or first
    stated = Precision.TIME if draft.starts_at else Precision.DAY if last == first else Precision.RANGE
    return {
        "starts_on": first,
        "ends_on": last,
        "precision": stated,
        "starts_at": draft.starts_at,
        "ends_at": draft.ends_at,
    }


def correction_expires_at(before: Entry, after: Entry, now: datetime) -> datetime:
    """By the earlier start of the two; what has begun can be changed or called off until it is over."""
    if before.begins_at > now:
        return review_expires_at(min(before.begins_at, after.begins_at), now)
    ahead = after.begins_at if after.begins_at > now else max(before.over_at, after.over_at)
    return min(ahead, now + REVIEW_LASTS_SOON)


def review_ends(entry: Entry, now: datetime) -> datetime:
    return review_expires_at(latest_start(entry), now)


def review_expires_at(starts_at: datetime, now: datetime) -> datetime:
    """2 hours if it starts within 24, else 24 hours; never after the start."""
    lasts = REVIEW_LASTS_SOON if starts_at - now <= SOON else REVIEW_LASTS
    return min(now + lasts, starts_at)
