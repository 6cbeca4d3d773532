"""Finding places, as the use cases see it. Offline, and nothing asked is kept."""

from typing import Protocol

from bot.domain.ids import CityId
from bot.domain.places import City, CityPlace, Coordinates, Place, Resolution, StatePlace


class PlaceFinder(Protocol):
    def resolve(self, text: str) -> Resolution:
        """What the text means; never raises, whatever is typed."""
        ...

    def city(self, city_id: CityId) -> City | None: ...

    def place(self, key: str) -> Place | None:
        """The place of a key as `Place.key` writes it; a city with the default radius."""
        ...

    def nearest(self, spot: Coordinates) -> CityPlace:
        """The city for a shared location; Refusal("no-city-near") where none is."""
        ...

    def state(self, usps: str) -> StatePlace | None: ...

    def parse_place_and_radius(self, text: str) -> tuple[str, int | None]:
        """The place as typed and the radius in miles, if any; Refusal("radius-not-offered", radius=...)."""
        ...
