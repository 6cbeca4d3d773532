"""What an approval does to an entry that people know: another state, told to exactly those concerned."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from bot.domain.announced import approved_entry
from bot.domain.announcement import Announcement, Draft, Purpose
from bot.domain.announcing.becoming import standing, timed, title_of
from bot.domain.announcing.kinds import TITLES
from bot.domain.calendar import Entry, Scope, Status
from bot.domain.changing import revised
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import Area, City, CountryPlace
from bot.domain.planning import latest_start
from bot.domain.states import STATES
from bot.services.notices import Notices
from bot.services.ports import ReadTx, WriteTx


@dataclass(frozen=True, slots=True)
class Correction:
    """The effect of an approved change, postponement or cancellation.

    A postponement has no new date yet: one with a new date is a change.
    """

    notices: Notices

    async def audience(
        self, tx: WriteTx, announcement: Announcement, area: Area, now: datetime
    ) -> tuple[Entry, int]:
        """The entry as the approval would leave it, and how many it would be told to."""
        before = await known_entry(tx, announcement)
        after = outcome(announcement, before, area, now)
        return after, await self.notices.count(tx, after)

    async def apply(
        self, tx: WriteTx, announcement: Announcement, area: Area, confirmed_by: int, now: datetime
    ) -> Entry:
        """Put the revision into the calendar and freeze its notice; the entry as it is now."""
        before = await known_entry(tx, announcement)
        after = outcome(announcement, before, area, now, confirmed_by)
        ensure_sound(announcement, before, after, now)
        await self.notices.publish(tx, after)
        return after


async def known_entry(tx: ReadTx | WriteTx, announcement: Announcement) -> Entry | None:
    """What it changes; None for something new."""
    if announcement.purpose is Purpose.NEW or announcement.entry_id is None:
        return None
    return (await tx.calendar.by_ids([announcement.entry_id])).get(announcement.entry_id)


def outcome(
    announcement: Announcement, before: Entry | None, area: Area, now: datetime, confirmed_by: int = 2
) -> Entry:
    """The entry that an approval makes or leaves."""
    if announcement.purpose is Purpose.NEW:
        return approved_entry(announcement, area, now, confirmed_by)
    if before is None:
        raise StaleButton
    return revised(before, corrected(before, announcement, area), confirmed_by, now)


def ensure_sound(announcement: Announcement, before: Entry | None, after: Entry, now: datetime) -> None:
    """Refusal for a change of what is over or was changed meanwhile, into the past, or into the same."""
    if before is None:
        raise StaleButton
    if is_over(before, now):
        raise Refusal("change-over", code=before.code)
    if announcement.draft.of_revision not in {None, before.revision}:
        raise Refusal("change-overtaken", code=before.code)
    stands_again = after.status in {Status.ANNOUNCED, Status.REPORTED} and before.status is not after.status
    if (after.begins_at != before.begins_at or stands_again) and after.over_at <= now:
        raise Refusal("change-past", code=before.code)
    if after.begins_at != before.begins_at and latest_start(after) <= now:
        raise Refusal("change-past", code=before.code)
    if after.version == before.version:
        raise Refusal("change-nothing", code=before.code)


def is_over(entry: Entry, now: datetime) -> bool:
    """What was postponed until nobody knew when can be given a date at any time."""
    return entry.over_at <= now and entry.status is not Status.POSTPONED


def draft_of(entry: Entry) -> Draft:
    """The entry's content as a draft, to be changed. A title that only names the kind is none."""
    plain = TITLES.get(entry.kind)
    area = {Scope.NATIONAL: CountryPlace(), Scope.STATE: STATES.get(entry.state or "")}.get(entry.scope)
    return Draft(
        kind=entry.kind,
        title_en=entry.title.en if plain is None or entry.title.en != plain.en else None,
        title_es=entry.title.es if plain is None or entry.title.es != plain.es else None,
        city_id=entry.city_id,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        venue=entry.venue,
        address=entry.address,
        pin=entry.pin,
        organizers=entry.organizers,
        access=entry.access,
        link=entry.link,
        belongs_to=entry.belongs_to,
        of_revision=entry.revision,
        area=None if area is None else area.key,
        starts_on=None if entry.starts_at else entry.starts_on,
        ends_on=None if entry.starts_at else entry.ends_on,
    )


def corrected(before: Entry, announcement: Announcement, area: Area) -> Entry:
    """The entry with what the announcement makes of it; pure."""
    match announcement.purpose:
        case Purpose.CANCEL | Purpose.END:
            return replace(before, status=Status.CANCELLED)
        case Purpose.POSTPONE:
            return replace(before, status=Status.POSTPONED)
        case _:
            return _with_facts(_at(before, announcement.draft), announcement.draft, area)


def _at(before: Entry, draft: Draft) -> Entry:
    """What was stated of it before is known more precisely, or less, than a draft can say."""
    if _when(draft) == _when(draft_of(before)) or draft.first_day is None:
        return before
    return replace(before, **timed(draft))


def _when(draft: Draft) -> tuple[date | None, ...]:
    return draft.starts_at, draft.ends_at, draft.starts_on, draft.ends_on


def _with_facts(before: Entry, draft: Draft, area: Area) -> Entry:
    """What was called off stands again by a change."""
    assert draft.kind is not None
    venue, address = draft.venue, draft.address
    return replace(
        _in(before, draft, area),
        status=Status.REPORTED if before.status is Status.REPORTED else Status.ANNOUNCED,
        kind=draft.kind,
        title=title_of(draft),
        # An address alone is the place.
        venue=venue if venue or before.venue is None else address,
        address=address if venue or before.venue is None else None,
        organizers=draft.organizers,
        access=draft.access,
        link=draft.link,
        belongs_to=draft.belongs_to,
    )


def _in(before: Entry, draft: Draft, area: Area) -> Entry:
    """A place without a spot of its own is its city's. What the calendar calls its city stays.

    A day of action keeps its state, or the country.
    """
    if not isinstance(area, City) or (before.city_id == area.id and draft.pin == before.pin):
        return before
    moved = standing(area, draft.pin)
    if before.city_id == area.id:
        moved = {name: moved[name] for name in ("coordinates", "own_coordinates")}
    return replace(before, **moved)
