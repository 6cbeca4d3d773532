"""An announcement as the entry that its approval lists."""

from dataclasses import replace
from datetime import datetime

from bot.domain.announcement import Announcement
from bot.domain.announcing.becoming import entry_of, lacking
from bot.domain.calendar import Entry
from bot.domain.errors import Refusal
from bot.domain.places import Area


def approved_entry(announcement: Announcement, area: Area, now: datetime, confirmed_by: int) -> Entry:
    """Listed from `now`; Refusal("draft-incomplete") where a needed fact is missing."""
    if lacking(announcement.draft) is not None:
        raise Refusal("draft-incomplete", code=announcement.code)
    return replace(entry_of(announcement, area, now, confirmed_by), listed_from=now)
