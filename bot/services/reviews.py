"""The acts of a review that several use cases share."""

from dataclasses import replace
from datetime import datetime

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.audit import Act
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import Area, place_of_area
from bot.domain.proof import Fact, Proof, new_facts, proof_of
from bot.domain.review import Decided, Seen
from bot.services.areas import area_of_draft
from bot.services.dispatching import Dispatch, is_held
from bot.services.ports import WriteTx
from bot.services.ports.places import PlaceFinder

_DONE = {
    Purpose.NEW: Act.SENT,
    Purpose.CHANGE: Act.CHANGED,
    Purpose.POSTPONE: Act.POSTPONED,
    Purpose.CANCEL: Act.CANCELLED,
    Purpose.END: Act.CANCELLED,
}


async def send(
    tx: WriteTx, dispatch: Dispatch, announcement: Announcement, area: Area, now: datetime
) -> tuple[Announcement, Entry]:
    """From review to approved and frozen; StaleButton where another was quicker."""
    approved = replace(announcement, state=AnnouncementState.APPROVED)
    await save(tx, approved, announcement)
    entry = await dispatch.send(tx, approved, area, now)
    named = replace(approved, entry_id=entry.id)
    await save(tx, named, approved)
    return named, entry


async def save(tx: WriteTx, announcement: Announcement, was: Announcement) -> None:
    """Compare-and-set, or StaleButton."""
    if not await tx.announcements.save(announcement, was.revision, was.state):
        raise StaleButton


async def record(
    tx: WriteTx, actor: Coordinator, act: Act, announcement: Announcement, area: Area, now: datetime
) -> None:
    """Into the audit, with the digest of what was acted on."""
    digest, key = announcement.draft.digest(), place_of_area(area).key
    await tx.audit.record(now, actor.label, act, announcement.code, digest, key)


async def done(
    tx: WriteTx,
    approved: Announcement,
    author: Coordinator,
    by: Coordinator,
    entry: Entry,
    area: Area,
    now: datetime,
) -> Decided:
    """What came of an approval, recorded as done unless a limit holds it."""
    held = await is_held(tx, approved, entry)
    if not held:
        await record(tx, by, done_by(approved), approved, area, now)
    return Decided(approved, author, by, entry, held, await tx.notices.held_until(entry.id, now))


def done_by(announcement: Announcement) -> Act:
    """What an approval of it did, as the audit names it."""
    return _DONE[announcement.purpose]


def area_of(finder: PlaceFinder, announcement: Announcement) -> Area:
    area = area_of_draft(announcement.draft, finder)
    if area is None:
        raise Refusal("draft-incomplete", code=announcement.code)
    return area


def is_waiting(announcement: Announcement) -> bool:
    return announcement.state is AnnouncementState.IN_REVIEW


def asked_about(announcement: Announcement, was: Entry | None, entry: Entry) -> Proof:
    """The proof of having read it: of a change, about what is new."""
    facts = new_facts(was.version, entry.version) if was is not None else tuple(Fact)
    return proof_of(announcement.draft, announcement.code, facts, was)


def ensure_same(announcement: Announcement, seen: Seen) -> None:
    """StaleButton if it was edited since it was on the screen."""
    if Seen.of(announcement) != seen:
        raise StaleButton


def ensure_true(announcement: Announcement, proved: bool) -> None:
    if not proved:
        raise Refusal("review-wrong-fact", code=announcement.code)
