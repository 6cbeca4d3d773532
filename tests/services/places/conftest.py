"""The finder over the shipped gazetteer, built once."""

import pytest

from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer


@pytest.fixture(scope="session")
def finder() -> PlaceFinder:
    gazetteer = load_gazetteer()
    return PlaceFinder(gazetteer.cities, gazetteer.alternates)
