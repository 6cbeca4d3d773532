"""What is handed on: QR codes to print, cards for other chats."""

from collections.abc import Iterator
from functools import partial

from bot.domain.places import Place
from bot.views import flyers
from bot.views.view import View
from bot.views.words import Words
from tests.views.made_up import COUNTRY, EVENING, LINKS, NEAR_LONG, NEAR_TACOMA, NEW_YORK, RALLY
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


def _photo(place: Place, words: Words) -> View:
    return flyers.photo(words, flyers.of_place(words, place, LINKS))
