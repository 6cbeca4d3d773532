"""A shared spot leads to the city a person there would name."""

import pytest

from bot.domain.errors import Refusal
from bot.domain.places import Coordinates
from bot.services.places import PlaceFinder


@pytest.mark.parametrize(
    ("spot", "label"),
    [
        ((47.2490, -122.4400), "Tacoma, WA"),
        ((47.0500, -122.2900), "Graham, WA"),
        ((34.1900, -118.4500), "Los Angeles, CA"),
        ((41.7500, -87.6000), "Chicago, IL"),
        ((42.0450, -87.6880), "Evanston, IL"),
        ((40.7440, -74.0320), "Hoboken, NJ"),
        ((42.3000, -71.0600), "Boston, MA"),
        ((18.4200, -66.0600), "San Juan, PR"),
        ((21.2800, -157.8300), "Honolulu, HI"),
    ],
)
def test_a_spot_in_or_beside_a_city_is_that_city(
    finder: PlaceFinder, spot: tuple[float, float], label: str
) -> None:
    assert finder.nearest(Coordinates(*spot)).label == label


def test_far_from_any_sizeable_city_the_nearest_town_is_taken(finder: PlaceFinder) -> None:
    assert finder.nearest(Coordinates(38.07, -117.23)).label == "Tonopah, NV"


@pytest.mark.parametrize("spot", [(51.5, 0.0), (0.0, 0.0), (-90.0, 180.0), (35.0, -40.0)])
def test_a_spot_with_no_town_within_reach_is_refused(finder: PlaceFinder, spot: tuple[float, float]) -> None:
    with pytest.raises(Refusal) as refused:
        finder.nearest(Coordinates(*spot))
    assert refused.value.key == "no-city-near"
