"""A gazetteer of five places, for tests that are not about finding them."""

from bot.domain.errors import Refusal
from bot.domain.ids import CityId
from bot.domain.places import (
    RADII,
    Choice,
    City,
    CityPlace,
    Coordinates,
    CountryPlace,
    Found,
    NothingFound,
    Place,
    Resolution,
    StatePlace,
)
from bot.domain.typed import fold
from tests.builders import HOUSTON, MILWAUKEE, SEATTLE, TACOMA

CITIES = {city.id: city for city in (TACOMA, SEATTLE, HOUSTON, MILWAUKEE)}
STATES = {
    "WA": StatePlace("WA", "Washington", "Washington", "America/Los_Angeles"),
    "TX": StatePlace("TX", "Texas", "Texas", "America/Chicago"),
    "WI": StatePlace("WI", "Wisconsin", "Wisconsin", "America/Chicago"),
}


class TinyPlaces:
    """Tacoma has Seattle as its runner-up; "Portville" is a choice between two."""

    def resolve(self, text: str) -> Resolution:
        said = fold(text).replace(",", "")
        for city in CITIES.values():
            if said in {fold(city.name), fold(f"{city.name} {city.state}"), fold(city.name)[:-1]}:
                return Found(CityPlace(city), CityPlace(SEATTLE) if city is TACOMA else None)
            if said == f"{fold(city.name)} {fold(STATES[city.state].name_en)}":
                return Found(CityPlace(city))
        for state in STATES.values():
            if said in {fold(state.name_en), fold(state.state)}:
                return Found(state)
        if said in {"everywhere", "todo el pais"}:
            return Found(CountryPlace())
        if said == "portville":
            return Choice((CityPlace(TACOMA), CityPlace(HOUSTON)))
        return NothingFound((CityPlace(TACOMA),))

    def city(self, city_id: CityId) -> City | None:
        return CITIES.get(city_id)

    def place(self, key: str) -> Place | None:
        if key == "us":
            return CountryPlace()
        if key.startswith("s"):
            return STATES.get(key[1:])
        city = CITIES.get(CityId(int(key[1:]))) if key[1:].isdecimal() else None
        return CityPlace(city) if city else None

    def nearest(self, spot: Coordinates) -> CityPlace:
        return CityPlace(min(CITIES.values(), key=lambda city: city.coordinates.miles_to(spot)))

    def state(self, usps: str) -> StatePlace | None:
        return STATES.get(usps)

    def parse_place_and_radius(self, text: str) -> tuple[str, int | None]:
        words = text.split()
        if words and words[-1].isdecimal() and len(words[-1]) < 4:
            radius = int(words.pop())
            if radius not in RADII:
                raise Refusal("radius-not-offered", radius=radius)
            return " ".join(words), radius
        return text, None
