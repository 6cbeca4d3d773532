"""Which place, which radius: asking, offering, and saying what to type."""

from collections.abc import Sequence

from bot.domain.places import DEFAULT_RADIUS, RADII, CityPlace, Place
from bot.views import where
from bot.views.buttons import act, rows
from bot.views.callbacks import AddPlace, Callback, RemovePlace, RestorePlace, SetRadius, ShowList
from bot.views.fitting import capital, cut
from bot.views.view import Button, View
from bot.views.words import Html, Words, clean

_TYPED = 30
"""Characters of what was typed that are read back."""
_LABELS = {"add": "button.add", "start": "button.add", "remove": "button.remove"}


def which_place(words: Words, command: str, typed: str, options: Sequence[Place]) -> View:
    """Two to six places, each a button and each with the words to type."""
    lines = [words.text("places.which", typed=cut(clean(typed), _TYPED))]
    lines += [_to_type(words, command, place) for place in options]
    return View("\n".join(lines), rows(*(_choose(words, command, place) for place in options)))


def remove_which(words: Words, places: Sequence[Place]) -> View:
    """Which of the chat's own places is to go."""
    lines = [words.text("places.remove_which"), *(_to_type(words, "remove", place) for place in places)]
    return View("\n".join(lines), rows(*(_choose(words, "remove", place) for place in places)))


def nothing_found(words: Words, command: str, typed: str, guesses: Sequence[CityPlace]) -> View:
    """Nothing has that name; perhaps some have one like it."""
    sent = "add" if command == "start" else command
    example = f"/{sent} Tacoma, WA"
    lines = [words.text("places.nothing_found", typed=cut(clean(typed), _TYPED), example=example)]
    if guesses:
        lines.append(words.text("places.guesses"))
        lines += [_to_type(words, command, place) for place in guesses]
    return View("\n".join(lines), rows(*(_choose(words, command, place) for place in guesses)))


def ask_place(words: Words, command: str, *, group: bool, bot: str = "") -> View:
    """Opens a reply; in a private chat /near offers the location instead, as a message cannot do both.

    In a group nobody is asked for a location: /near names the private chat with `bot` for that.
    """
    sent = "add" if command == "start" else command
    example = f"/{sent} Tacoma, WA"
    located = command == "near" and not group
    key = "places.ask_near" if located else "places.ask_again" if group else "places.ask"
    button = words.plain("button.location") if located else None
    hint = example if located else words.plain("places.ask_hint")
    lines = [words.text(key, example=example)]
    if command == "near" and group and bot:
        lines.append(words.text("places.ask_private", bot=bot))
    return View("\n".join(lines), ask=hint, location_button=button)


def choose_radius(words: Words, place: Place) -> View:
    """The radii a city can have; a state and the country have none."""
    if not isinstance(place, CityPlace):
        return View(capital(words.text("places.no_radius", place=where.label(words, place))))
    others = [radius for radius in RADII if radius != place.radius]
    text = words.text(
        "places.choose_radius", place=where.around(words, place), typed=f"{place.label} {others[-2]}"
    )
    return View(text, rows(*(_within(words, place, radius) for radius in others)))


def radius_set(words: Words, place: Place, before: int = 0) -> View:
    """`before` is the radius to go back to, 0 if there is none."""
    undo = act(words, "button.undo", RestorePlace(place.key, before)) if before else None
    return View(words.text("places.radius_set", place=where.around(words, place)), rows(undo))


def _within(words: Words, place: CityPlace, radius: int) -> Button:
    return act(words, "button.within", SetRadius(place.key, radius), miles=where.miles(words, radius))


def _choose(words: Words, command: str, place: Place) -> Button:
    radius = place.radius if isinstance(place, CityPlace) else 0
    target: Callback
    if command == "remove":
        target = RemovePlace(place.key)
    elif command in {"add", "start"}:
        target = AddPlace(place.key, radius, words.language)
    else:
        target = ShowList(command, place.key, radius, 1)
    return act(words, _LABELS.get(command, "button.show"), target, place=where.named(words, place))


def _to_type(words: Words, command: str, place: Place) -> Html:
    """`/add Portland, OR`, to be copied by a tap; with the radius where one was typed."""
    sent = "add" if command == "start" else command
    said = f"/{sent} {where.typed(words, place)}"
    if isinstance(place, CityPlace) and place.radius != DEFAULT_RADIUS and command != "remove":
        said = f"{said} {place.radius}"
    return words.text("places.copy", command=said)
