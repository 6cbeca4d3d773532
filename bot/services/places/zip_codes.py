"""ZIP codes, from the package `zipcodes` (its table is read, 37 MB, at the first question)."""

import re
from dataclasses import dataclass
from typing import Final

import zipcodes

from bot.domain.places import Coordinates
from bot.domain.states import STATES

_ZIP: Final = re.compile(r"(?<![0-9A-Za-z-])(?P<zip>[0-9]{5})(-[0-9]{4})?(?![0-9A-Za-z-])")


@dataclass(frozen=True, slots=True)
class ZipArea:
    """`city` as the Postal Service names it; `coordinates` of the area's middle."""

    city: str
    state: str
    coordinates: Coordinates


def find_zip(text: str) -> ZipArea | None:
    """The area of the first ZIP code in the text that lies in a state and has a spot on the map: a military
    post office has neither.
    """
    for match in _ZIP.finditer(text):
        for area in zipcodes.matching(match["zip"]):
            if area["state"] in STATES and area["lat"] and area["long"]:
                return ZipArea(
                    area["city"], area["state"], Coordinates(float(area["lat"]), float(area["long"]))
                )
    return None
