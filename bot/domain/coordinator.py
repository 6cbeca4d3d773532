"""Who may announce: operators and coordinators, and for which places."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import ChatId, CoordinatorId
from bot.domain.places import City, CityPlace, Place, StatePlace
from bot.domain.subscriber import Language

TRUSTED_AFTER = timedelta(hours=72)
"""A coordinator of less than this does not approve; operators are exempt."""
INVITE_LASTS = timedelta(hours=24)


class Role(StrEnum):
    OPERATOR = "operator"
    COORDINATOR = "coordinator"


class Standing(StrEnum):
    """`pending`: redeemed an invite and waits for a second person to confirm."""

    PENDING = "pending"
    ACTIVE = "active"
    REMOVED = "removed"


@dataclass(frozen=True, slots=True)
class Coordinator:
    """`label` is how others see them, C-07: never a name. `places`: cities, states; an operator has all."""

    id: CoordinatorId
    label: str
    chat_id: ChatId
    role: Role
    standing: Standing
    since: datetime
    language: Language
    places: tuple[Place, ...] = ()

    @property
    def is_operator(self) -> bool:
        return self.role is Role.OPERATOR and self.standing is Standing.ACTIVE

    def covers(self, city: City) -> bool:
        """May this person act for `city`, now, by role and place?"""
        if self.standing is not Standing.ACTIVE:
            return False
        return self.is_operator or any(
            place.city.id == city.id
            if isinstance(place, CityPlace)
            else isinstance(place, StatePlace) and place.state == city.state
            for place in self.places
        )

    def is_trusted(self, now: datetime) -> bool:
        return self.is_operator or now - self.since >= TRUSTED_AFTER
