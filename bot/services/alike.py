"""What an announcement is likely a double of: in the calendar, and among what waits for approval."""

from collections.abc import Sequence
from datetime import datetime
from itertools import repeat

from bot.domain.announcement import Announcement, Purpose
from bot.domain.announcing.becoming import dates_of, entry_of, lacking
from bot.domain.announcing.doubles import Double, doubles
from bot.domain.calendar import Entry
from bot.services.areas import area_of_draft
from bot.services.ports import ReadTx, WriteTx
from bot.services.ports.places import PlaceFinder


async def likely_doubles(
    tx: ReadTx | WriteTx, finder: PlaceFinder, own: Announcement, dates: Sequence[Entry], now: datetime
) -> tuple[Double, ...]:
    """Of any of its dates, each once; listed yet or not."""
    if own.purpose is not Purpose.NEW:
        return ()
    first, last = dates[0].starts_on, max(entry.ends_on for entry in dates)
    listed = await tx.calendar.listed(max(entry.over_at for entry in dates), first, last)
    waiting = await _in_review(tx, finder, own, now)
    found: dict[str, Double] = {}
    for entry in dates:
        for other in doubles(entry, listed):
            found.setdefault(other.code, Double(other, waiting=False))
        for other in doubles(entry, waiting):
            found.setdefault(other.code, Double(other, waiting=True))
    return tuple(found.values())


async def _in_review(
    tx: ReadTx | WriteTx, finder: PlaceFinder, own: Announcement, now: datetime
) -> list[Entry]:
    """As the entries they would become."""
    entries: list[Entry] = []
    for one in await tx.announcements.in_review():
        area = area_of_draft(one.draft, finder)
        if one.purpose is Purpose.NEW and one.id != own.id and area and lacking(one.draft) is None:
            entries += dates_of(entry_of(one, area, now, 0), repeat(one.code))
    return entries
