"""Places: cities with a radius, states, the country; and what a search for one can answer."""

from dataclasses import dataclass
from math import asin, cos, radians, sin, sqrt

from bot.domain.ids import CityId

EARTH_RADIUS_MILES = 3958.8
MILES_PER_DEGREE = 69.0
RADII = (10, 25, 50, 100)
DEFAULT_RADIUS = 25
COUNTRY_ZONE = "America/New_York"


@dataclass(frozen=True, slots=True)
class Coordinates:
    latitude: float
    longitude: float

    def miles_to(self, other: "Coordinates") -> float:
        """Great-circle distance (haversine), in statute miles."""
        lat1, lat2 = radians(self.latitude), radians(other.latitude)
        dlat = lat2 - lat1
        dlon = radians(other.longitude - self.longitude)
        a = sin(dlat / 2) ** 2 + cos(lat1) * cos(lat2) * sin(dlon / 2) ** 2
        return 2 * EARTH_RADIUS_MILES * asin(min(1.0, sqrt(a)))


@dataclass(frozen=True, slots=True)
class City:
    """A populated place of the gazetteer. `state` is the USPS code; `zone` an IANA name.

    `county` is set only where another city has the same name and state. `recognised` is false for a
    neighbourhood of a larger city and for a record the Census Bureau knows no place for: its population
    is often a copy of the larger city's, so it never outweighs a town.
    """

    id: CityId
    name: str
    state: str
    coordinates: Coordinates
    population: int
    zone: str
    county: str | None = None
    recognised: bool = True

    @property
    def label(self) -> str:
        """`Tacoma, WA`; with the county where that alone tells two places apart."""
        return f"{self.name}, {self.state} ({self.county})" if self.county else f"{self.name}, {self.state}"


@dataclass(frozen=True, slots=True)
class CityPlace:
    city: City
    radius: int = DEFAULT_RADIUS

    @property
    def key(self) -> str:
        return f"c{self.city.id}"

    @property
    def label(self) -> str:
        return self.city.label

    @property
    def zone(self) -> str:
        return self.city.zone


@dataclass(frozen=True, slots=True)
class StatePlace:
    """A whole state. `zone` is that of its largest city."""

    state: str
    name_en: str
    name_es: str
    zone: str

    @property
    def key(self) -> str:
        return f"s{self.state}"


@dataclass(frozen=True, slots=True)
class CountryPlace:
    zone: str = COUNTRY_ZONE

    @property
    def key(self) -> str:
        return "us"


Place = CityPlace | StatePlace | CountryPlace
"""`key` identifies the place (not its radius) in the tables and in buttons: c5812944, sWA, us."""


Area = City | StatePlace | CountryPlace
"""What one announcement is about: an action's city, or what a day of action reaches. All have a `zone`."""


def place_of_area(area: Area) -> Place:
    return CityPlace(area) if isinstance(area, City) else area


@dataclass(frozen=True, slots=True)
class Found:
    """A clear winner, with the next likely place (never the same) to offer beside it."""

    place: Place
    runner_up: Place | None = None


@dataclass(frozen=True, slots=True)
class Choice:
    """Two to six places that fit about equally well, the likeliest first."""

    options: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class NothingFound:
    """No place fits; up to three near guesses, possibly none."""

    guesses: tuple[CityPlace, ...] = ()


Resolution = Found | Choice | NothingFound
