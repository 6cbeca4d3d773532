"""A halt: nothing goes out that names an entry of the place, until another person lifts it."""

from dataclasses import dataclass
from datetime import datetime

EVERYTHING = "us"
"""The key under which all sending is halted."""


@dataclass(frozen=True, slots=True)
class Halt:
    """`label` is that of the coordinator who halted."""

    place_key: str
    label: str
    at: datetime
