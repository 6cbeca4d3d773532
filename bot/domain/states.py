"""The states, DC and the territories: USPS code, names, and the zone of the largest city."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.places import StatePlace

_EASTERN: Final = "America/New_York"
_CENTRAL: Final = "America/Chicago"
_MOUNTAIN: Final = "America/Denver"
_PACIFIC: Final = "America/Los_Angeles"

_ROWS: Final = (
    StatePlace("AK", "Alaska", "Alaska", "America/Anchorage"),
    StatePlace("AL", "Alabama", "Alabama", _CENTRAL),
    StatePlace("AR", "Arkansas", "Arkansas", _CENTRAL),
    StatePlace("AS", "American Samoa", "Samoa Americana", "Pacific/Pago_Pago"),
    StatePlace("AZ", "Arizona", "Arizona", "America/Phoenix"),
    StatePlace("CA", "California", "California", _PACIFIC),
    StatePlace("CO", "Colorado", "Colorado", _MOUNTAIN),
    StatePlace("CT", "Connecticut", "Connecticut", _EASTERN),
    StatePlace("DC", "District of Columbia", "Distrito de Columbia", _EASTERN),
    StatePlace("DE", "Delaware", "Delaware", _EASTERN),
    StatePlace("FL", "Florida", "Florida", _EASTERN),
    StatePlace("GA", "Georgia", "Georgia", _EASTERN),
    StatePlace("GU", "Guam", "Guam", "Pacific/Guam"),
    StatePlace("HI", "Hawaii", "Hawái", "Pacific/Honolulu"),
    StatePlace("IA", "Iowa", "Iowa", _CENTRAL),
    StatePlace("ID", "Idaho", "Idaho", "America/Boise"),
    StatePlace("IL", "Illinois", "Illinois", _CENTRAL),
    StatePlace("IN", "Indiana", "Indiana", "America/Indiana/Indianapolis"),
    StatePlace("KS", "Kansas", "Kansas", _CENTRAL),
    StatePlace("KY", "Kentucky", "Kentucky", "America/Kentucky/Louisville"),
    StatePlace("LA", "Louisiana", "Luisiana", _CENTRAL),
    StatePlace("MA", "Massachusetts", "Massachusetts", _EASTERN),
    StatePlace("MD", "Maryland", "Maryland", _EASTERN),
    StatePlace("ME", "Maine", "Maine", _EASTERN),
    StatePlace("MI", "Michigan", "Míchigan", "America/Detroit"),
    StatePlace("MN", "Minnesota", "Minnesota", _CENTRAL),
    StatePlace("MO", "Missouri", "Misuri", _CENTRAL),
    StatePlace("MP", "Northern Mariana Islands", "Islas Marianas del Norte", "Pacific/Saipan"),
    StatePlace("MS", "Mississippi", "Misisipi", _CENTRAL),
    StatePlace("MT", "Montana", "Montana", _MOUNTAIN),
    StatePlace("NC", "North Carolina", "Carolina del Norte", _EASTERN),
    StatePlace("ND", "North Dakota", "Dakota del Norte", _CENTRAL),
    StatePlace("NE", "Nebraska", "Nebraska", _CENTRAL),
    StatePlace("NH", "New Hampshire", "Nuevo Hampshire", _EASTERN),
    StatePlace("NJ", "New Jersey", "Nueva Jersey", _EASTERN),
    StatePlace("NM", "New Mexico", "Nuevo México", _MOUNTAIN),
    StatePlace("NV", "Nevada", "Nevada", _PACIFIC),
    StatePlace("NY", "New York", "Nueva York", _EASTERN),
    StatePlace("OH", "Ohio", "Ohio", _EASTERN),
    StatePlace("OK", "Oklahoma", "Oklahoma", _CENTRAL),
    StatePlace("OR", "Oregon", "Oregón", _PACIFIC),
    StatePlace("PA", "Pennsylvania", "Pensilvania", _EASTERN),
    StatePlace("PR", "Puerto Rico", "Puerto Rico", "America/Puerto_Rico"),
    StatePlace("RI", "Rhode Island", "Rhode Island", _EASTERN),
    StatePlace("SC", "South Carolina", "Carolina del Sur", _EASTERN),
    StatePlace("SD", "South Dakota", "Dakota del Sur", _CENTRAL),
    StatePlace("TN", "Tennessee", "Tennessee", _CENTRAL),
    StatePlace("TX", "Texas", "Texas", _CENTRAL),
    StatePlace("UT", "Utah", "Utah", _MOUNTAIN),
    StatePlace("VA", "Virginia", "Virginia", _EASTERN),
    StatePlace("VI", "US Virgin Islands", "Islas Vírgenes de los Estados Unidos", "America/St_Thomas"),
    StatePlace("VT", "Vermont", "Vermont", _EASTERN),
    StatePlace("WA", "Washington", "Washington", _PACIFIC),
    StatePlace("WI", "Wisconsin", "Wisconsin", _CENTRAL),
    StatePlace("WV", "West Virginia", "Virginia Occidental", _EASTERN),
    StatePlace("WY", "Wyoming", "Wyoming", _MOUNTAIN),
)

STATES: Final[Mapping[str, StatePlace]] = MappingProxyType({row.state: row for row in _ROWS})
"""By USPS code: 50 states, DC and five territories."""
LIKE_A_CITY: Final = frozenset({"NY", "WA"})
"""States whose bare name means a city as often: said and typed as `Washington State`."""
