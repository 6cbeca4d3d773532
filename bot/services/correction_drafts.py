"""Drafts of what is to become of an entry: begun by whoever acts for it, one in review at a time."""

from dataclasses import replace
from datetime import datetime

from bot.domain.announcement import OPEN, Announcement, AnnouncementState, Purpose
from bot.domain.audit import Act
from bot.domain.calendar import Entry, Status
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import Area
from bot.services.areas import area_of_entry
from bot.services.authority import acting, ensure_for
from bot.services.corrections import draft_of, is_over
from bot.services.ports import ReadTx, WriteTx
from bot.services.ports.places import PlaceFinder
from bot.services.retracting import place_of, standing_entry
from bot.services.reviews import record, save

_CALLS_OFF = (Purpose.CANCEL, Purpose.END)


async def correctable(
    tx: ReadTx | WriteTx, finder: PlaceFinder, chat_id: ChatId, typed: str, purpose: Purpose, now: datetime
) -> tuple[Coordinator, Entry, Area]:
    """Who acts, the entry of a typed code, and its area; Refusal where nothing of it can be proposed."""
    person = await acting(tx, chat_id)
    entry = await standing_entry(tx, typed, purpose.value, person, finder)
    return person, entry, ensure_correctable(finder, person, entry, purpose, now)


def ensure_correctable(
    finder: PlaceFinder, person: Coordinator, entry: Entry, purpose: Purpose, now: datetime
) -> Area:
    area = area_of_entry(entry, finder)
    if area is None or not person.may_announce_for(area):
        raise Refusal("change-not-yours", code=entry.code)
    if is_over(entry, now):
        raise Refusal("change-over", code=entry.code)
    if purpose is Purpose.CANCEL and entry.status is Status.CANCELLED:
        raise Refusal("cancelled-already", code=entry.code)
    if purpose is Purpose.POSTPONE and entry.status is Status.POSTPONED:
        raise Refusal("postponed-already", code=entry.code)
    return area


async def opened(tx: WriteTx, person: Coordinator, entry: Entry, purpose: Purpose) -> Announcement:
    """What this person began before, of the entry as it still is; else a draft with the entry's own facts."""
    found = await tx.announcements.with_code(entry.code)
    ensure_free(found, person, purpose, entry)
    for own in found:
        if own.state in OPEN and own.author == person.id and own.purpose is purpose:
            if own.draft.of_revision == entry.revision:
                return own
            await save(tx, replace(own, state=AnnouncementState.WITHDRAWN), own)
    return await tx.announcements.create(entry.code, purpose, person.id, draft_of(entry), entry.id)


def ensure_free(found: tuple[Announcement, ...], person: Coordinator, purpose: Purpose, entry: Entry) -> None:
    """Refusal while something else of the entry as it is waits for approval; calling it off waits not."""
    for one in found:
        own = one.author == person.id and one.purpose is purpose
        overtaken = one.draft.of_revision not in {None, entry.revision}
        if one.state is not AnnouncementState.IN_REVIEW or one.purpose is Purpose.NEW or own or overtaken:
            continue
        if purpose not in _CALLS_OFF or one.purpose in _CALLS_OFF:
            raise Refusal("change-in-review", code=entry.code)


async def ensure_submittable(
    tx: ReadTx | WriteTx, finder: PlaceFinder, person: Coordinator, one: Announcement, entry: Entry
) -> None:
    """May this person still propose it, and is nothing else in the way?"""
    ensure_for(person, place_of(entry, finder))
    ensure_free(await tx.announcements.with_code(entry.code), person, one.purpose, entry)


async def clear_others(
    tx: WriteTx, person: Coordinator, submitted: Announcement, area: Area, now: datetime
) -> None:
    """Whoever proposes one thing of an entry has given up what else they began of it."""
    for one in await tx.announcements.with_code(submitted.code):
        own = one.author == submitted.author and one.id != submitted.id
        if own and one.state in OPEN and one.purpose is not Purpose.NEW:
            await save(tx, replace(one, state=AnnouncementState.WITHDRAWN), one)
            if one.state is AnnouncementState.IN_REVIEW:
                await record(tx, person, Act.WITHDRAWN, one, area, now)
