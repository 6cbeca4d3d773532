"""What people type leads to the place they mean, to a question, or to nothing; never to an error."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.places import Choice, CityPlace, CountryPlace, Found, NothingFound, Place, StatePlace
from bot.domain.states import LIKE_A_CITY, STATES
from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer


def said(place: Place | None) -> str | None:
    return place.label if isinstance(place, CityPlace) else place.key if place else None


def found(finder: PlaceFinder, text: str) -> str | None:
    answer = finder.resolve(text)
    return said(answer.place) if isinstance(answer, Found) else None


def asked(finder: PlaceFinder, text: str) -> list[str | None]:
    answer = finder.resolve(text)
    return [said(option) for option in answer.options] if isinstance(answer, Choice) else []


def beside(finder: PlaceFinder, text: str) -> str | None:
    answer = finder.resolve(text)
    return said(answer.runner_up) if isinstance(answer, Found) else None


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Tacoma", "Tacoma, WA"),
        ("tacoma wa", "Tacoma, WA"),
        ("Tacoma, Washington", "Tacoma, WA"),
        ("TACOMA,WA", "Tacoma, WA"),
        ("Tacoma, Pierce County, WA, USA", "Tacoma, WA"),
        ("Takoma", "Tacoma, WA"),
        ("seatle", "Seattle, WA"),
        ("NYC", "New York City, NY"),
        ("Nueva York", "New York City, NY"),
        ("New York, NY", "New York City, NY"),
        ("ciudad de Nueva York", "New York City, NY"),
        ("Filadelfia", "Philadelphia, PA"),
        ("st paul", "Saint Paul, MN"),
        ("St. Paul, MN", "Saint Paul, MN"),
        ("washington dc", "Washington, DC"),
        ("Washington, D.C.", "Washington, DC"),
        ("dc", "Washington, DC"),
        ("portland me", "Portland, ME"),
        ("Portland OR", "Portland, OR"),
        ("colo springs", "Colorado Springs, CO"),
        ("miami florida", "Miami, FL"),
        ("ft worth", "Fort Worth, TX"),
        ("mt vernon ny", "Mount Vernon, NY"),
        ("helena mt", "Helena, MT"),
        ("n charleston sc", "North Charleston, SC"),
        ("la, ca", "Los Angeles, CA"),
        ("Los Ángeles", "Los Angeles, CA"),
        ("losangeles", "Los Angeles, CA"),
        ("nashvile tennesee", "Nashville, TN"),
        ("charleston west virginia", "Charleston, WV"),
        ("kansas city kansas", "Kansas City, KS"),
        ("Washington, Missouri", "Washington, MO"),
        ("Houston, Texas, Estados Unidos", "Houston, TX"),
        ("in Tacoma", "Tacoma, WA"),
        ("cerca de Houston", "Houston, TX"),
        ("Tacoma 🔥", "Tacoma, WA"),
        ("coeur dalene", "Coeur d'Alene, ID"),
        ("Winston Salem", "Winston-Salem, NC"),
        ("Mayagüez", "Mayagüez, PR"),
        ("Brooklyn", "Brooklyn, NY"),
        ("bronx", "The Bronx, NY"),
        ("98402", "Tacoma, WA"),
        ("98402-1234", "Tacoma, WA"),
        ("Tacoma WA 98402", "Tacoma, WA"),
        ("10027", "New York City, NY"),
        ("00901", "San Juan, PR"),
        ("96813", "Honolulu, HI"),
    ],
)
def test_a_city_is_found_as_people_write_it(finder: PlaceFinder, text: str, label: str) -> None:
    assert found(finder, text) == label


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Texas", "sTX"),
        ("TX", "sTX"),
        ("tejas", "sTX"),
        ("Carolina del Norte", "sNC"),
        ("nueva jersey", "sNJ"),
        ("Pensilvania", "sPA"),
        ("washington state", "sWA"),
        ("estado de Nueva York", "sNY"),
        ("Puerto Rico", "sPR"),
        ("islas vírgenes", "sVI"),
        ("pensylvania", "sPA"),
        ("in", "sIN"),
        ("or", "sOR"),
        ("me", "sME"),
        ("hi", "sHI"),
        ("ok", "sOK"),
        *[
            (text, "us")
            for text in (
                "everywhere",
                "Nationwide",
                "usa",
                "U.S.A.",
                "todo el país",
                "todo el pais",
                "en todas partes",
                "EE. UU.",
            )
        ],
    ],
)
def test_states_and_the_country_are_found_in_both_languages(finder: PlaceFinder, text: str, key: str) -> None:
    assert found(finder, text) == key


@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_what_is_called_a_state_is_that_state(finder: PlaceFinder, state: StatePlace) -> None:
    for text in (f"{state.name_en} State", f"state of {state.name_en}", f"estado de {state.name_es}"):
        assert finder.resolve(text) == Found(state)


def test_the_bare_name_is_enough_for_all_states_but_those_like_a_city(finder: PlaceFinder) -> None:
    for state in STATES.values():
        for name in (state.name_en, state.name_es):
            assert (found(finder, name) == state.key) == (state.state not in LIKE_A_CITY), name


def test_every_label_typed_is_that_place_and_holds_no_radius(finder: PlaceFinder) -> None:
    cities = load_gazetteer().cities
    for city in [*(city for city in cities if city.county), *cities[::40]]:
        answer = finder.resolve(city.label)
        assert isinstance(answer, Found)
        assert answer.place == CityPlace(city)
        assert finder.parse_place_and_radius(city.label) == (city.label, None)


def test_what_means_a_city_and_a_state_is_asked_back(finder: PlaceFinder) -> None:
    assert asked(finder, "Washington") == ["Washington, DC", "sWA"]
    assert asked(finder, "Washinton") == ["Washington, DC", "sWA"]
    assert asked(finder, "LA") == ["Los Angeles, CA", "sLA"]


def test_new_york_is_the_city_with_the_state_beside_it(finder: PlaceFinder) -> None:
    for text in ("New York", "nueva york", "ny"):
        assert found(finder, text) == "New York City, NY"
        assert beside(finder, text) == "sNY"


def test_a_state_has_a_large_city_of_its_name_beside_it(finder: PlaceFinder) -> None:
    assert found(finder, "Wyoming") == "sWY"
    assert beside(finder, "Wyoming") == "Wyoming, MI"


def test_cities_of_one_name_and_like_size_are_asked_back(finder: PlaceFinder) -> None:
    assert set(asked(finder, "ft bragg")) == {"Fort Bragg, CA", "Fort Bragg, NC"}
    springfields = asked(finder, "Springfield")
    assert len(springfields) == 6
    assert springfields[0] == "Springfield, MO"


def test_a_city_eight_times_as_large_is_taken_with_the_next_beside_it(finder: PlaceFinder) -> None:
    assert found(finder, "portland") == "Portland, OR"
    assert beside(finder, "portland") == "Portland, ME"
    assert beside(finder, "portland me") is None


def test_a_namesake_too_small_to_be_meant_is_not_offered(finder: PlaceFinder) -> None:
    assert found(finder, "Houston") == "Houston, TX"
    assert beside(finder, "Houston") is None


def test_a_small_town_has_the_large_city_of_nearly_its_name_beside_it(finder: PlaceFinder) -> None:
    assert found(finder, "Santa Anna") == "Santa Anna, TX"
    assert beside(finder, "Santa Anna") == "Santa Ana, CA"
    assert beside(finder, "Takoma") == "Takoma Park, MD"


@pytest.mark.parametrize(
    ("name", "city"),
    [
        ("Hollywood", "Hollywood, FL"),
        ("Harlem", "Harlem, GA"),
        ("Astoria", "Astoria, OR"),
        ("Georgetown", "Georgetown, TX"),
        ("Wilmington", "Wilmington, NC"),
        ("Lincoln Park", "Lincoln Park, MI"),
    ],
)
def test_a_neighbourhood_never_wins_over_a_city_of_its_name(
    finder: PlaceFinder, name: str, city: str
) -> None:
    options = asked(finder, name)
    assert options[0] == city
    assert finder.ranked(name, 1)[0].label == city


def test_a_neighbourhood_is_found_with_its_state_or_where_the_name_is_its_own(finder: PlaceFinder) -> None:
    assert found(finder, "Hollywood CA") == "Hollywood, CA"
    assert found(finder, "Boyle Heights") == "Boyle Heights, CA"


def test_two_towns_of_one_name_and_state_are_told_apart_by_county(finder: PlaceFinder) -> None:
    assert found(finder, "Burbank CA") == "Burbank, CA (Los Angeles County)"
    assert beside(finder, "Burbank CA") == "Burbank, CA (Santa Clara County)"


def test_a_city_its_state_does_not_have_is_no_match_but_a_guess(finder: PlaceFinder) -> None:
    answer = finder.resolve("Chicago WI")
    assert isinstance(answer, NothingFound)
    assert [guess.label for guess in answer.guesses] == ["Chicago, IL"]


def test_a_word_that_is_a_state_code_counts_only_behind_a_city(finder: PlaceFinder) -> None:
    assert isinstance(finder.resolve("tell me"), NothingFound)
    assert isinstance(finder.resolve("this or that"), NothingFound)


@pytest.mark.parametrize(
    "text", ["xyzzy", "zzzz", "asdf", "xyz", "", "   ", "🔥", "?!", "مينيابوليس", "00000", "09012"]
)
def test_nonsense_finds_nothing_and_guesses_nothing(finder: PlaceFinder, text: str) -> None:
    assert finder.resolve(text) == NothingFound()


@pytest.mark.parametrize("text", ["hello", "help", "stop", "cancel", "hola", "here"])
def test_a_word_that_only_resembles_a_small_town_is_never_taken(finder: PlaceFinder, text: str) -> None:
    assert not isinstance(finder.resolve(text), Found)


@pytest.mark.parametrize(
    "text",
    [
        "Tacoma " * 600,
        "a" * 4_000,
        "ﷺ" * 200,
        "'; DROP TABLE cities; --",
        "Tacoma\x00\x1b[31m",
        "\u202eamocaT",
        "%s%n{}{0}",
        ", ,, ,",
        "9" * 4_000,
        "٩٨٤٠٢",
    ],
)
@pytest.mark.timeout(5)
def test_hostile_text_is_answered_like_any_other(finder: PlaceFinder, text: str) -> None:
    assert isinstance(finder.resolve(text), Found | Choice | NothingFound)
    assert len(finder.ranked(text, 3)) <= 3


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_any_text_has_an_answer_that_can_be_shown(finder: PlaceFinder, text: str) -> None:
    answer = finder.resolve(text)
    if isinstance(answer, Found):
        assert answer.runner_up != answer.place
    elif isinstance(answer, Choice):
        assert 2 <= len(answer.options) <= 6
        assert len({option.key for option in answer.options}) == len(answer.options)
    else:
        assert len(answer.guesses) <= 3


def test_a_place_is_found_again_by_its_key(finder: PlaceFinder) -> None:
    for key in ("c5812944", "sWA", "us"):
        place = finder.place(key)
        assert place is not None
        assert place.key == key
    assert isinstance(finder.place("sWA"), StatePlace)
    assert isinstance(finder.place("us"), CountryPlace)


@pytest.mark.parametrize("key", ["", "c", "c0", "c99999999999", "c-1", "sXX", "swa", "US", "c5812944 ", "c٥"])
def test_a_key_nobody_wrote_is_no_place(finder: PlaceFinder, key: str) -> None:
    assert finder.place(key) is None
