"""A radius typed with a place is told from the place, and refused if it is not on offer."""

import pytest

from bot.domain.errors import Refusal
from bot.services.places import parse_place_and_radius


@pytest.mark.parametrize(
    ("text", "place", "radius"),
    [
        ("Tacoma", "Tacoma", None),
        ("Tacoma 50", "Tacoma", 50),
        ("tacoma wa 10 miles", "tacoma wa", 10),
        ("Tacoma, WA, 100 mi.", "Tacoma, WA", 100),
        ("Tacoma 25mi", "Tacoma", 25),
        ("Tacoma within 10 miles", "Tacoma", 10),
        ("10 mi", "", 10),
        ("en 10 millas", "", 10),
        ("25", "", 25),
        ("98402", "98402", None),
        ("98402 50", "98402", 50),
        ("98402-1234 25 millas", "98402-1234", 25),
        ("Houston 50 millas", "Houston", 50),
        ("50 millas de Nueva York", "Nueva York", 50),
        ("a 50 millas de Nueva York", "Nueva York", 50),
        ("within 25 miles of Tacoma", "Tacoma", 25),
        ("Detroit MI", "Detroit MI", None),
        ("Detroit MI 50", "Detroit MI", 50),
        ("48201 MI", "48201 MI", None),
        ("29 Palms", "29 Palms", None),
        ("Tacoma 2026", "Tacoma 2026", None),
        ("  ", "", None),
    ],
)
def test_place_and_radius_are_told_apart(text: str, place: str, radius: int | None) -> None:
    assert parse_place_and_radius(text) == (place, radius)


@pytest.mark.parametrize(
    ("text", "radius"),
    [
        ("Tacoma 30", 30),
        ("30 miles", 30),
        ("Tacoma 0 mi", 0),
        ("Tacoma 50 km", "50 km"),
        ("Tacoma 12.5 miles", "12.5 miles"),
    ],
)
def test_a_radius_not_on_offer_is_refused_by_name(text: str, radius: object) -> None:
    with pytest.raises(Refusal) as refused:
        parse_place_and_radius(text)
    assert refused.value.key == "radius-not-offered"
    assert refused.value.parameters == {"radius": radius}


def test_a_long_text_is_cut_and_holds_no_radius() -> None:
    place, radius = parse_place_and_radius("Tacoma " * 600 + "50")
    assert len(place) <= 200
    assert radius is None
