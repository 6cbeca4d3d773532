"""Made-up facts for the gallery: the actions of the samples, and some as long and odd as facts can be."""

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any, Final

from bot.domain.calendar import Attendance, Entry, Kind, Precision, Scope, Status, Title
from bot.domain.deep_links import Links
from bot.domain.ids import CityId, Code, EntryId
from bot.domain.places import City, CityPlace, Coordinates, CountryPlace, Place, StatePlace
from bot.domain.states import STATES
from tests.builders import HOUSTON, SEATTLE, TACOMA, an_entry

EVENING: Final = datetime(2026, 2, 7, 2, 0, tzinfo=UTC)
"""Friday, February 6, 6:00 PM in Tacoma."""
GRAHAM: Final = City(
    CityId(5795906), "Graham", "WA", Coordinates(47.05288, -122.29428), 30000, "America/Los_Angeles"
)
LONG_CITY: Final = City(
    CityId(5386754),
    "Rancho Santa Margarita y las Lomas del Este",
    "CA",
    Coordinates(33.6, -117.6),
    47000,
    "America/Los_Angeles",
    county="San Bernardino County",
)
NEAR_TACOMA: Final = CityPlace(TACOMA)
NEAR_SEATTLE: Final = CityPlace(SEATTLE, 50)
NEAR_LONG: Final = CityPlace(LONG_CITY)
TEXAS: Final[StatePlace] = STATES["TX"]
NEW_YORK: Final[StatePlace] = STATES["NY"]
COUNTRY: Final = CountryPlace()
LINKS: Final = Links("drumbeat_bot")
PLACES: Final[dict[str, Place]] = {
    place.key: place for place in (NEAR_TACOMA, NEAR_SEATTLE, NEAR_LONG, TEXAS, NEW_YORK, COUNTRY)
}

