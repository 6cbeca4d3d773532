"""Who may touch a draft, read from the database in the transaction that acts."""

from bot.domain.announcement import OPEN, Announcement, Purpose
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.services.ports import ReadTx, WriteTx


async def own(tx: ReadTx | WriteTx, author: Coordinator, typed: str) -> Announcement:
    """The author's own announcement of something new; nobody else's is spoken of."""
    code = read_code(typed)
    found = await tx.announcements.by_code(code) if code else None
    if found is None or found.author != author.id or found.purpose is not Purpose.NEW:
        raise Refusal("draft-unknown", typed=typed)
    return found


async def editable(
    tx: ReadTx | WriteTx, author: Coordinator, typed: str, revision: int | None = None
) -> Announcement:
    found = await own(tx, author, typed)
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
