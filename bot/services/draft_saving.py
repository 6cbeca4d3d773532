"""A draft as it stands, and an edit of it; in the transaction that reads or acts."""

from dataclasses import replace
from datetime import datetime

from bot.domain.announcement import Announcement, AnnouncementState, Draft
from bot.domain.announcing.becoming import lacking
from bot.domain.announcing.drafted import Drafted
from bot.domain.calendar import local_time
from bot.domain.places import COUNTRY_ZONE
from bot.services.corrections import known_entry, outcome
from bot.services.draft_access import save
from bot.services.draft_texts import Taken
from bot.services.ports import ReadTx, WriteTx
from bot.services.ports.places import PlaceFinder


async def as_it_stands(
    tx: ReadTx | WriteTx, finder: PlaceFinder, one: Announcement, now: datetime
) -> Drafted:
    city = finder.city(one.draft.city_id) if one.draft.city_id is not None else None
    today = local_time(now, city.zone if city else COUNTRY_ZONE).date()
    before = await known_entry(tx, one)
    after = outcome(one, before, city, now) if before is not None and city is not None else None
    return Drafted(one, city, lacking(one.draft), today, before=before, after=after)


async def edited(
    tx: WriteTx, finder: PlaceFinder, before: Announcement, draft: Draft, now: datetime
) -> Drafted:
    """An edit takes an announcement out of review: what was approved is another text."""
    if draft == before.draft:
        return await as_it_stands(tx, finder, before, now)
    after = replace(
        before,
        state=AnnouncementState.DRAFT,
        revision=before.revision + 1,
        draft=draft,
        submitted_at=None,
        expires_at=None,
        reason=None,
    )
    await save(tx, before, after)
    return await as_it_stands(tx, finder, after, now)


async def took(
    tx: WriteTx, finder: PlaceFinder, before: Announcement, taken: Taken, now: datetime
) -> Drafted:
    """The draft with what was taken of a text, and what is in doubt."""
    drafted = await edited(tx, finder, before, taken.draft, now)
    return replace(drafted, when=taken.when, cities=taken.cities, refused=taken.refused)
