"""Days and times as people type them, in English and Spanish. Pure, and never silently wrong: whatever can
be taken in two ways is asked about, and what cannot be taken in any is not read.
"""

from bot.domain.when.reading import read
from bot.domain.when.result import Ask, NotRead, Read, When, Why
from bot.domain.when.spotting import Spotted, spot

__all__ = ["Ask", "NotRead", "Read", "Spotted", "When", "Why", "read", "spot"]
