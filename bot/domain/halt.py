"""A halt: nothing goes out that names an entry of the place, until another person lifts it."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.coordinator import Coordinator
from bot.domain.places import Place

EVERYTHING = "us"
"""The key under which all sending is halted."""


@dataclass(frozen=True, slots=True)
class Halt:
    """`label` is that of the coordinator who halted."""

    place_key: str
    label: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Turned:
    """Halted or resumed: by whom, when, which places, and the others who act there and are told."""

    by: Coordinator
    at: datetime
    places: tuple[Place, ...]
    others: tuple[Coordinator, ...]
