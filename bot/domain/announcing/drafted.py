"""A draft as its author is shown it."""

import hashlib
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from bot.domain.announcement import Announcement
from bot.domain.announcing.doubles import Double
from bot.domain.announcing.fields import Field
from bot.domain.broadcast import Content
from bot.domain.calendar import Entry
from bot.domain.errors import Refusal
from bot.domain.ids import EntryId
from bot.domain.places import Area, City, Coordinates, Place
from bot.domain.when import When, WhenDays


@dataclass(frozen=True, slots=True)
class Drafted:
    """A draft as it stands. `when` is what is still in doubt about its day and hour, `cities` those that
    may be meant; `refused` are facts of a text that were not taken, with the reason of each. `today` is the
    area's. `day` is the day of action it belongs to, `days` those it may belong to. `wide`: its author may
    announce for states and the country. `before` is the entry it changes, and `after` what it would be.
    """

    announcement: Announcement
    area: Area | None
    lacking: Field | None
    today: date
    when: When | WhenDays | None = None
    cities: tuple[Place, ...] = ()
    refused: tuple[Refusal, ...] = ()
    day: Entry | None = None
    days: tuple[Entry, ...] = ()
    wide: bool = False
    before: Entry | None = None
    after: Entry | None = None

    @property
    def is_ready(self) -> bool:
        """Is it a change that can be shown as people would read it, with nothing in doubt?"""
        if self.before is None or self.after is None or self.when is not None or self.cities or self.refused:
            return False
        return self.before.version != self.after.version


@dataclass(frozen=True, slots=True)
class FarPin:
    """A spot that is not near the city: to be kept only if that is meant."""

    announcement: Announcement
    city: City
    pin: Coordinates
    miles: float


@dataclass(frozen=True, slots=True)
class Preview:
    """`content` and `entries` are what the alert will be rendered from. `audience` is how many would get it
    now, `lasts` how long after its start the last of them has it; `doubles` what it may be the same as.
    `before` is the entry it changes, and `goes_at` until when that would be held for others to join it.
    """

    announcement: Announcement
    entry: Entry
    area: Area
    content: Content
    entries: dict[EntryId, Entry]
    audience: int
    lasts: timedelta
    approvals: int
    doubles: tuple[Double, ...]
    now: datetime
    before: Entry | None = None
    goes_at: datetime | None = None

    @property
    def digest(self) -> str:
        """Enough of it to tell a screen of another content, or of fewer likely doubles."""
        shown = ",".join(sorted(double.entry.code for double in self.doubles))
        content = self.announcement.draft.digest()
        return hashlib.sha256(f"{content} {shown}".encode()).hexdigest()[:12] if shown else content[:12]
