"""Where an announcement or an entry belongs: a city, or the state or country of a day of action."""

from bot.domain.announcement import Draft
from bot.domain.calendar import Entry, Scope
from bot.domain.places import Area, CityPlace, CountryPlace
from bot.domain.states import STATES
from bot.services.ports.places import PlaceFinder


def area_of_draft(draft: Draft, finder: PlaceFinder) -> Area | None:
    """None where it is not stated yet, or a newer gazetteer does not know it any more."""
    if draft.area is not None:
        found = finder.place(draft.area)
        return None if isinstance(found, CityPlace) else found
    return finder.city(draft.city_id) if draft.city_id is not None else None


def area_of_entry(entry: Entry, finder: PlaceFinder) -> Area | None:
    if entry.scope is Scope.NATIONAL:
        return CountryPlace()
    if entry.scope is Scope.STATE:
        return STATES.get(entry.state or "")
    return finder.city(entry.city_id) if entry.city_id is not None else None
