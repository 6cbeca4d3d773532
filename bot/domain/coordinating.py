"""What came of inviting, joining, confirming, listing and removing, as the screens show it."""

from dataclasses import dataclass

from bot.domain.coordinator import Coordinator, Role
from bot.domain.places import Place


@dataclass(frozen=True, slots=True)
class Invited:
    """`payload` is what stands behind `start=` of the link."""

    payload: str
    role: Role
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Redeemed:
    """Pending, and the `confirmers` who may change that; or active at once: the first operator.

    `more`: active already, and only these places are new.
    """

    coordinator: Coordinator
    places: tuple[Place, ...]
    confirmers: tuple[Coordinator, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Confirmed:
    """`alone`: by the inviter, as there was nobody else who could. `more`: places added to others."""

    coordinator: Coordinator
    places: tuple[Place, ...]
    alone: bool
    more: bool = False


@dataclass(frozen=True, slots=True)
class Listed:
    """`asks`: more places, not confirmed yet."""

    coordinator: Coordinator
    places: tuple[Place, ...]
    asks: tuple[Place, ...] = ()

    @property
    def waits(self) -> bool:
        return bool(self.asks) or not self.coordinator.is_active


@dataclass(frozen=True, slots=True)
class Roster:
    """Who is shown to `of`: everybody to an operator, else who shares a place, and the operators."""

    of: Coordinator
    listed: tuple[Listed, ...]


@dataclass(frozen=True, slots=True)
class Removed:
    """`coordinator` as it was; `voided` announcements; the `others` of the place, who are told."""

    coordinator: Coordinator
    places: tuple[Place, ...]
    voided: int
    by: Coordinator
    others: tuple[Coordinator, ...]
