"""What a draft still lacks, the entry it would become, and what it may be a double of."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from rapidfuzz import fuzz

from bot.domain.announcement import Announcement, Draft
from bot.domain.announcing.fields import Field
from bot.domain.announcing.kinds import TITLES
from bot.domain.calendar import Entry, EntryType, Precision, Scope, Status, Title, local_time, to_utc
from bot.domain.ids import EntryId
from bot.domain.places import City
from bot.domain.planning import stands
from bot.domain.typed import fold

NEAR_MILES = 0.5
ALIKE = 80
PIN_REACH = 25.0
"""Miles from the city within which a pin is taken without a question."""
SOON = timedelta(hours=24)
REVIEW_LASTS, REVIEW_LASTS_SOON = timedelta(hours=24), timedelta(hours=2)


def lacking(draft: Draft) -> Field | None:
    """The next fact without which nobody could find it; a change needs none but what its entry has."""
    if draft.of_revision is not None:
        return None
    if draft.kind is None:
        return Field.KIND
    if draft.city_id is None:
        return Field.CITY
    if draft.starts_at is None:
        return Field.WHEN
    return Field.VENUE if not (draft.venue or draft.address) else None


def title_of(draft: Draft) -> Title:
    """Where one language has no title, it names the kind."""
    assert draft.kind is not None
    plain = TITLES[draft.kind]
    return Title(draft.title_en or plain.en, draft.title_es or plain.es)


def entry_of(announcement: Announcement, city: City, now: datetime, confirmed_by: int) -> Entry:
    """The entry a complete draft becomes, listed from today on."""
    draft = announcement.draft
    assert draft.kind is not None
    assert draft.starts_at is not None
    starts_on = draft.starts_at.date()
    return Entry(
        id=announcement.entry_id or EntryId(f"{starts_on}-{announcement.code.lower()}"),
        code=announcement.code,
        type=EntryType.ACTION,
        title=title_of(draft),
        kind=draft.kind,
        scope=Scope.CITY,
        starts_on=starts_on,
        ends_on=starts_on if draft.ends_at is None else draft.ends_at.date(),
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
        address=draft.address if draft.venue else None,
        organizers=draft.organizers,
        access=draft.access,
        link=draft.link,
        belongs_to=draft.belongs_to,
        confirmed_by=confirmed_by,
    )


def doubles(entry: Entry, others: Iterable[Entry]) -> tuple[Entry, ...]:
    """Of the same city and day: at the same place, of one kind at nearly one hour, or titled alike."""
    return tuple(
        other
        for other in others
        if other.city_id == entry.city_id
        and other.code != entry.code
        and other.falls_on(entry.starts_on)
        and stands(other)
        and (_same_place(entry, other) or _same_hour(entry, other) or _same_title(entry, other))
    )


def _same_place(one: Entry, other: Entry) -> bool:
    if one.own_coordinates and other.own_coordinates and one.coordinates and other.coordinates:
        return one.coordinates.miles_to(other.coordinates) <= NEAR_MILES
    named = [" ".join(filter(None, (entry.venue, entry.address))) for entry in (one, other)]
    return all(named) and fuzz.token_set_ratio(*map(fold, named)) >= ALIKE


def _same_hour(one: Entry, other: Entry) -> bool:
    """With the same kind: two vigils of one city at one hour are likely one."""
    if one.starts_at is None or one.kind is not other.kind:
        return False
    return other.starts_at is None or abs(one.starts_at - other.starts_at) <= timedelta(hours=1)


def _same_title(one: Entry, other: Entry) -> bool:
    plain = TITLES.get(one.kind)
    said = one.title.en, one.title.es
    theirs = other.title.en, other.title.es
    return any(
        fuzz.token_sort_ratio(fold(a), fold(b)) >= ALIKE
        for a, b in zip(said, theirs, strict=True)
        if plain is None or a not in {plain.en, plain.es}
    )


def correction_expires_at(before: Entry, after: Entry, now: datetime) -> datetime:
    """By the earlier start of the two; what has begun can be changed or called off until it is over."""
    if before.begins_at > now:
        return review_expires_at(min(before.begins_at, after.begins_at), now)
    ahead = after.begins_at if after.begins_at > now else max(before.over_at, after.over_at)
    return min(ahead, now + REVIEW_LASTS_SOON)


def review_ends(draft: Draft, zone: str, now: datetime) -> datetime:
    assert draft.starts_at is not None
    return review_expires_at(to_utc(draft.starts_at, zone), now)


def review_expires_at(starts_at: datetime, now: datetime) -> datetime:
    """2 hours if it starts within 24, else 24 hours; never after the start."""
    lasts = REVIEW_LASTS_SOON if starts_at - now <= SOON else REVIEW_LASTS
    return min(now + lasts, starts_at)
