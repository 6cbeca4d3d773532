"""How entries are put into the lines of a message."""

from dataclasses import dataclass
from datetime import date, datetime

from bot.domain.calendar import Entry, local_time


@dataclass(frozen=True, slots=True)
class Frame:
    """What the lines of one message share.

    `zone` is the name of the zone stated once for all of them, None where each line states its own.
    `states` need no mention after a city. `day` is the one that all lines
    are about: only what is on another one says so. `spans`: a known end is said. `distances`: each line
    says how far, or that it is in the city itself.
    """

    now: datetime
    zone: str | None = None
    states: frozenset[str] = frozenset()
    day: date | None = None
    spans: bool = True
    distances: bool = False

    def today(self, entry: Entry) -> date:
        return local_time(self.now, entry.zone).date()


@dataclass(frozen=True, slots=True)
class Cuts:
    """How many characters of each fact are shown at most; a title of none gives way to the kind of action.

    `parts`: 1 where only the part of a venue before its first comma or semicolon is shown.
    """

    title: int = 90
    venue: int = 80
    names: int = 60
    city: int = 60
    parts: int = 2


@dataclass(frozen=True, slots=True)
class Shown:
    """How one line is put: the distance if there is one, what is cut, and whether it goes on a sentence.

    `inside` a sentence a bare kind stands in lower case, and how far a day of action reaches after it.
    """

    miles: float | None = None
    cuts: Cuts = Cuts()
    inside: bool = False


PLAIN = Shown()
