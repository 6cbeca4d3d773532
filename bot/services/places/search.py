"""Which cities a typed text may mean, ranked."""

from collections.abc import Iterator, Mapping, Sequence

from bot.domain.ids import CityId
from bot.domain.places import City
from bot.services.places import ranking
from bot.services.places.folding import fold
from bot.services.places.index import NameIndex
from bot.services.places.ranking import Match
from bot.services.places.reading import Reading, readings, without_county


class CitySearch:
    def __init__(self, cities: Sequence[City], alternates: Mapping[CityId, Sequence[str]]) -> None:
        self._index = NameIndex(cities, alternates)

    def matches(self, text: str) -> list[Match]:
        """Whole names if there are any, under the likeliest reading that has some, then names much alike;
        else the most alike, down to guesses.
        """
        name, county = without_county(text)
        meant = readings(name)
        for reading in meant:
            whole = self.called(reading)
            placed = [match for match in whole if county and fold(match.city.county or "") == county]
            if placed:
                return placed
            if whole:
                others = self._alike(reading, ranking.CERTAIN)
                return ranking.ranked([*whole, *self._beginnings(reading), *others])
        stated = any(reading.state for reading in meant)
        found: list[Match] = []
        for reading in meant:
            if stated and reading.state is None:
                found += self._alike(reading, ranking.CERTAIN)
            else:
                found += [*self._beginnings(reading), *self._alike(reading, ranking.GUESS)]
        return ranking.ranked(found)

    def called(self, reading: Reading) -> list[Match]:
        """The cities of this very name."""
        cities = (city for city in self._index.exact(reading.key) if reading.state in {None, city.state})
        return ranking.whole_name(reading.key, cities)

    def elsewhere(self, text: str) -> list[Match]:
        """The cities of this name outside the state that was named."""
        named = {reading.key for reading in readings(text) if reading.state}
        return ranking.ranked(match for key in named for match in self.called(Reading(key)))

    def _alike(self, reading: Reading, cutoff: float) -> Iterator[Match]:
        for likeness, city in self._index.alike(reading.key, cutoff):
            if reading.state in {None, city.state}:
                yield Match(city, likeness)

    def _beginnings(self, reading: Reading) -> Iterator[Match]:
        for name, city in self._index.beginning(reading.key):
            if name != reading.key and reading.state in {None, city.state}:
                yield ranking.beginning(reading.key, name, city)
