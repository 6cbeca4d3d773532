"""What is handed on: QR codes to print, cards for other chats."""

from collections.abc import Iterator
from functools import partial

from bot.domain.calendar import Entry
from bot.domain.places import Place
from bot.domain.questions import Listed
from bot.views import flyers, inline
from bot.views.view import Button, View
from bot.views.words import Words, escape
from tests.views.made_up import (
    CANCELLED,
    COUNTRY,
    EVENING,
    HOSTILE,
    LINKS,
    LONG,
    MARCH,
    NEAR_LONG,
    NEAR_TACOMA,
    NEW_YORK,
    NIGHT,
    RALLY,
    WATER,
)
from tests.views.scene import Form, Scene


def sharing_scenes() -> Iterator[Scene]:
    for place in (NEAR_TACOMA, NEAR_LONG, NEW_YORK, COUNTRY):
        yield Scene(f"qr: {place.key}", Form.SCREEN, partial(_photo, place))
    yield Scene(
        "qr: an action",
        Form.SCREEN,
        lambda w: flyers.photo(w, flyers.of_entry(w, RALLY, LINKS, EVENING)),
    )
    yield Scene(
        "qr: to print",
        Form.SCREEN,
        lambda w: flyers.to_print(w, flyers.of_place(w, NEAR_TACOMA, LINKS)),
    )
    for name, item, day in (
        ("an action", Listed(MARCH, 16.2), WATER),
        ("with a map", Listed(NIGHT, 0.3), None),
        ("a day of action", Listed(WATER), None),
        ("cancelled", Listed(CANCELLED, 3.0), None),
        ("hostile", Listed(HOSTILE, 1.0), None),
        ("as long as it gets", Listed(LONG, 99.6), WATER),
    ):
        yield Scene(f"inline: {name}", Form.SCREEN, partial(_card, item, day))
    ways: tuple[tuple[str, str, Place | None, bool], ...] = (
        ("found", "tacoma", NEAR_TACOMA, True),
        ("nothing listed", "tacoma", NEAR_TACOMA, False),
        ("a long place", "rancho", NEAR_LONG, False),
        ("several places", "spring", None, True),
        ("no place", "xyzzy", None, False),
        ("nothing typed", "", None, False),
    )
    for name, typed, where_, found in ways:
        yield Scene(f"above the cards: {name}", Form.SCREEN, partial(_way, typed, where_, found))


def _card(item: Listed, day: Entry | None, words: Words) -> View:
    return inline.card(words, item, day, EVENING, LINKS).view


def _way(typed: str, place: Place | None, found: bool, words: Words) -> View:
    """The button, shown as one under its own words."""
    way = inline.way(words, typed, place, found=found)
    link = f"{LINKS.chat}?start={way.start}"
    return View(escape(way.label), ((Button(way.label, url=link),),))


def _photo(place: Place, words: Words) -> View:
    return flyers.photo(words, flyers.of_place(words, place, LINKS))
