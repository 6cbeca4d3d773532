"""From a spot on the map to a city a person there would name."""

from collections.abc import Sequence
from typing import Final

from bot.domain.places import DEFAULT_RADIUS, MILES_PER_DEGREE, RADII, City, Coordinates

SIZEABLE: Final = 15_000
_PULL: Final = 0.25
"""A city reaches further than a suburb: distances are divided by the fourth root of the people. Van Nuys is
then of Los Angeles, not of San Fernando; but Hoboken stays itself."""


class NearestCity:
    def __init__(self, cities: Sequence[City]) -> None:
        self._cities = [city for city in cities if city.recognised]
        self._sizeable = [city for city in self._cities if city.population >= SIZEABLE]

    def of(self, spot: Coordinates) -> City | None:
        """A city of 15,000 or more within 25 miles; else the nearest town within 100; else (abroad) none."""
        near = _within(spot, self._sizeable, DEFAULT_RADIUS)
        if near:
            return min(near, key=lambda found: found[0] / found[1].population ** _PULL)[1]
        far = _within(spot, self._cities, max(RADII))
        return min(far, key=lambda found: found[0])[1] if far else None


def _within(spot: Coordinates, cities: Sequence[City], miles: float) -> list[tuple[float, City]]:
    """With their distances in miles. Latitude alone sorts most out before the dear arithmetic."""
    reach = miles / MILES_PER_DEGREE + 0.01
    band = (city for city in cities if abs(city.coordinates.latitude - spot.latitude) <= reach)
    distances = ((spot.miles_to(city.coordinates), city) for city in band)
    return [found for found in distances if found[0] <= miles]
