"""Links that open the bot at a place or an action: on flyers, on cards, in QR codes.

What stands behind `start=` is at most 64 of A-Z a-z 0-9 _ and -: `city_5812944`, `state_TX`, `country`,
`a_A7F3`.
"""

from dataclasses import dataclass

from bot.domain.codes import read_code
from bot.domain.ids import Code
from bot.domain.places import CityPlace, Place, StatePlace

_CITY, _STATE, _COUNTRY, _ACTION = "city_", "state_", "country", "a_"
_LONGEST_ID = 10


@dataclass(frozen=True, slots=True)
class Links:
    """`bot` is the bot's name, without the sign before it."""

    bot: str

    @property
    def chat(self) -> str:
        return f"https://t.me/{self.bot}"

    def to_place(self, place: Place) -> str:
        return f"{self.chat}?start={payload_of(place)}"

    def to_entry(self, code: Code) -> str:
        return f"{self.chat}?start={_ACTION}{code}"


def links_of(bot: str | None) -> Links | None:
    return Links(bot) if bot else None


def payload_of(place: Place) -> str:
    match place:
        case CityPlace(city):
            return f"{_CITY}{city.id}"
        case StatePlace(state):
            return f"{_STATE}{state}"
        case _:
            return _COUNTRY


def place_key_in(payload: str) -> str | None:
    """The key (`Place.key`) of the place that a link leads to, whether or not there is one."""
    if payload == _COUNTRY:
        return "us"
    if payload.startswith(_STATE):
        return f"s{payload.removeprefix(_STATE).upper()}"
    city = payload.removeprefix(_CITY) if payload.startswith(_CITY) else ""
    return f"c{int(city)}" if city.isdecimal() and city.isascii() and len(city) <= _LONGEST_ID else None


def code_in(payload: str) -> Code | None:
    """The code of the action that a link leads to."""
    return read_code(payload.removeprefix(_ACTION)) if payload.startswith(_ACTION) else None
