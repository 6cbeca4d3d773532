"""What a review is made of: what was on a screen, what is on one, and what was decided."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.announcement import Announcement
from bot.domain.announcing.becoming import PIN_REACH
from bot.domain.announcing.doubles import Double
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator
from bot.domain.ids import AnnouncementId
from bot.domain.places import Area, City
from bot.domain.proof import Proof

SEEN_DIGITS = 8
"""Of a digest, that a button carries."""


@dataclass(frozen=True, slots=True)
class Seen:
    """Exactly what stood on a screen."""

    id: AnnouncementId
    revision: int
    digest: str

    @classmethod
    def of(cls, announcement: Announcement) -> "Seen":
        return cls(announcement.id, announcement.revision, announcement.draft.digest()[:SEEN_DIGITS])


@dataclass(frozen=True, slots=True)
class Review:
    """What the second person is shown. `last_within`: by when the last of the audience has it.

    `was` is the entry as it is now, where another state of it is proposed. `dates` are those of a series,
    `doubles` what it may be the same as, `day` the day of action above it.
    """

    announcement: Announcement
    area: Area
    entry: Entry
    was: Entry | None
    author: Coordinator
    proof: Proof
    audience: int
    last_within: timedelta
    dates: tuple[Entry, ...] = ()
    doubles: tuple[Double, ...] = ()
    day: Entry | None = None

    @property
    def far_pin(self) -> float | None:
        """How many miles the spot lies from the city, where it is new and that is far."""
        pin = self.entry.pin
        if pin is None or not isinstance(self.area, City) or (self.was is not None and self.was.pin == pin):
            return None
        miles = self.area.coordinates.miles_to(pin)
        return miles if miles > PIN_REACH else None

    @property
    def seen(self) -> Seen:
        return Seen.of(self.announcement)


@dataclass(frozen=True, slots=True)
class Decided:
    """An approval or a rejection, with those who have to hear of it.

    `held`: approved, but over a limit. `goes_at` None: sent at once.
    """

    announcement: Announcement
    author: Coordinator
    by: Coordinator
    entry: Entry | None = None
    held: bool = False
    goes_at: datetime | None = None
