"""A populated place as GeoNames lists it."""

from dataclasses import dataclass

from bot.domain.places import Coordinates


@dataclass(frozen=True, slots=True)
class Record:
    id: int
    name: str
    state: str
    coordinates: Coordinates
    population: int
    zone: str
    alternates: tuple[str, ...]