WATER: Final = an_entry(
    None,
    scope=Scope.NATIONAL,
    id=EntryId("2026-02-07-day-for-clean-water"),
    code=Code("WAT3"),
    title=Title('"Day for Clean Water"', '"Day for Clean Water" (Día por el Agua Limpia)'),
    organizers=("Rivers Alliance",),
)
STRIKE: Final = replace(
    an_entry(
        None,
        scope=Scope.STATE,
        state="MN",
        zone="America/Chicago",
        code=Code("STR1"),
        title=Title(
            '"Lakes First", statewide day of action', '"Lakes First", día de acción en todo el estado'
        ),
        organizers=("Lakes Federation, Local 5", "Minnesota Harbor Council"),
    ),
    kind=Kind.STRIKE,
)
MARCH: Final = an_entry(
    at="11:00",
    kind=Kind.MARCH,
    code=Code("K4TD"),
    title=Title("March", "Marcha"),
    venue="Harbor Plaza, 100 Dock St",
    organizers=("Harbor Neighbors",),
    belongs_to=WATER.id,
)
VIGIL: Final = an_entry(GRAHAM, kind=Kind.VIGIL, code=Code("M8RZ"), title=Title("Vigil", "Vigilia"))
EARLIER_VIGIL: Final = an_entry(
    on=date(2026, 2, 6),
    at="18:30",
    kind=Kind.VIGIL,
    code=Code("V6H0"),
    title=Title("Vigil", "Vigilia"),
    venue="Harbor Plaza",
)
LONG_TYPED: Final = "a very long name of a place that nobody has ever heard of <b>&"
_RALLY: Final[dict[str, Any]] = {
    "code": Code("A7F3"),
    "title": Title("Rally", "Concentración"),
    "ends_at": datetime(2026, 2, 7, 16),  # noqa: DTZ001 - local
    "organizers": ("Riverside Neighbors",),
}
RALLY: Final = an_entry(HOUSTON, at="14:00", venue="Riverside Park, main gate, 400 River St", **_RALLY)
RALLY_IN_SPANISH: Final = an_entry(
    HOUSTON, at="14:00", venue="Riverside Park, entrada principal, 400 River St", **_RALLY
)
WALKOUT: Final = an_entry(
    GRAHAM,
    date(2026, 2, 5),
    kind=Kind.WALKOUT,
    code=Code("WALK"),
    status=Status.REPORTED,
    title=Title(
        "Walkout of two high schools, march to the park", "Salida de clases de dos escuelas y marcha"
    ),
    attendance=Attendance(3000, 3000),
)
WEEKEND: Final = an_entry(
    SEATTLE,
    date(2026, 2, 7),
    ends_on=date(2026, 2, 8),
    precision=Precision.RANGE,
    kind=Kind.PROTEST,
    code=Code("WKND"),
    status=Status.REPORTED,
    title=Title("Marches over the weekend", "Marchas del fin de semana"),
    attendance=Attendance(1200, 1500),
)
BREAKFAST: Final = an_entry(
    on=date(2026, 2, 5),
    at="8:00",
    kind=Kind.MEETING,
    code=Code("BRKF"),
    ends_at=datetime(2026, 2, 5, 9, 30),  # noqa: DTZ001 - local
    title=Title("Breakfast of the harbor unions", "Desayuno de los sindicatos del puerto"),
    venue="Union Hall",
)
NIGHT: Final = an_entry(
    at="22:00",
    kind=Kind.VIGIL,
    code=Code("N1GT"),
    ends_at=datetime(2026, 2, 8, 1, 0),  # noqa: DTZ001 - local
    title=Title("Vigil through the night", "Vigilia durante la noche"),
    own_coordinates=True,
    venue="Dock St",
)
_LONG_NAMES: Final = tuple(
    f"Federation of Very Many Neighborhoods and Friends, Local {n}" for n in range(1, 9)
)
LONG: Final = an_entry(
    LONG_CITY,
    at="12:00",
    kind=Kind.PRESS_CONFERENCE,
    code=Code("L0NG"),
    ends_at=datetime(2026, 2, 7, 13, 30),  # noqa: DTZ001 - local
    title=Title(
        "Press conference of eleven neighborhood councils about the planned closing of both bridges",
        "Conferencia de prensa de once consejos de barrio sobre el cierre previsto de los dos puentes",
    ),
    venue="Outside the Harbor Administration, north entrance, 23rd Street from First Avenue to Dock Drive",
    organizers=_LONG_NAMES,
    belongs_to=WATER.id,
)
HOSTILE: Final = an_entry(
    at="15:00",
    code=Code("H0ST"),
    title=Title('<b>March</b> & "walk" \u202egnp.exe\u200b', '<b>Marcha</b> & "paseo" \u202egnp.exe\u200b'),
    venue="<a href='x'>Plaza</a> \u2066A\u2069\n5 & 6",
    organizers=("A <i>B</i> & C",),
)
CANCELLED: Final = an_entry(code=Code("CANC"), status=Status.CANCELLED, title=Title("Rally", "Concentración"))
POSTPONED: Final = an_entry(code=Code("P0ST"), status=Status.POSTPONED, title=Title("Rally", "Concentración"))

ENTRIES: Final[tuple[Entry, ...]] = (
    WATER,
    STRIKE,
    MARCH,
    VIGIL,
    EARLIER_VIGIL,
    RALLY,
    RALLY_IN_SPANISH,
    WALKOUT,
    WEEKEND,
    NIGHT,
    LONG,
    HOSTILE,
    CANCELLED,
    POSTPONED,
)


def many(number: int) -> tuple[Entry, ...]:
    """Actions in Tacoma, an hour apart from 9:00 AM on, a day further every ten."""
    return tuple(
        an_entry(
            on=date(2026, 2, 7 + n // 10),
            at=f"{9 + n % 10:02}:00",
            code=Code(f"M{n:03}"),
            title=Title(f"Rally of neighborhood {n}", f"Concentración del barrio {n}"),
            venue=f"Park {n}",
        )
        for n in range(number)
    )
