"""The buttons of what comes again."""

from dataclasses import dataclass
from typing import ClassVar

from bot.views.callbacks import Callback


@dataclass(frozen=True, slots=True)
class PrepareEnd(Callback):
    """Show what cancelling this date and all later ones would tell people."""

    prefix: ClassVar[str] = "ye"
    code: str


@dataclass(frozen=True, slots=True)
class ProposeEnd(Callback):
    """Ask a second person for it; `revision` is the draft's, as it was on the screen."""

    prefix: ClassVar[str] = "yp"
    code: str
    revision: int
