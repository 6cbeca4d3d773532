"""A name with one wrong letter still leads to its city."""

from random import Random
from string import ascii_lowercase

from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer

TYPOS = 500
LARGEST = 1_000


def mistyped(random: Random, name: str) -> str:
    """The name with one letter dropped, doubled, swapped with the next, or replaced."""
    at = random.choice([i for i, letter in enumerate(name[:-1]) if letter.isalpha()])
    before, letter, after = name[:at], name[at], name[at + 1 :]
    kinds = [before + after, before + letter * 2 + after, before + after[0] + letter + after[1:]]
    return random.choice([*kinds, before + random.choice(ascii_lowercase) + after])


def test_of_500_typos_95_in_100_have_their_city_in_the_first_three(finder: PlaceFinder) -> None:
    random = Random(20260207)  # noqa: S311 - the same typos in every run
    largest = sorted(load_gazetteer().cities, key=lambda city: -city.population)[:LARGEST]
    hits = 0
    for _ in range(TYPOS):
        city = random.choice(largest)
        hits += city in finder.ranked(mistyped(random, city.name), 3)
    assert hits >= 0.95 * TYPOS


def test_what_a_search_offers_is_ranked_alike(finder: PlaceFinder) -> None:
    assert [city.label for city in finder.ranked("springfeild", 2)] == ["Springfield, MO", "Springfield, MA"]
    assert finder.ranked("seatle", 1)[0].label == "Seattle, WA"
    assert finder.ranked("xyzzy", 3) == []


def test_a_shorter_list_is_the_beginning_of_a_longer_one(finder: PlaceFinder) -> None:
    assert finder.ranked("Springfield", 10)[:3] == finder.ranked("Springfield", 3)
