"""A draft as it stands, and an edit of it; in the transaction that reads or acts."""

from dataclasses import replace
from datetime import datetime

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.becoming import lacking
from bot.domain.announcing.drafted import Drafted
from bot.domain.calendar import local_time
from bot.domain.coordinator import Coordinator
from bot.domain.places import COUNTRY_ZONE
from bot.services.areas import area_of_draft
from bot.services.belonging import days_for
from bot.services.corrections import known_entry, outcome
from bot.services.draft_access import save
from bot.services.draft_texts import Taken
from bot.services.ports import ReadTx, WriteTx
from bot.services.ports.places import PlaceFinder


async def as_it_stands(
    tx: ReadTx | WriteTx, finder: PlaceFinder, author: Coordinator, one: Announcement, now: datetime
) -> Drafted:
    area, before = area_of_draft(one.draft, finder), await known_entry(tx, one)
    known = await tx.calendar.by_ids([one.draft.belongs_to] if one.draft.belongs_to else [])
    offered = one.purpose is Purpose.NEW and not known
    return Drafted(
        one,
        area,
        lacking(one.draft),
        local_time(now, area.zone if area else COUNTRY_ZONE).date(),
        day=next(iter(known.values()), None),
        days=await days_for(tx, one.draft, area, now) if offered else (),
        wide=author.is_operator,
        before=before,
        after=outcome(one, before, area, now) if before is not None and area is not None else None,
    )


async def edited(
    tx: WriteTx, finder: PlaceFinder, author: Coordinator, before: Announcement, draft: Draft, now: datetime
) -> Drafted:
    """An edit takes an announcement out of review: what was approved is another text."""
    if draft == before.draft:
        return await as_it_stands(tx, finder, author, before, now)
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
    return await as_it_stands(tx, finder, author, after, now)


async def took(
    tx: WriteTx, finder: PlaceFinder, author: Coordinator, before: Announcement, taken: Taken, now: datetime
) -> Drafted:
    """The draft with what was taken of a text, and what is in doubt."""
    drafted = await edited(tx, finder, author, before, taken.draft, now)
    return replace(drafted, when=taken.when, cities=taken.places, refused=taken.refused)
