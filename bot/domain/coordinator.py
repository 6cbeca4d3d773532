"""Who may announce: operators and coordinators, and for which places."""

import re
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.ids import ChatId, CoordinatorId
from bot.domain.places import Area, City, CityPlace, Place
from bot.domain.subscriber import Language

TRUSTED_AFTER = timedelta(hours=72)
"""A coordinator of less than this does not approve; operators are exempt."""
INVITE_LASTS = timedelta(hours=24)
PENDING_LASTS = timedelta(days=7)
"""Whom nobody confirms by then is forgotten."""


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
    """`label` is how others see them, C-07: never a name. `place_keys`: cities, states; an operator has all.

    `invited_by` is known only while `standing` is pending.
    """

    id: CoordinatorId
    label: str
    chat_id: ChatId = field(repr=False)
    role: Role
    standing: Standing
    since: datetime
    language: Language
    place_keys: tuple[str, ...] = ()
    invited_by: CoordinatorId | None = None

    @property
    def is_active(self) -> bool:
        return self.standing is Standing.ACTIVE

    @property
    def is_operator(self) -> bool:
        return self.role is Role.OPERATOR and self.is_active

    def covers(self, city: City) -> bool:
        """May this person act for `city`, now, by role and place?"""
        return self.may_act_for(CityPlace(city))

    def may_act_for(self, place: Place) -> bool:
        """The same for a city, a whole state, or (operators only) the country."""
        return self.is_active and (self.is_operator or not keys_around(place).isdisjoint(self.place_keys))

    def may_announce_for(self, area: Area) -> bool:
        """Days of action, which reach a whole state or the country, are for operators."""
        return self.is_operator or (isinstance(area, City) and self.covers(area))

    def is_trusted(self, now: datetime) -> bool:
        return self.is_operator or now - self.since >= TRUSTED_AFTER


@dataclass(frozen=True, slots=True)
class Invite:
    """`invited_by` is None for the link that makes the first operator."""

    token_hash: str
    role: Role
    place_keys: tuple[str, ...]
    invited_by: CoordinatorId | None
    expires_at: datetime


@dataclass(frozen=True, slots=True)
class Extension:
    """More places for a coordinator, who opened a link for them and waits for a second person."""

    coordinator_id: CoordinatorId
    place_keys: tuple[str, ...]
    invited_by: CoordinatorId | None


def keys_around(place: Place) -> frozenset[str]:
    """The places whose coordinators may act for `place`: a city's own and its state's."""
    return frozenset({place.key, f"s{place.city.state}"} if isinstance(place, CityPlace) else {place.key})


def read_label(typed: str) -> str:
    """`C-07` for what people type: c07, 7, C-7; the text itself where it is no label."""
    said = re.fullmatch(r"(?:c\s*[-\u2010-\u2013]?\s*)?(\d{1,6})", typed.strip().casefold())
    return f"C-{int(said[1]):02}" if said else typed.strip()
