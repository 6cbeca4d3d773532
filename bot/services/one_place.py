"""One place at a time: "Tacoma and Seattle" is two, "Tacoma, Washington" is one."""

import re

from bot.domain.errors import Refusal
from bot.domain.places import Choice, CityPlace, Found, Place, Resolution
from bot.domain.typed import fold
from bot.services.ports.places import PlaceFinder

_JOINED = re.compile(r"\s+(?:and|y|e|plus|or|o)\s+|\s*[&;/+\n]\s*", re.IGNORECASE)
_ZIP = re.compile(r"\d{5}(?:-\d{4})?")
_COUNTRY = frozenset({"us", "usa", "u.s.", "u.s.a.", "united states", "ee.uu.", "eeuu", "estados unidos"})


def ensure_one_place(typed: str, resolution: Resolution, finder: PlaceFinder) -> None:
    """Refusal("one-place-at-a-time") where the text names several places, each clear by itself."""
    parts = [part for part in (part.strip() for part in _JOINED.split(typed)) if part]
    if len(parts) == 1:
        parts = [part for part in (part.strip() for part in typed.split(",")) if part]
        if any(_says_where(parts[1:], place, finder) for place in _places(resolution)):
            return
    elif any(_is_called(typed, place) for place in _places(resolution)):
        return
    if len(parts) > 1 and all(isinstance(finder.resolve(part), Found) for part in parts):
        raise Refusal("one-place-at-a-time", first=parts[0])


def _places(resolution: Resolution) -> tuple[Place, ...]:
    match resolution:
        case Found(place):
            return (place,)
        case Choice(options):
            return options
        case _:
            return ()


def _says_where(parts: list[str], place: Place, finder: PlaceFinder) -> bool:
    """Everything after the first comma only says more closely where the place lies."""
    if not isinstance(place, CityPlace):
        return False
    state = finder.state(place.city.state)
    names = {fold(name) for name in (state.state, state.name_en, state.name_es)} if state else set()
    return all(fold(part) in names | _COUNTRY or _ZIP.fullmatch(part) for part in parts)


def _is_called(typed: str, place: Place) -> bool:
    """The place really has such a name: Truth or Consequences."""
    name = place.city.name if isinstance(place, CityPlace) else ""
    return bool(_JOINED.search(name)) and fold(name) in fold(typed)
