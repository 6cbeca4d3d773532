"""Where a draft is for: checked against the gazetteer, and against what its author may announce for."""

from bot.domain.announcement import Draft
from bot.domain.announcing.areas import reach_in, state_called
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.places import (
    COUNTRY_ZONE,
    Area,
    Choice,
    City,
    CityPlace,
    CountryPlace,
    Found,
    Place,
    StatePlace,
)
from bot.services.areas import area_of_draft
from bot.services.ports.places import PlaceFinder


class DraftPlaces:
    def __init__(self, finder: PlaceFinder) -> None:
        self._finder = finder

    def own_city(self, author: Coordinator) -> City | None:
        """The one city somebody acts for, if it is one."""
        places = [self._finder.place(key) for key in author.place_keys]
        only = places[0] if len(places) == 1 else None
        return only.city if isinstance(only, CityPlace) else None

    def of(self, draft: Draft) -> Area | None:
        return area_of_draft(draft, self._finder)

    def zone(self, draft: Draft, author: Coordinator) -> str:
        """The area's; before it is known, that of the author's first place."""
        area = self.of(draft)
        if area is not None:
            return area.zone
        places = [place for key in author.place_keys if (place := self._finder.place(key)) is not None]
        return places[0].zone if places else COUNTRY_ZONE

    def named(self, author: Coordinator, typed: str) -> tuple[Area | None, tuple[Place, ...]]:
        """The city, or for operators the state or the country, that is meant; or those that may be meant."""
        wide = self._reached(typed)
        if wide is None:
            return self._city(author, typed)
        if not author.is_operator:
            raise Refusal("draft-operators-only")
        return wide, ()

    def _reached(self, typed: str) -> StatePlace | CountryPlace | None:
        """None where a city is named."""
        reach = reach_in(typed)
        if reach is not None:
            state = reach.area or state_called(reach.rest)
            if state is None:
                raise Refusal("draft-which-state")
            return state
        place = self._finder.place(typed)
        if place is None and isinstance(found := self._finder.resolve(typed), Found):
            place = found.place
        return None if isinstance(place, CityPlace) else place

    def _city(self, author: Coordinator, typed: str) -> tuple[City | None, tuple[Place, ...]]:
        resolution = self._finder.resolve(typed)
        found = self._finder.place(typed)
        options: tuple[Place, ...]
        if isinstance(found, CityPlace):
            options = (found,)
        elif isinstance(resolution, Found):
            options = tuple(one for one in (resolution.place, resolution.runner_up) if one is not None)[:1]
        else:
            options = resolution.options if isinstance(resolution, Choice) else resolution.guesses
        cities = [place for place in options if isinstance(place, CityPlace)]
        covered = [place for place in cities if author.covers(place.city)]
        if not cities:
            raise Refusal("draft-city-unknown", typed=typed)
        if not covered:
            raise Refusal("draft-city-not-yours", city=cities[0].label)
        clear = len(covered) == 1 and (isinstance(resolution, Found | Choice) or found is not None)
        return (covered[0].city, ()) if clear else (None, tuple(covered))
