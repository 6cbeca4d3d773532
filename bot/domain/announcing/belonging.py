"""Which day of action an action may belong to."""

from bot.domain.announcement import Draft
from bot.domain.calendar import Entry, EntryType, Scope
from bot.domain.places import Area, City


def may_belong(draft: Draft, area: Area | None, day: Entry) -> bool:
    """A day of action that holds on the action's day and in its state, as far as these are known."""
    if day.type is not EntryType.DAY_OF_ACTION or draft.area is not None:
        return False
    first = draft.first_day
    elsewhere = day.scope is Scope.STATE and isinstance(area, City) and day.state != area.state
    return not elsewhere and (first is None or _falls_on_one(draft, day))


def _falls_on_one(draft: Draft, day: Entry) -> bool:
    """Of an action that comes again, on any of its dates."""
    first = draft.first_day
    assert first is not None
    dates = draft.repeats.dates(first) if draft.repeats else (first,)
    return any(day.falls_on(date) for date in dates)
