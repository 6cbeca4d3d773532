"""The names of all cities as sorted keys: looked up whole, by their beginnings, or by likeness."""

from array import array
from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from rapidfuzz import fuzz, process

from bot.domain.ids import CityId
from bot.domain.places import City
from bot.services.places.folding import key_of

SHORTEST_FUZZY: Final = 4
"""Shorter names (airport codes, Ada, Ely) are found only whole: one letter off is another word."""
_SHORT_CUTOFF: Final = 85.0
_SHORT_DISCOUNT: Final = 12.0
"""Three letters typed may lack one of four (`mea` for Mesa): a guess, never an answer."""


class NameIndex:
    """Lean: each key stands once, in order; the positions of its cities lie beside it in an array."""

    def __init__(self, cities: Sequence[City], alternates: Mapping[CityId, Sequence[str]]) -> None:
        self._cities = cities
        self._keys: list[str] = []
        self._starts = array("I")
        self._positions = array("I")
        names: list[str] = []
        holders = array("I")
        for position, city in enumerate(cities):
            keys = {key_of(name) for name in (city.name, *alternates.get(city.id, ()))} - {""}
            names.extend(keys)
            holders.extend(position for _ in keys)
        for entry in sorted(range(len(names)), key=names.__getitem__):
            if not self._keys or self._keys[-1] != names[entry]:
                self._keys.append(names[entry])
                self._starts.append(len(self._positions))
            self._positions.append(holders[entry])
        self._starts.append(len(self._positions))

    def exact(self, key: str) -> list[City]:
        at = bisect_left(self._keys, key)
        return self._at(at) if at < len(self._keys) and self._keys[at] == key else []

    def beginning(self, key: str) -> Iterator[tuple[str, City]]:
        """Names that begin so, word by word: `san fran`, `colo springs`, `seatt`."""
        words = key.split()
        if len(key) < SHORTEST_FUZZY or not words:
            return
        for at in range(bisect_left(self._keys, words[0]), len(self._keys)):
            name = self._keys[at]
            if not name.startswith(words[0]):
                return
            parts = name.split()
            if len(parts) >= len(words) and all(p.startswith(w) for p, w in zip(parts, words, strict=False)):
                yield from ((name, city) for city in self._at(at))

    def alike(self, key: str, cutoff: float) -> Iterator[tuple[float, City]]:
        """Names like the key, with their likeness of at most 100, the most alike first."""
        if len(key) < SHORTEST_FUZZY - 1:
            return
        short = len(key) < SHORTEST_FUZZY
        least, discount = (_SHORT_CUTOFF, _SHORT_DISCOUNT) if short else (cutoff, 0.0)
        for name, likeness, at in process.extract(
            key, self._keys, scorer=fuzz.ratio, score_cutoff=least, limit=None
        ):
            if len(name) >= SHORTEST_FUZZY:
                yield from ((likeness - discount, city) for city in self._at(at))

    def _at(self, key: int) -> list[City]:
        return [
            self._cities[position] for position in self._positions[self._starts[key] : self._starts[key + 1]]
        ]
