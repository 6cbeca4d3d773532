"""Whether the dates of a draft that comes again are few enough, near enough, and all on the clock."""

from datetime import datetime

from bot.domain.announcement import Draft
from bot.domain.calendar import comes
from bot.domain.errors import Refusal
from bot.domain.ids import Code
from bot.domain.places import Area
from bot.domain.series import LONGEST, MOST_DATES


def ensure_sound(draft: Draft, area: Area, code: Code) -> None:
    """Refusal for too many dates, for fewer than two, and for one on which the clocks skip the hour."""
    rule, start = draft.repeats, draft.starts_at
    if rule is None or start is None:
        return
    first = start.date()
    days, dates = rule.days(first), rule.dates(first)
    if len(days) > MOST_DATES or rule.until - first > LONGEST:
        raise Refusal("draft-repeat-too-long", most=MOST_DATES, days=LONGEST.days)
    if days and days[0] != first:
        raise Refusal("draft-repeat-start", code=code)
    if len(dates) < 2:
        raise Refusal("draft-repeat-once", code=code)
    for day in dates:
        at = datetime.combine(day, start.time())
        if not comes(at, area.zone):
            raise Refusal("draft-repeat-skipped", code=code, day=f"{day:%Y-%m-%d}")
