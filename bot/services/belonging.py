"""The days of action that what is being announced may belong to."""

from datetime import datetime

from bot.domain.announcement import Draft
from bot.domain.announcing.belonging import may_belong
from bot.domain.calendar import Entry
from bot.domain.places import Area, City
from bot.domain.planning import stands
from bot.services.ports import ReadTx, WriteTx

MOST_OFFERED = 3


async def days_for(tx: ReadTx | WriteTx, draft: Draft, area: Area | None, now: datetime) -> tuple[Entry, ...]:
    """Of the action's day and state, listed by now; none as long as either is unknown."""
    first = draft.first_day
    if first is None or not isinstance(area, City):
        return ()
    last = draft.repeats.until if draft.repeats else first
    found = await tx.calendar.listed(now, first, last)
    return tuple([day for day in found if stands(day) and may_belong(draft, area, day)][:MOST_OFFERED])
