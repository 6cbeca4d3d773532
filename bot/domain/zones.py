"""Time zones as people name them; what is not named here is looked up as a city by the services."""

from zoneinfo import available_timezones

from bot.domain.typed import fold

_SPOKEN = {
    "America/New_York": "eastern east et est edt este",
    "America/Chicago": "central ct cst cdt centro",
    "America/Denver": "mountain mt mst mdt montana",
    "America/Los_Angeles": "pacific pt pst pdt pacifico",
    "America/Phoenix": "arizona",
    "America/Anchorage": "alaska akst akdt",
    "Pacific/Honolulu": "hawaii hawai hst",
    "America/Puerto_Rico": "atlantic ast atlantico",
    "Pacific/Guam": "guam chamorro chst",
    "Pacific/Pago_Pago": "samoa",
}
_AREAS = frozenset(["America", "Pacific", "Atlantic", "Europe", "Africa", "Asia", "Australia", "Indian"])
"""Of the database's names only those after a city: no `US/Eastern`, no `Etc/GMT+5`."""

_FILLERS = frozenset(["time", "standard", "daylight", "hora", "del", "de", "la", "el"])


def parse_zone(typed: str) -> str | None:
    """The IANA zone of `Central`, `hora del Este` or `america/chicago`; None for anything else."""
    said = [word for word in fold(typed).split() if word not in _FILLERS]
    if len(said) == 1:
        for zone, words in _SPOKEN.items():
            if said[0] in words.split():
                return zone
    sought = fold(typed).replace(" ", "_")
    cities = (zone for zone in available_timezones() if zone.partition("/")[0] in _AREAS)
    return next((zone for zone in cities if zone.casefold() == sought), None)
