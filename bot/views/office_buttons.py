"""The buttons of coordinators: reviews, each other, halts, corrections. `callbacks` tells the form."""

from dataclasses import dataclass
from typing import ClassVar

from bot.views.callbacks import Callback


@dataclass(frozen=True, slots=True)
class ShowReview(Callback):
    """What waits for a second person, as it stands now."""

    prefix: ClassVar[str] = "rv"
    id: int


@dataclass(frozen=True, slots=True)
class PickFact(Callback):
    """Say which of three facts the announcement on the screen states. `digest` is its beginning."""

    prefix: ClassVar[str] = "pf"
    id: int
    revision: int
    digest: str
    choice: int


@dataclass(frozen=True, slots=True)
class ApproveThis(Callback):
    """Send what is on the screen; `choice` is the fact that was picked."""

    prefix: ClassVar[str] = "av"
    id: int
    revision: int
    digest: str
    choice: int


@dataclass(frozen=True, slots=True)
class RejectThis(Callback):
    """Ask for the reason."""

    prefix: ClassVar[str] = "rj"
    code: str


@dataclass(frozen=True, slots=True)
class CallOperators(Callback):
    """The author asks an operator to answer."""

    prefix: ClassVar[str] = "co"
    id: int


@dataclass(frozen=True, slots=True)
class ConfirmCoordinator(Callback):
    """Labels are never given twice, so one says exactly who was on the screen; here and below."""

    prefix: ClassVar[str] = "wc"
    label: str


@dataclass(frozen=True, slots=True)
class ShowCoordinators(Callback):
    """A page of them, from 1."""

    prefix: ClassVar[str] = "wl"
    page: int


@dataclass(frozen=True, slots=True)
class AskRemoveCoordinator(Callback):
    prefix: ClassVar[str] = "wa"
    label: str


@dataclass(frozen=True, slots=True)
class RemoveCoordinator(Callback):
    prefix: ClassVar[str] = "wr"
    label: str


@dataclass(frozen=True, slots=True)
class ResumeSending(Callback):
    """Lift the halt of a place; `second` is the epoch second of the halt that was on the screen."""

    prefix: ClassVar[str] = "hr"
    place_key: str
    second: int


@dataclass(frozen=True, slots=True)
class RetractAlert(Callback):
    """The one tap after /retract; `revision` is the entry's, as it was on the screen."""

    prefix: ClassVar[str] = "rt"
    code: str
    revision: int


@dataclass(frozen=True, slots=True)
class ProposeChange(Callback):
    """Ask a second person for the prepared text; `revision` is the draft's, as it was on the screen."""

    prefix: ClassVar[str] = "pc"
    purpose: str
    code: str
    revision: int
