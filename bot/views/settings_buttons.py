"""The buttons of the settings screens. `of` is empty for the chat's own settings, else names a group.

What names a group is its subscriber's random number: it tells nothing, and whoever sends it back proves
nothing by that. Who may act is asked of Telegram at the press.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from bot.domain.errors import StaleButton
from bot.domain.ids import SubscriberId
from bot.views.callbacks import Callback

LINK = "g_"
"""How the payload of a deep link to a group's settings begins."""
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_LONGEST = 13


class Screen(StrEnum):
    MAIN = "main"
    BRIEF = "brief"
    QUIET = "quiet"
    ZONE = "zone"
    PLACES = "places"


@dataclass(frozen=True, slots=True)
class ShowScreen(Callback):
    """Put one of the settings screens in the place of this one."""

    prefix: ClassVar[str] = "sc"
    screen: str
    of: str


@dataclass(frozen=True, slots=True)
class SetSetting(Callback):
    """`kind` and `value` as typed after /settings."""

    prefix: ClassVar[str] = "st"
    kind: str
    value: str
    of: str


@dataclass(frozen=True, slots=True)
class ShowPlace(Callback):
    """The settings of one place."""

    prefix: ClassVar[str] = "pl"
    place_key: str
    of: str


@dataclass(frozen=True, slots=True)
class SetPlaceRadius(Callback):
    prefix: ClassVar[str] = "pr"
    place_key: str
    radius: int
    of: str


@dataclass(frozen=True, slots=True)
class ShowKinds(Callback):
    prefix: ClassVar[str] = "ki"
    place_key: str
    of: str


@dataclass(frozen=True, slots=True)
class SwitchKind(Callback):
    """Tell of a kind of action or not: `on` is 1 or 0, so a second press changes nothing more."""

    prefix: ClassVar[str] = "sk"
    place_key: str
    kind: str
    on: int
    of: str


@dataclass(frozen=True, slots=True)
class WantAllKinds(Callback):
    prefix: ClassVar[str] = "wk"
    place_key: str
    of: str


def reference(subscriber_id: SubscriberId) -> str:
    """A group's random number in few characters."""
    number, digits = int(subscriber_id), ""
    while number:
        number, digit = divmod(number, len(_DIGITS))
        digits = _DIGITS[digit] + digits
    return digits or "0"


def referred(of: str) -> SubscriberId:
    """StaleButton for what `reference` does not make."""
    if not of or len(of) > _LONGEST or not set(of) <= set(_DIGITS):
        raise StaleButton
    return SubscriberId(int(of, len(_DIGITS)))
