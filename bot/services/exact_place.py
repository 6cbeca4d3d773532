"""Whether a text leaves no doubt that a place is meant, and which."""

import re

from bot.domain.places import CityPlace, Place, StatePlace
from bot.domain.states import STATES
from bot.domain.typed import fold

WELL_KNOWN = 20_000
"""People, from which on a city's bare name is hardly meant as the word it also is (Hope, Nice, Why)."""
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_COUNTRY = frozenset({"everywhere", "todo el pais", "the whole country", "nationwide"})


def names_exactly(typed: str, place: Place) -> bool:
    """Letter for letter, with its state or well known without it; never by two letters ("hi", "ok")."""
    said = " ".join(fold(typed).replace(",", " ").replace(".", " ").split())
    match place:
        case CityPlace(city):
            state = STATES.get(city.state)
            named = {city.state, state.name_en, state.name_es} if state else {city.state}
            in_full = {" ".join(fold(f"{city.name} {name}").replace(".", " ").split()) for name in named}
            known = city.population >= WELL_KNOWN and said == " ".join(
                fold(city.name).replace(".", " ").split()
            )
            return known or said in in_full or bool(_ZIP.fullmatch(said))
        case StatePlace():
            return said in {fold(place.name_en), fold(place.name_es)}
        case _:
            return said in _COUNTRY
