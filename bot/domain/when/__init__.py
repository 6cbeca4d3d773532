"""Days and times as people type them, in English and Spanish. Pure, and never silently wrong: whatever can
be taken in two ways is asked about, and what cannot be taken in any is not read.
"""

from bot.domain.when.reading import read
from bot.domain.when.result import Ask, AskDays, NotRead, Read, When, WhenDays, WholeDays, Why
from bot.domain.when.spotting import Spotted, spot
from bot.domain.when.whole_days import SpottedDays, read_days, spot_days

__all__ = [
    "Ask",
    "AskDays",
    "NotRead",
    "Read",
    "Spotted",
    "SpottedDays",
    "When",
    "WhenDays",
    "WholeDays",
    "Why",
    "read",
    "read_days",
    "spot",
    "spot_days",
]
