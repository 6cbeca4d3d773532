"""What stands beside an announcement on the second person's screen."""

from dataclasses import dataclass
from datetime import datetime
from itertools import repeat

from bot.domain.announcement import Announcement, Purpose
from bot.domain.announcing.becoming import dates_of, entry_of
from bot.domain.announcing.doubles import Double
from bot.domain.calendar import Entry
from bot.domain.places import Area
from bot.services.alike import likely_doubles
from bot.services.corrections import known_entry
from bot.services.ending_series import rest_of
from bot.services.ports import ReadTx, WriteTx
from bot.services.ports.places import PlaceFinder


@dataclass(frozen=True, slots=True)
class Beside:
    """`dates` are those of a series that is announced or ended."""

    was: Entry | None
    dates: tuple[Entry, ...]
    doubles: tuple[Double, ...]
    day: Entry | None


async def beside(
    tx: ReadTx | WriteTx, finder: PlaceFinder, announcement: Announcement, entry: Entry, now: datetime
) -> Beside:
    """`entry` is what the approval would leave."""
    was = await known_entry(tx, announcement)
    days = await tx.calendar.by_ids([entry.belongs_to] if entry.belongs_to else [])
    dates = dates_of(entry, repeat(announcement.code))
    doubles = await likely_doubles(tx, finder, announcement, dates, now)
    if announcement.purpose is Purpose.END and was is not None:
        dates = await rest_of(tx, was, now)
    elif announcement.draft.repeats is None:
        dates = ()
    return Beside(was, dates, doubles, next(iter(days.values()), None))


async def doubles_of(
    tx: ReadTx | WriteTx, finder: PlaceFinder, announcement: Announcement, area: Area, now: datetime
) -> tuple[Double, ...]:
    if announcement.purpose is not Purpose.NEW:
        return ()
    dates = dates_of(entry_of(announcement, area, now, 0), repeat(announcement.code))
    return await likely_doubles(tx, finder, announcement, dates, now)
