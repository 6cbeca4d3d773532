"""What an approval does to an entry that people know: another state, told to exactly those concerned."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.announcement import Announcement, Draft, Purpose
from bot.domain.announcing.becoming import standing, timed
from bot.domain.calendar import Entry, Scope, Status, Title
from bot.domain.changing import revised
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import Area, CountryPlace
from bot.domain.states import STATES
from bot.services.notices import Notices
from bot.services.ports import WriteTx


@dataclass(frozen=True, slots=True)
class Correction:
    """The effect of an approved change, postponement or cancellation.

    A postponement that leaves the draft's start as the entry's has no new date yet.
    """

    notices: Notices

    async def audience(
        self, tx: WriteTx, announcement: Announcement, area: Area, now: datetime
    ) -> tuple[Entry, int]:
        """The entry as the approval would leave it, and how many it would be told to."""
        after = await self._after(tx, announcement, area, 2, now)
        return after, await self.notices.count(tx, after)

    async def apply(
        self, tx: WriteTx, announcement: Announcement, area: Area, confirmed_by: int, now: datetime
    ) -> Entry:
        """Put the revision into the calendar and freeze its notice; the entry as it is now."""
        after = await self._after(tx, announcement, area, confirmed_by, now)
        await self.notices.publish(tx, after)
        return after

    @staticmethod
    async def _after(
        tx: WriteTx, announcement: Announcement, area: Area, confirmed_by: int, now: datetime
    ) -> Entry:
        known = await tx.calendar.by_ids([announcement.entry_id] if announcement.entry_id else [])
        before = next(iter(known.values()), None)
        if before is None:
            raise StaleButton
        if before.over_at <= now:
            raise Refusal("change-over", code=before.code)
        return revised(before, corrected(before, announcement, area), confirmed_by, now)


def draft_of(entry: Entry) -> Draft:
    """The entry's content as a draft, to be changed."""
    area = {Scope.NATIONAL: CountryPlace(), Scope.STATE: STATES.get(entry.state or "")}.get(entry.scope)
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
        area=None if area is None else area.key,
        starts_on=None if entry.starts_at else entry.starts_on,
        ends_on=None if entry.starts_at else entry.ends_on,
    )


def corrected(before: Entry, announcement: Announcement, area: Area) -> Entry:
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
            return _with_facts(_at(before, draft), draft, area)


def _at(before: Entry, draft: Draft) -> Entry:
    return before if draft.first_day is None else replace(before, **timed(draft))


def _with_facts(before: Entry, draft: Draft, area: Area) -> Entry:
    """What was called off stands again by a change. A place without a pin of its own is its city's."""
    return replace(
        before,
        status=Status.REPORTED if before.status is Status.REPORTED else Status.ANNOUNCED,
        kind=draft.kind or before.kind,
        title=Title(draft.title_en or before.title.en, draft.title_es or before.title.es),
        **standing(area, draft.pin),
        venue=draft.venue,
        address=draft.address,
        organizers=draft.organizers,
        access=draft.access,
        link=draft.link,
        belongs_to=draft.belongs_to,
    )
