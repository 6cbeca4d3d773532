"""A draft moved to a city, or to the state or country of a day of action; and its when."""

from dataclasses import replace

from bot.domain.announcement import Draft
from bot.domain.calendar import Kind
from bot.domain.places import Area, City
from bot.domain.when import Read, WholeDays


def placed(draft: Draft, area: Area) -> Draft:
    """What only one of the two can have is left out."""
    if isinstance(area, City):
        return replace(draft, city_id=area.id, area=None, starts_on=None, ends_on=None)
    return replace(
        draft,
        kind=draft.kind or Kind.DAY_OF_ACTION,
        city_id=None,
        area=area.key,
        venue=None,
        address=None,
        pin=None,
        belongs_to=None,
        repeats=None,
    )


def starting(draft: Draft, when: Read | WholeDays) -> Draft:
    if isinstance(when, WholeDays):
        return replace(draft, starts_at=None, ends_at=None, starts_on=when.first, ends_on=when.last)
    return replace(draft, starts_at=when.starts_at, ends_at=when.ends_at, starts_on=None, ends_on=None)
