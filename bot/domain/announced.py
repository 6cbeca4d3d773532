"""An announcement as the entry of the calendar that its approval makes of it."""

import re
from datetime import datetime

from bot.domain.announcement import Announcement, Draft
from bot.domain.calendar import Entry, EntryType, Precision, Scope, Status, Title, local_time
from bot.domain.errors import Refusal
from bot.domain.ids import EntryId
from bot.domain.places import City
from bot.domain.typed import fold

_NO_SLUG = re.compile(r"[^a-z0-9]+")


def entry_of(announcement: Announcement, city: City, now: datetime, *, confirmed_by: int) -> Entry:
    """Announced, and listed from `now`; Refusal("draft-incomplete") where kind, title or time is missing.

    Without a pin of its own it stands at the centre of its city, and says so.
    """
    draft = announcement.draft
    title = _title(draft)
    if draft.kind is None or draft.starts_at is None or title is None:
        raise Refusal("draft-incomplete", code=announcement.code)
    on = draft.starts_at.date()
    return Entry(
        id=announcement.entry_id or _id(announcement, city, on.isoformat()),
        code=announcement.code,
        type=EntryType.ACTION,
        title=title,
        kind=draft.kind,
        scope=Scope.CITY,
        starts_on=on,
        ends_on=draft.ends_at.date() if draft.ends_at else on,
        precision=Precision.TIME,
        status=Status.ANNOUNCED,
        announced_on=local_time(now, city.zone).date(),
        zone=city.zone,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        city_id=city.id,
        city=city.name,
        state=city.state,
        coordinates=draft.pin or city.coordinates,
        own_coordinates=draft.pin is not None,
        venue=draft.venue or draft.address,
        organizers=draft.organizers,
        belongs_to=draft.belongs_to,
        address=draft.address if draft.venue else None,
        access=draft.access,
        link=draft.link,
        confirmed_by=confirmed_by,
        listed_from=now,
    )


def _title(draft: Draft) -> Title | None:
    """One language stands in for the other where that was left out."""
    either = draft.title_en or draft.title_es
    return Title(draft.title_en or either, draft.title_es or either) if either else None


def _id(announcement: Announcement, city: City, on: str) -> EntryId:
    return EntryId(f"{on}-{_NO_SLUG.sub('-', fold(city.name))[:50].strip('-')}-{announcement.code.lower()}")
