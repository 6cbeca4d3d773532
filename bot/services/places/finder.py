"""Finding a place by what people type or share. Offline; nothing asked is kept or logged."""

import re
from array import array
from bisect import bisect_left
from collections.abc import Mapping, Sequence
from typing import Final

from bot.domain.errors import Refusal
from bot.domain.ids import CityId
from bot.domain.places import (
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
from bot.domain.states import STATES
from bot.services.places import ranking
from bot.services.places.nearest import NearestCity
from bot.services.places.radius import parse_place_and_radius
from bot.services.places.reading import Reading, called_state, misspelled_state, readings, words_of
from bot.services.places.search import CitySearch
from bot.services.places.vocabulary import (
    CITY_BEFORE_STATE,
    CITY_OR_STATE,
    COUNTRY,
    STATE_CODES,
    STATE_NAMES,
)
from bot.services.places.zip_codes import ZipArea, find_zip

MOST_OPTIONS: Final = 6
MOST_GUESSES: Final = 3
_NAMESAKE_OF_STATE: Final = 10_000
"""From this many people on, a city is offered beside the state of its name (Wyoming, MI)."""
_ZIP_REACH: Final = 40.0
_KEY: Final = re.compile(r"c(?P<city>[0-9]{1,10})|s(?P<state>[A-Z]{2})|us")


class PlaceFinder:
    """`alternates`: other names of a city, in any Latin spelling."""

    def __init__(self, cities: Sequence[City], alternates: Mapping[CityId, Sequence[str]]) -> None:
        self._cities = sorted(cities, key=lambda city: city.id)
        self._ids = array("Q", (city.id for city in self._cities))
        self._search = CitySearch(cities, alternates)
        self._nearest = NearestCity(cities)

    def city(self, city_id: CityId) -> City | None:
        at = bisect_left(self._ids, city_id)
        return self._cities[at] if at < len(self._ids) and self._ids[at] == city_id else None

    def state(self, usps: str) -> StatePlace | None:
        return STATES.get(usps)

    def place(self, key: str) -> Place | None:
        """The place of a key as `Place.key` writes it; a city with the default radius."""
        said = _KEY.fullmatch(key)
        if said is None:
            return None
        if said["state"]:
            return self.state(said["state"])
        if said["city"]:
            city = self.city(CityId(int(said["city"])))
            return CityPlace(city) if city else None
        return CountryPlace()

    def nearest(self, at: Coordinates) -> CityPlace:
        """The city for a shared location. Raises Refusal("no-city-near") where none is within 100 miles."""
        city = self._nearest.of(at)
        if city is None:
            raise Refusal("no-city-near")
        return CityPlace(city)

    parse_place_and_radius = staticmethod(parse_place_and_radius)

    def ranked(self, text: str, limit: int) -> list[City]:
        """The cities that may be meant, the likeliest first, guesses included."""
        return [match.city for match in self._search.matches(text)[:limit]]

    def resolve(self, text: str) -> Resolution:
        """What the text means: a place, a question, or nothing. Never raises, whatever is typed."""
        words = words_of(text)
        if not words:
            return NothingFound()
        if words in COUNTRY:
            return Found(CountryPlace())
        return self._zip_code(text) or self._state_named(words) or self._city_named(text)

    def _zip_code(self, text: str) -> Found | None:
        area = find_zip(text)
        city = area and self._city_of(area)
        return Found(CityPlace(city)) if city else None

    def _city_of(self, area: ZipArea) -> City | None:
        """The city the Postal Service names, if it lies there; else the nearest."""
        named = [
            match.city
            for reading in readings(f"{area.city}, {area.state}")
            for match in self._search.called(reading)
            if match.city.coordinates.miles_to(area.coordinates) < _ZIP_REACH
        ]
        if not named:
            return self._nearest.of(area.coordinates)
        return min(named, key=lambda city: city.coordinates.miles_to(area.coordinates))

    def _state_named(self, words: str) -> Resolution | None:
        """The whole text as a state, where it is no more likely a city."""
        called = called_state(words)
        if called:
            return Found(STATES[called])
        options = [place for key in CITY_OR_STATE.get(words, ()) if (place := self.place(key))]
        if len(options) > 1:
            return Choice(tuple(options))
        city_first = [place for key in CITY_BEFORE_STATE.get(words, ()) if (place := self.place(key))]
        if len(city_first) > 1:
            return Found(*city_first)
        usps = STATE_NAMES.get(words) or STATE_CODES.get(words)
        if usps is None:
            return None
        namesakes = [match.city for match in ranking.ranked(self._search.called(Reading(words)))]
        large = [c for c in namesakes if c.recognised and c.population >= _NAMESAKE_OF_STATE]
        return Found(STATES[usps], CityPlace(large[0]) if large else None)

    def _city_named(self, text: str) -> Resolution:
        matches = self._search.matches(text)
        state = misspelled_state(words_of(text))
        if state and (not matches or state[1] >= matches[0].likeness):
            return self._state_named(state[0]) or NothingFound()
        answers = [match for match in matches if match.likeness >= ranking.ALIKE]
        if answers and ranking.clear_winner(answers, {reading.state for reading in readings(text)}):
            second = ranking.runner_up(answers)
            return Found(CityPlace(answers[0].city), CityPlace(second) if second else None)
        options = ranking.worth_offering(answers)[:MOST_OPTIONS]
        if len(options) > 1:
            return Choice(tuple(CityPlace(match.city) for match in options))
        guesses = self._search.elsewhere(text) or matches
        return NothingFound(tuple(CityPlace(match.city) for match in guesses[:MOST_GUESSES]))
