"""Who may touch a draft, read from the database in the transaction that acts."""

from collections.abc import Collection

from bot.domain.announcement import OPEN, Announcement, Purpose
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.services.ports import ReadTx, WriteTx

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
    tx: ReadTx | WriteTx,
    author: Coordinator,
    typed: str,
    revision: int | None = None,
    purposes: Collection[Purpose] = EDITED,
) -> Announcement:
    found = await own(tx, author, typed, purposes)
    if found.state not in OPEN:
        raise Refusal("draft-closed", code=found.code)
    if revision is not None and found.revision != revision:
        raise StaleButton
    return found


async def save(tx: WriteTx, before: Announcement, after: Announcement) -> None:
    if not await tx.announcements.save(after, before.revision, before.state):
        raise StaleButton


def place_key(one: Announcement) -> str | None:
    return one.draft.area or (f"c{one.draft.city_id}" if one.draft.city_id is not None else None)
