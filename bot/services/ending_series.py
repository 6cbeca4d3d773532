"""Calling off one date of what comes again and all later ones, in one message."""

from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.announcement import Announcement
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import Area
from bot.domain.planning import stands
from bot.services.corrections import ensure_sound, known_entry, outcome
from bot.services.notices import Notices
from bot.services.ports import ReadTx, WriteTx


@dataclass(frozen=True, slots=True)
class Ending:
    """The effect of an approved end of a series."""

    notices: Notices

    async def audience(
        self,
        tx: WriteTx,
        announcement: Announcement,
        area: Area,  # noqa: ARG002 - the dates know where they are
        now: datetime,
    ) -> tuple[Entry, int]:
        dates = await self._after(tx, announcement, 2, now)
        return dates[0], await self.notices.count_end(tx, dates)

    async def apply(
        self, tx: WriteTx, announcement: Announcement, area: Area, confirmed_by: int, now: datetime
    ) -> Entry:
        first = await known_entry(tx, announcement)
        ensure_sound(announcement, first, outcome(announcement, first, area, now), now)
        dates = await self._after(tx, announcement, confirmed_by, now)
        await self.notices.publish_end(tx, dates)
        return dates[0]

    @staticmethod
    async def _after(
        tx: WriteTx, announcement: Announcement, confirmed_by: int, now: datetime
    ) -> tuple[Entry, ...]:
        first = await known_entry(tx, announcement)
        if first is None:
            raise StaleButton
        dates = await rest_of(tx, first, now)
        if not dates:
            raise Refusal("change-over", code=first.code)
        return cancelled(dates, confirmed_by, now)


async def rest_of(tx: ReadTx | WriteTx, first: Entry, now: datetime) -> tuple[Entry, ...]:
    """It and all later dates of its series that are still to take place."""
    dates = await tx.calendar.of_series(first.series.code) if first.series else (first,)
    return tuple(
        date for date in dates if date.begins_at >= first.begins_at and date.over_at > now and stands(date)
    )


def cancelled(dates: tuple[Entry, ...], confirmed_by: int, now: datetime) -> tuple[Entry, ...]:
    off = (replace(date, status=Status.CANCELLED) for date in dates)
    return tuple(revised(before, after, confirmed_by, now) for before, after in zip(dates, off, strict=True))
