"""Following places: added, removed, listed."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.calendar import Kind
from bot.domain.kinds_wanted import packed
from bot.domain.moments import brief_comes_at
from bot.domain.places import CityPlace, Place
from bot.domain.planning import Profile
from bot.domain.questions import OWN, Listed
from bot.domain.subscriber import Subscriber
from bot.views import dates, where
from bot.views.answers import next_line
from bot.views.buttons import act, rows
from bot.views.callbacks import (
    AddPlace,
    AskPlace,
    ChooseRadius,
    RemovePlace,
    RestorePlace,
    ShowList,
    ShowSettings,
    UndoAdd,
)
from bot.views.fitting import capital
from bot.views.settings import quiet
from bot.views.view import View
from bot.views.words import Html, Words
from bot.views.zones import zone_name

_EXAMPLE = "Tacoma, WA"


def added(
    words: Words,
    place: Place,
    coming: Sequence[Listed],
    subscriber: Subscriber,
    runner_up: Place | None,
    now: datetime,
    *,
    first: bool = False,
) -> View:
    """`coming` by start; `first`: this made the chat a subscriber, and its undo makes it none again."""
    lines = [
        words.text("places.added", place=where.around(words, place)),
        _promise(words, place, subscriber),
        *_coming(words, place, coming, now),
        quiet(words, subscriber),
    ]
    offer = None
    if runner_up is not None:
        name, typed = where.named(words, runner_up), where.typed(words, runner_up)
        lines.append(words.text("places.runner_up", place=name, typed=typed))
        offer = act(words, "button.get_alerts", AddPlace(runner_up.key, 0, words.language), place=name)
    radius = (
        act(words, "button.change_radius", ChooseRadius(place.key)) if isinstance(place, CityPlace) else None
    )
    undo = act(words, "button.undo", UndoAdd(place.key, int(first)))
    return View("\n".join(lines), rows(undo, radius, act(words, "button.settings", ShowSettings()), offer))


def _promise(words: Words, place: Place, subscriber: Subscriber) -> Html:
    """What will come, and when."""
    if not subscriber.brief:
        return words.text("places.promise_changes")
    at = dates.at_clock(words, brief_comes_at(Profile.of(subscriber)))
    zone = zone_name(words, subscriber.home_zone)
    if zone_name(words, place.zone) == zone:
        return words.text("places.promise", at=at)
    return words.text("places.promise_elsewhere", at=at, zone=zone)


def _coming(words: Words, place: Place, coming: Sequence[Listed], now: datetime) -> list[Html]:
    if not coming:
        return [words.text("answer.nothing_yet")]
    lines = [next_line(words, coming[0], now, where.states([place]))]
    if len(coming) > 1:
        command = words.text("places.copy", command=f"/near {where.typed(words, place)}")
        lines.append(words.count("entry.and_more", len(coming) - 1, command=command))
    return lines


def already_added(words: Words, place: Place) -> View:
    radius = (
        act(words, "button.change_radius", ChooseRadius(place.key)) if isinstance(place, CityPlace) else None
    )
    text = capital(words.text("places.already_added", place=where.around(words, place)))
    return View(
        text,
        rows(radius, act(words, "button.remove", RemovePlace(place.key), place=where.named(words, place))),
    )


def offered(words: Words, place: Place) -> View:
    """One place that may be added: by a link, or as the only one that could be meant."""
    typed = where.typed(words, place)
    radius = place.radius if isinstance(place, CityPlace) else 0
    button = act(
        words,
        "button.get_alerts",
        AddPlace(place.key, radius, words.language),
        place=where.named(words, place),
    )
    text = words.text("places.offered", place=where.label(words, place), typed=typed)
    return View(capital(text), rows(button))


def removed(words: Words, place: Place, kinds: frozenset[Kind] | None = None, *, last: bool = False) -> View:
    """`kinds` were wanted of it, and are again after the undo; `last`: no place is left."""
    radius = place.radius if isinstance(place, CityPlace) else 0
    lines = [words.text("places.removed", place=where.label(words, place), typed=where.typed(words, place))]
    lines += [words.text("places.none_left")] if last else []
    undo = RestorePlace(place.key, radius, packed(kinds))
    return View("\n".join(lines), rows(act(words, "button.undo", undo)))


def add_undone(words: Words, place: Place, *, erased: bool, last: bool = False) -> View:
    """`erased`: the place was the consent, and nothing is kept any more; `last`: no place is left."""
    key = "places.add_undone_erased" if erased else "places.add_undone"
    lines = [words.text(key, place=where.label(words, place))]
    lines += [words.text("places.none_left")] if last and not erased else []
    return View("\n".join(lines))


def restored(words: Words, place: Place) -> View:
    return View(words.text("places.restored", place=where.around(words, place)))


def not_followed(words: Words, place: Place) -> View:
    return View(capital(words.text("places.not_followed", place=where.label(words, place))))


def your_places(words: Words, places: Sequence[Place]) -> View:
    if not places:
        text = words.text("places.none", example=_EXAMPLE)
        return View(text, rows(act(words, "button.add_place", AskPlace("add", words.language))))
    lines = [words.count("places.yours", len(places)), *numbered(words, places)]
    lines.append(words.text("places.yours_hint", typed=where.typed(words, places[0])))
    week = act(words, "button.this_week", ShowList("week", OWN, 0, 0))
    return View("\n".join(lines), rows(week, act(words, "button.add_place", AskPlace("add", words.language))))


def numbered(words: Words, places: Sequence[Place]) -> list[Html]:
    return [
        Html(f"{number}. {capital(where.around(words, place))}") for number, place in enumerate(places, 1)
    ]
