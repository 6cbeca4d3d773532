"""Links to a place or an action: what is written is understood again, and what is forged leads nowhere."""

import re

import pytest

from bot.domain.deep_links import Links, code_in, links_of, payload_of, place_key_in
from bot.domain.ids import Code
from bot.domain.places import CityPlace, CountryPlace, Place
from bot.domain.states import STATES
from tests.builders import TACOMA

LINKS = Links("drumbeat_bot")
PLACES: list[Place] = [CityPlace(TACOMA, 50), *STATES.values(), CountryPlace()]


@pytest.mark.parametrize("place", PLACES, ids=lambda place: place.key)
def test_a_link_to_a_place_leads_back_to_it(place: Place) -> None:
    payload = payload_of(place)
    assert re.fullmatch("[A-Za-z0-9_-]{1,64}", payload)
    assert place_key_in(payload) == place.key
    assert code_in(payload) is None
    assert LINKS.to_place(place) == f"https://t.me/drumbeat_bot?start={payload}"


def test_a_link_to_an_action_leads_back_to_it() -> None:
    link = LINKS.to_entry(Code("A7F3"))
    assert link == "https://t.me/drumbeat_bot?start=a_A7F3"
    assert code_in("a_a7f3") == Code("A7F3")
    assert place_key_in("a_A7F3") is None


@pytest.mark.parametrize(
    "payload", ["", "city_", "city_x", "city_²", "city_-1", "city_" + "9" * 59, "a_", "a_toolong", "xyzzy"]
)
def test_what_nobody_wrote_leads_nowhere(payload: str) -> None:
    assert place_key_in(payload) is None
    assert code_in(payload) is None


def test_no_name_is_no_link() -> None:
    assert links_of(None) is None
    assert links_of("drumbeat_bot") == LINKS
