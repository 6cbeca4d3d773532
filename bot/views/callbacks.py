"""Typed callback data: one frozen dataclass a button. Payloads come back from clients, so they prove nothing.

Wire form: the two-letter prefix, then the fields, joined by ":"; at most 64 bytes. Prefixes are never reused.
"""

from dataclasses import dataclass, fields
from typing import ClassVar, Self

from bot.domain.errors import StaleButton

MAX_BYTES = 64
_LARGEST = 2**63


def _number(wire: str) -> int:
    """ValueError unless a database can hold it."""
    number = int(wire)
    if not -_LARGEST <= number < _LARGEST:
        raise ValueError
    return number


@dataclass(frozen=True, slots=True)
class Callback:
    prefix: ClassVar[str] = ""

    def pack(self) -> str:
        """The wire form; ValueError if it does not fit (a bug of the screen, never a person's doing)."""
        wire = ":".join([self.prefix, *(str(getattr(self, f.name)) for f in fields(self))])
        if len(wire.encode()) > MAX_BYTES:
            raise ValueError(f"callback data over {MAX_BYTES} bytes: {self.prefix}")
        return wire

    @classmethod
    def parse(cls, wire: str) -> Self:
        """The button this wire form packs; StaleButton if the form is not this button's."""
        prefix, *values = wire.split(":")
        own = fields(cls)
        if prefix != cls.prefix or len(values) != len(own):
            raise StaleButton
        try:
            return cls(
                *(_number(value) if f.type is int else value for f, value in zip(own, values, strict=True))
            )
        except ValueError as error:
            raise StaleButton from error

    @classmethod
    def pattern(cls) -> str:
        return rf"^{cls.prefix}(:|$)"


@dataclass(frozen=True, slots=True)
class AddPlace(Callback):
    """Get alerts for a place; `radius` 0 means the default (or none, for a state and the country).

    `language` is that of the screen: who agrees by this press agrees to what they have read.
    """

    prefix: ClassVar[str] = "ap"
    place_key: str
    radius: int
    language: str = ""


@dataclass(frozen=True, slots=True)
class RemovePlace(Callback):
    prefix: ClassVar[str] = "rp"
    place_key: str


@dataclass(frozen=True, slots=True)
class RestorePlace(Callback):
    """Undo of a removal, or of a changed radius. `kinds` wanted of a place removed, packed in a number."""

    prefix: ClassVar[str] = "up"
    place_key: str
    radius: int
    kinds: int = 0


@dataclass(frozen=True, slots=True)
class ChooseRadius(Callback):
    """Show the radii a place can have."""

    prefix: ClassVar[str] = "cr"
    place_key: str


@dataclass(frozen=True, slots=True)
class SetRadius(Callback):
    prefix: ClassVar[str] = "sr"
    place_key: str
    radius: int


@dataclass(frozen=True, slots=True)
class AskPlace(Callback):
    """Ask for the place `command` (add, today, week, near) is about, in the `language` of the screen."""

    prefix: ClassVar[str] = "ak"
    command: str
    language: str = ""


@dataclass(frozen=True, slots=True)
class ShowList(Callback):
    """A page (from 1) of today, week or near for a place; `place_key` "own" means the chat's places.

    Page 0 is the first page below what is no list, and so must not make way for one.
    """

    prefix: ClassVar[str] = "sl"
    question: str
    place_key: str
    radius: int
    page: int


@dataclass(frozen=True, slots=True)
class ShowEntry(Callback):
    prefix: ClassVar[str] = "se"
    code: str


@dataclass(frozen=True, slots=True)
class MuteEntry(Callback):
    prefix: ClassVar[str] = "me"
    code: str


@dataclass(frozen=True, slots=True)
class UnmuteEntry(Callback):
    prefix: ClassVar[str] = "um"
    code: str


@dataclass(frozen=True, slots=True)
class ShowSettings(Callback):
    prefix: ClassVar[str] = "ss"


@dataclass(frozen=True, slots=True)
class SetLanguage(Callback):
    """Before any subscription this only words the welcome anew; `start` is the deep link's payload."""

    prefix: ClassVar[str] = "la"
    language: str
    start: str


@dataclass(frozen=True, slots=True)
class StopAlerts(Callback):
    prefix: ClassVar[str] = "sp"


@dataclass(frozen=True, slots=True)
class ResumeAlerts(Callback):
    prefix: ClassVar[str] = "ra"


@dataclass(frozen=True, slots=True)
class AskDelete(Callback):
    """Ask whether everything shall be erased, as /delete does."""

    prefix: ClassVar[str] = "ad"


@dataclass(frozen=True, slots=True)
class DeleteData(Callback):
    """The confirmation: erase at once."""

    prefix: ClassVar[str] = "dd"


@dataclass(frozen=True, slots=True)
class KeepData(Callback):
    prefix: ClassVar[str] = "kd"


@dataclass(frozen=True, slots=True)
class UndoAdd(Callback):
    """Take back an add; `first` is 1 where it was the consent, so that nothing is kept any more."""

    prefix: ClassVar[str] = "ua"
    place_key: str
    first: int
