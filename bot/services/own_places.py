"""A chat's own places: what it follows, and which of them somebody means."""

from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz import fuzz, process

from bot.domain.ids import SubscriberId
from bot.domain.places import Choice, CityPlace, CountryPlace, Found, Place, StatePlace
from bot.domain.subscriber import OwnPlace
from bot.domain.typed import fold
from bot.services.ports import SubscriberReader
from bot.services.ports.places import PlaceFinder

_ALIKE = 80
"""Of 100, where a slip of a letter or two in a name still counts as that name."""


def with_radius(place: Place, radius: int) -> Place:
    """The place with that radius; a state, the country and a radius of 0 stay as they are."""
    return replace(place, radius=radius) if isinstance(place, CityPlace) and radius else place


def radius_of(place: Place) -> int:
    return place.radius if isinstance(place, CityPlace) else 0


async def followed(
    subscribers: SubscriberReader, finder: PlaceFinder, subscriber_id: SubscriberId
) -> tuple[Place, ...]:
    """In the order added; without those that a newer gazetteer no longer knows."""
    return tuple(own.place for own in await own_places(subscribers, finder, subscriber_id))


async def own_places(
    subscribers: SubscriberReader, finder: PlaceFinder, subscriber_id: SubscriberId
) -> tuple[OwnPlace, ...]:
    """The same with the kinds of action wanted of each."""
    rows = await subscribers.subscriptions(subscriber_id)
    known = ((finder.place(row.place_key), row) for row in rows)
    return tuple(
        OwnPlace(with_radius(place, row.radius), row.kinds) for place, row in known if place is not None
    )


def meant(typed: str, own: Sequence[Place], finder: PlaceFinder) -> tuple[Place, ...]:
    """Which of the chat's own places are meant: a number of the list, a name, or nearly one."""
    text = fold(typed).strip(" #.")
    if text.isdecimal() and 1 <= int(text) <= len(own):
        return (own[int(text) - 1],)
    names = {place: tuple(fold(name) for name in _names(place)) for place in own}
    exact = tuple(place for place, called in names.items() if text in called)
    if exact:
        return exact
    by_key = {place.key: place for place in own}
    match finder.resolve(typed):
        case Found(place) if place.key in by_key:
            return (by_key[place.key],)
        case Found(place, runner_up) if runner_up and runner_up.key in by_key and not _alike(text, names):
            return (by_key[runner_up.key],)
        case Choice(options):
            chosen = tuple(by_key[option.key] for option in options if option.key in by_key)
            return chosen or _alike(text, names)
        case _:
            return _alike(text, names)


def _alike(text: str, names: dict[Place, tuple[str, ...]]) -> tuple[Place, ...]:
    return tuple(
        place
        for place, called in names.items()
        if process.extractOne(text, called, scorer=fuzz.ratio, score_cutoff=_ALIKE)
    )


def _names(place: Place) -> tuple[str, ...]:
    match place:
        case CityPlace(city):
            return (city.name, city.label, f"{city.name} {city.state}", place.key)
        case StatePlace():
            return (place.name_en, place.name_es, place.state, place.key)
        case CountryPlace():
            return (place.key,)
