"""Words people type for places that are no city's name: the country, states, nicknames, double meanings.

All keys are folded (see folding). The texts are facts of usage, English and Spanish.
"""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.domain.states import STATES
from bot.services.places.folding import fold

COUNTRY: Final = frozenset({
    "us", "usa", "u s", "u s a", "united states", "united states of america", "the united states", "america",
    "everywhere", "anywhere", "nationwide", "national", "nation", "country", "whole country",
    "the whole country", "entire country", "all over", "all states", "all cities", "all",
    "eeuu", "ee uu", "ee u u", "e e u u", "estados unidos", "los estados unidos", "todo estados unidos",
    "todo el pais", "el pais", "pais", "todo", "en todas partes", "todas partes", "por todas partes",
    "en todo el pais", "nacional", "a nivel nacional", "todas las ciudades", "todos los estados",
})  # fmt: skip
COUNTRY_ENDINGS: Final = (
    "united states of america", "united states", "estados unidos", "ee u u", "ee uu", "eeuu", "usa", "us",
)  # fmt: skip

_STATE_NICKNAMES: Final[Mapping[str, str]] = {
    "tejas": "TX", "nueva hampshire": "NH", "tenesi": "TN", "carolina norte": "NC", "carolina sur": "SC",
    "dakota norte": "ND", "dakota sur": "SD",
    "virgin islands": "VI", "u s virgin islands": "VI", "usvi": "VI", "islas virgenes": "VI",
    "islas virgenes de ee uu": "VI", "islas virgenes estadounidenses": "VI",
    "northern marianas": "MP", "cnmi": "MP", "marianas del norte": "MP", "islas marianas": "MP",
    "samoa": "AS", "borinquen": "PR",
    "calif": "CA", "cali": "CA", "penn": "PA", "penna": "PA", "wash": "WA", "mass": "MA", "conn": "CT",
    "fla": "FL", "tex": "TX", "ore": "OR", "oreg": "OR", "minn": "MN", "mich": "MI", "wis": "WI",
    "wisc": "WI", "tenn": "TN", "okla": "OK", "nebr": "NE", "colo": "CO", "ariz": "AZ", "ill": "IL",
    "ala": "AL", "miss": "MS",
}  # fmt: skip

STATE_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    dict(_STATE_NICKNAMES)
    | {fold(name): state.state for state in STATES.values() for name in (state.name_en, state.name_es)}
)
"""Names and old abbreviations -> USPS code."""
STATE_CODES: Final[Mapping[str, str]] = MappingProxyType({code.lower(): code for code in STATES})
"""Codes; some are words (in, or, me, hi, ok), so they count only as a whole text or after a city."""
LONGEST_STATE: Final = max(len(name.split()) for name in STATE_NAMES)

NICKNAMES: Final[Mapping[str, str]] = MappingProxyType({
    "abq": "albuquerque nm", "atl": "atlanta ga", "beantown": "boston ma", "charm city": "baltimore md",
    "chi town": "chicago il", "cincy": "cincinnati oh", "clt": "charlotte nc",
    "colo springs": "colorado springs co", "h town": "houston tx", "htx": "houston tx",
    "indy": "indianapolis in", "jax": "jacksonville fl", "kc": "kansas city", "l a": "los angeles ca",
    "la": "los angeles ca", "lv": "las vegas nv", "motor city": "detroit mi", "nola": "new orleans la",
    "nyc": "new york city ny", "okc": "oklahoma city ok", "pdx": "portland or", "philly": "philadelphia pa",
    "phx": "phoenix az", "pgh": "pittsburgh pa", "rva": "richmond va", "sac": "sacramento ca",
    "san antone": "san antonio tx", "san fran": "san francisco ca", "satx": "san antonio tx",
    "sf": "san francisco ca", "slc": "salt lake city ut", "stl": "saint louis mo",
    "st pete": "saint petersburg fl", "the bay area": "san francisco ca", "twin cities": "minneapolis mn",
    "vegas": "las vegas nv", "washington d c": "washington dc",
})  # fmt: skip
"""What no list of names knows -> what to read instead."""

CITY_OR_STATE: Final[Mapping[str, tuple[str, ...]]] = MappingProxyType({
    "la": ("c5368361", "sLA"),
    "washington": ("c4140963", "sWA"),
})  # fmt: skip
"""Whole texts that mean a city as often as a state elsewhere -> keys of both; asked back."""
CITY_BEFORE_STATE: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    dict.fromkeys(("new york", "nueva york", "ny"), ("c5128581", "sNY")) | {"dc": ("c4140963", "sDC")}
)
"""Whole texts that name a state and, to most people, its city -> keys of the city and the state."""
CALLED_STATE: Final = (
    ("the state of ", ""),
    ("state of ", ""),
    ("el estado de ", ""),
    ("estado de ", ""),
    ("", " state"),
)
"""What stands before and behind a state's name that can be no city's: `estado de Nueva York`."""
COURTESIES: Final = ("please", "pls", "plz", "thanks", "thank you", "por favor", "porfa", "gracias")
"""Behind a place they say nothing about it."""
LEADING: Final = (
    "in", "en", "near", "around", "cerca de", "alrededor de", "city of", "ciudad de", "la ciudad de",
    "town of", "downtown", "greater",
)  # fmt: skip
"""Words people put before a place."""
