"""Who may touch a draft, read from the database in the transaction that acts."""

from collections.abc import Collection
from dataclasses import replace

from bot.domain.announcement import OPEN, TURNED_DOWN, Announcement, AnnouncementState, Purpose
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.services.ports import ReadTx, WriteTx
from bot.services.reviews import save

EDITED = (Purpose.NEW, Purpose.CHANGE)
"""What is written fact by fact; the others are prepared."""


async def own(
    tx: ReadTx | WriteTx, author: Coordinator, typed: str, purposes: Collection[Purpose] = EDITED
) -> Announcement:
    """The author's own announcement of something new or of a change; nobody else's is spoken of.

    An open one before what is closed, the newest of each.
    """
    code = read_code(typed)
    found = await tx.announcements.with_code(code) if code else ()
    own = [one for one in found if one.author == author.id and one.purpose in purposes]
    if not own:
        raise Refusal("draft-unknown", typed=typed)
    return next((one for one in own if one.state in OPEN), own[0])


async def editable(
    tx: WriteTx,
    author: Coordinator,
    typed: str,
    revision: int | None,
    purposes: Collection[Purpose] = EDITED,
) -> Announcement:
    """What was rejected, or expired, is a draft again by this, with the same facts."""
    found = await own(tx, author, typed, purposes)
    if found.state not in (*OPEN, *TURNED_DOWN):
        raise Refusal("draft-closed", code=found.code)
    if revision is not None and found.revision != revision:
        raise StaleButton
    return found if found.state in OPEN else await _taken_up(tx, found)


async def _taken_up(tx: WriteTx, closed: Announcement) -> Announcement:
    """Under another revision: no screen of what was turned down is one of this."""
    draft = replace(
        closed,
        state=AnnouncementState.DRAFT,
        revision=closed.revision + 1,
        submitted_at=None,
        expires_at=None,
        reason=None,
    )
    await save(tx, draft, closed)
    return draft


def place_key(one: Announcement) -> str | None:
    return one.draft.area or (f"c{one.draft.city_id}" if one.draft.city_id is not None else None)
