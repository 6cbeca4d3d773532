"""Places and distances in words."""

from collections.abc import Sequence

from bot.domain.places import Area, CityPlace, Place, StatePlace, place_of_area
from bot.domain.states import LIKE_A_CITY
from bot.domain.subscriber import Language
from bot.views.words import Html, Words, escape


def label(words: Words, place: Place) -> Html:
    """In a sentence: `Tacoma, WA`, `Texas (the whole state)`, `the whole country`."""
    if isinstance(place, CityPlace):
        return escape(place.label)
    if isinstance(place, StatePlace):
        return words.text("where.the_state", state=state_name(words, place))
    return words.text("where.the_country")


def of_area(words: Words, area: Area) -> Html:
    """`Tacoma, WA`, `Texas (the whole state)`, `the whole country`."""
    return label(words, place_of_area(area))


def typed(words: Words, place: Place) -> str:
    """The place as it can be typed after a command."""
    if isinstance(place, CityPlace):
        return place.label
    if isinstance(place, StatePlace):
        name = state_name(words, place)
        return words.plain("where.the_state_typed", state=name) if place.state in LIKE_A_CITY else name
    return words.plain("where.the_country_typed")


def named(words: Words, place: Place) -> str:
    """On a button: `Tacoma, WA`, `Texas`, `New York State`, `the whole country`."""
    if isinstance(place, CityPlace):
        return place.label
    if isinstance(place, StatePlace):
        name = state_name(words, place)
        return words.plain("where.the_state_named", state=name) if place.state in LIKE_A_CITY else name
    return words.plain("where.the_country")


def around(words: Words, place: Place) -> Html:
    """`Tacoma, WA, and 25 miles around`; a state or the country alone."""
    if isinstance(place, CityPlace):
        return words.text("where.radius", place=place.label, miles=miles(words, place.radius))
    return label(words, place)


def near(words: Words, places: Sequence[Place], *, short: bool = False) -> Html:
    """`near Tacoma, WA` (short: `near Tacoma`), `in Texas`, `nationwide` or `near your places`."""
    if len(places) != 1:
        return words.text("where.yours")
    place = places[0]
    if isinstance(place, CityPlace):
        return words.text("where.near", place=place.city.name if short else place.label)
    if isinstance(place, StatePlace):
        key = "where.in_state" if place.state in LIKE_A_CITY else "where.in"
        return words.text(key, place=state_name(words, place))
    return words.text("where.nationwide")


def states(places: Sequence[Place]) -> frozenset[str]:
    """The states a reader of these places takes for granted."""
    cities = {place.city.state for place in places if isinstance(place, CityPlace)}
    return frozenset(cities | {place.state for place in places if isinstance(place, StatePlace)})


def state_name(words: Words, place: StatePlace) -> str:
    return place.name_es if words.language is Language.ES else place.name_en


def miles(words: Words, distance: float) -> Html:
    return words.count("where.miles", round(distance))


def away(words: Words, distance: float, *, exact: bool, always: bool = False) -> str:
    """How far: `16 miles`. Below a mile between the centres of two cities it is one and the same city.

    That goes without saying next to its name, unless `always` something has to be said.
    """
    if round(distance) >= 1:
        return words.text("where.away", miles=miles(words, distance))
    if exact:
        return words.text("where.less_than_a_mile")
    return words.text("where.same_city") if always else ""
