"""Buttons of limits: a reader's report, an operator's word on what is held. `callbacks` tells the form."""

from dataclasses import dataclass
from typing import ClassVar

from bot.views.callbacks import Callback


@dataclass(frozen=True, slots=True)
class ReportAlert(Callback):
    """Say that something is wrong with it."""

    prefix: ClassVar[str] = "fl"
    code: str


@dataclass(frozen=True, slots=True)
class TakeBackReport(Callback):
    prefix: ClassVar[str] = "fb"
    code: str


@dataclass(frozen=True, slots=True)
class ResumeHeld(Callback):
    """Let a held broadcast go on; `mark` names the reason that was on the screen."""

    prefix: ClassVar[str] = "hh"
    broadcast: int
    mark: str
