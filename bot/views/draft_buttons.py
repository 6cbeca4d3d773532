"""The buttons of drafts. Each carries the revision that was on the screen: an older one does nothing."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar

from bot.domain.announcing.fields import Field
from bot.domain.errors import StaleButton
from bot.domain.places import Coordinates
from bot.domain.when import Read, WholeDays
from bot.views.callbacks import Callback

_MINUTE = "%Y%m%d%H%M"
_DAY, _DIGITS_OF_DAY = "%Y%m%d", 8


@dataclass(frozen=True, slots=True)
class AskFact(Callback):
    """Ask for one fact (a `Field`) by a question to reply to."""

    prefix: ClassVar[str] = "da"
    code: str
    field: str


@dataclass(frozen=True, slots=True)
class PutFact(Callback):
    """A fact chosen among some: the kind, a place by its key, a day of action by its code."""

    prefix: ClassVar[str] = "dp"
    code: str
    revision: int
    field: str
    value: str

    @property
    def fact(self) -> Field:
        if self.field not in {Field.KIND, Field.CITY, Field.DAY}:
            raise StaleButton
        return Field(self.field)


@dataclass(frozen=True, slots=True)
class PutTime(Callback):
    """A day and hour chosen among some, as digits of wall time; `ends` may be empty.

    Digits of days alone are first and last of a day of action.
    """

    prefix: ClassVar[str] = "dt"
    code: str
    revision: int
    starts: str
    ends: str

    @classmethod
    def of(cls, code: str, revision: int, when: Read | WholeDays) -> "PutTime":
        if isinstance(when, WholeDays):
            return cls(code, revision, when.first.strftime(_DAY), when.last.strftime(_DAY))
        ends = when.ends_at.strftime(_MINUTE) if when.ends_at else ""
        return cls(code, revision, when.starts_at.strftime(_MINUTE), ends)

    @property
    def when(self) -> Read | WholeDays:
        try:
            if len(self.starts) == len(self.ends) == _DIGITS_OF_DAY:
                first, last = (datetime.strptime(day, _DAY) for day in (self.starts, self.ends))  # noqa: DTZ007 - a day
                return WholeDays(first.date(), last.date())
            starts_at = datetime.strptime(self.starts, _MINUTE)  # noqa: DTZ007 - wall time
            ends_at = datetime.strptime(self.ends, _MINUTE) if self.ends else None  # noqa: DTZ007 - wall time
        except ValueError:
            raise StaleButton from None
        return Read(starts_at, ends_at)


@dataclass(frozen=True, slots=True)
class KeepPin(Callback):
    """A spot far from the city, meant nevertheless; in degrees."""

    prefix: ClassVar[str] = "kp"
    code: str
    revision: int
    latitude: str
    longitude: str

    @classmethod
    def of(cls, code: str, revision: int, pin: Coordinates) -> "KeepPin":
        return cls(code, revision, f"{pin.latitude:.5f}", f"{pin.longitude:.5f}")

    @property
    def pin(self) -> Coordinates:
        try:
            latitude, longitude = float(self.latitude), float(self.longitude)
        except ValueError:
            raise StaleButton from None
        if not (-90 <= latitude <= 90 and -180 <= longitude <= 180):
            raise StaleButton
        return Coordinates(latitude, longitude)


@dataclass(frozen=True, slots=True)
class PreviewDraft(Callback):
    prefix: ClassVar[str] = "pv"
    code: str
    revision: int


@dataclass(frozen=True, slots=True)
class SubmitDraft(Callback):
    """`digest` is of the content that was on the screen."""

    prefix: ClassVar[str] = "sf"
    code: str
    revision: int
    digest: str


@dataclass(frozen=True, slots=True)
class WithdrawDraft(Callback):
    prefix: ClassVar[str] = "wd"
    code: str
    revision: int
