"""The hour of the brief as people type it, in English and Spanish."""

import re

from bot.domain.errors import Refusal
from bot.domain.quiet_hours import TIME, plain_times, readings
from bot.domain.subscriber import BRIEF_HOURS

_BEFORE = re.compile(r"^(?:(?:on|si|to|al?|para) )+")
_SWITCHES = frozenset({"0", "1"})
"""Numbers that say off and on."""


def names_an_hour(typed: str) -> bool:
    """`7pm`, `a las 7`, `noon`; whether a brief can come then is another question."""
    return typed.strip() not in _SWITCHES and _match(typed) is not None


def parse_brief_hour(typed: str) -> int:
    """One of BRIEF_HOURS: `7pm`, `19`, `19:00`, `7 de la noche`, `12`. A bare 7 is in the evening.

    Refusal("brief-hour-not-offered") for every other hour, and between the hours.
    """
    match = _match(typed)
    hour, minute, half = match.groups() if match else ("", None, None)
    instants = readings(hour, minute, half, marked=half is None) if match else []
    offered = [at // 60 for at in instants if at % 60 == 0 and at // 60 in BRIEF_HOURS]
    if not offered:
        raise Refusal("brief-hour-not-offered", typed=typed)
    return offered[0]


def _match(typed: str) -> re.Match[str] | None:
    return re.fullmatch(TIME, _BEFORE.sub("", plain_times(typed)))
