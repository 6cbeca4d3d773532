"""What is coming near a place that has just been added."""

from datetime import datetime, timedelta

from bot.domain.calendar import Entry, Scope, local_time
from bot.domain.places import CityPlace, CountryPlace, Place, StatePlace
from bot.domain.questions import NEAR_DAYS, Listed
from bot.services.ports import CalendarReader
from bot.services.ports.calendar import Around


async def coming(calendar: CalendarReader, place: Place, now: datetime) -> tuple[Listed, ...]:
    """What is listed for the next 14 days and not over, by start, then distance."""
    today = local_time(now, place.zone).date()
    around = Around(place.city.coordinates, place.radius) if isinstance(place, CityPlace) else None
    entries = await calendar.listed(now, today, today + timedelta(days=NEAR_DAYS), around)
    held = (_held(place, entry) for entry in entries if entry.over_at > now)
    return tuple(
        sorted((item for item in held if item), key=lambda item: (item.entry.begins_at, item.miles or 0))
    )


def _held(place: Place, entry: Entry) -> Listed | None:
    """The entry with its distance, if it belongs to the place."""
    if entry.scope is Scope.NATIONAL or isinstance(place, CountryPlace):
        return Listed(entry)
    if isinstance(place, StatePlace):
        return Listed(entry) if entry.state == place.state else None
    if entry.scope is Scope.STATE:
        return Listed(entry) if entry.state == place.city.state else None
    if entry.coordinates is None:
        return None
    miles = place.city.coordinates.miles_to(entry.coordinates)
    return Listed(entry, miles) if miles <= place.radius else None
