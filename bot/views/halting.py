"""Halting and resuming, for who did it and for the others of the place."""

from bot.domain.halt import Turned
from bot.domain.places import CountryPlace, Place
from bot.views import where
from bot.views.buttons import act, rows
from bot.views.coordinators import named
from bot.views.fitting import first_line
from bot.views.office_buttons import ResumeSending
from bot.views.view import View
from bot.views.words import Html, Words


def halted(words: Words, turned: Turned) -> View:
    return View("\n".join(_halted(words, turned)))


def was_halted(words: Words, turned: Turned) -> View:
    """For the others, any of whom may let it go on."""
    buttons = [
        act(
            words,
            "button.resume_sending",
            ResumeSending(place.key, int(turned.at.timestamp())),
            place=where.named(words, place),
        )
        for place in turned.places
    ]
    return View("\n".join(_halted(words, turned)), rows(*buttons))


def resumed(words: Words, turned: Turned) -> View:
    def heading(places: str) -> Html:
        return words.text("halt.resumed", places=places, by=turned.by.label)

    return View(
        "\n".join([first_line(words, heading, _what(words, turned)), words.text("halt.resumed_what")])
    )


def _halted(words: Words, turned: Turned) -> list[Html]:
    def heading(places: str) -> Html:
        return words.text("halt.halted", places=places, by=turned.by.label)

    lines = [first_line(words, heading, _what(words, turned)), words.text("halt.what")]
    return [*lines, *(words.text("halt.how", command=_command(words, place)) for place in turned.places)]


def _what(words: Words, turned: Turned) -> str:
    if any(isinstance(place, CountryPlace) for place in turned.places):
        return words.plain("halt.everything")
    return named(words, turned.places)


def _command(words: Words, place: Place) -> str:
    return f"/resume {where.typed(words, place)}"
