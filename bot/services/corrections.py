"""What an approval does to an entry that people know: another state, told to exactly those concerned."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.announcement import Announcement, Draft, Purpose
from bot.domain.calendar import Entry, Precision, Status, Title
from bot.domain.changing import revised
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import City
from bot.services.notices import Notices
from bot.services.ports import WriteTx


@dataclass(frozen=True, slots=True)
class Correction:
    """The effect of an approved change, postponement or cancellation.

    A postponement that leaves the draft's start as the entry's has no new date yet.
    """

    notices: Notices

    async def audience(
        self, tx: WriteTx, announcement: Announcement, city: City, now: datetime
    ) -> tuple[Entry, int]:
        """The entry as the approval would leave it, and how many it would be told to."""
        after = await self._after(tx, announcement, city, 2, now)
        return after, await self.notices.count(tx, after)

    async def apply(
        self, tx: WriteTx, announcement: Announcement, city: City, confirmed_by: int, now: datetime
    ) -> Entry:
        """Put the revision into the calendar and freeze its notice; the entry as it is now."""
        after = await self._after(tx, announcement, city, confirmed_by, now)
        await self.notices.publish(tx, after)
        return after

    @staticmethod
    async def _after(
        tx: WriteTx, announcement: Announcement, city: City, confirmed_by: int, now: datetime
    ) -> Entry:
        known = await tx.calendar.by_ids([announcement.entry_id] if announcement.entry_id else [])
        before = next(iter(known.values()), None)
        if before is None:
            raise StaleButton
        if before.over_at <= now:
            raise Refusal("change-over", code=before.code)
        return revised(before, corrected(before, announcement, city), confirmed_by, now)


def draft_of(entry: Entry) -> Draft:
    """The entry's content as a draft, to be changed."""
    return Draft(
        kind=entry.kind,
        title_en=entry.title.en,
        title_es=entry.title.es,
        city_id=entry.city_id,
        starts_at=entry.starts_at,
        ends_at=entry.ends_at,
        venue=entry.venue,
        address=entry.address,
        pin=entry.coordinates if entry.own_coordinates else None,
        organizers=entry.organizers,
        access=entry.access,
        link=entry.link,
        belongs_to=entry.belongs_to,
    )


def corrected(before: Entry, announcement: Announcement, city: City) -> Entry:
    """The entry with what the announcement makes of it; pure."""
    draft = announcement.draft
    match announcement.purpose:
        case Purpose.CANCEL:
            return replace(before, status=Status.CANCELLED)
        case Purpose.POSTPONE if draft.starts_at == before.starts_at:
            return replace(before, status=Status.POSTPONED)
        case Purpose.POSTPONE:
            return replace(_at(before, draft), status=Status.ANNOUNCED)
        case _:
            return _with_facts(_at(before, draft), draft, city)


def _at(before: Entry, draft: Draft) -> Entry:
    if draft.starts_at is None:
        return before
    starts_on = draft.starts_at.date()
    return replace(
        before,
        starts_at=draft.starts_at,
        ends_at=draft.ends_at,
        starts_on=starts_on,
        ends_on=draft.ends_at.date() if draft.ends_at else starts_on,
        precision=Precision.TIME,
    )


def _with_facts(before: Entry, draft: Draft, city: City) -> Entry:
    """What was called off stands again by a change. A place without a pin of its own is its city's."""
    placed = draft.pin or city.coordinates
    return replace(
        before,
        status=Status.REPORTED if before.status is Status.REPORTED else Status.ANNOUNCED,
        kind=draft.kind or before.kind,
        title=Title(draft.title_en or before.title.en, draft.title_es or before.title.es),
        city_id=city.id,
        city=city.name,
        state=city.state,
        zone=city.zone,
        venue=draft.venue,
        address=draft.address,
        coordinates=placed,
        own_coordinates=draft.pin is not None,
        organizers=draft.organizers,
        access=draft.access,
        link=draft.link,
        belongs_to=draft.belongs_to,
    )
