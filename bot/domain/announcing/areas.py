"""A state or the whole country, as people name the reach of a day of action."""

import re
from dataclasses import dataclass

from bot.domain.places import CountryPlace, StatePlace
from bot.domain.states import STATES
from bot.domain.typed import fold
from bot.domain.when.vocabulary import either, plain

_BY_NAME = {fold(name): row for row in STATES.values() for name in (row.name_en, row.name_es)}
_STATE = rf"(?P<state>{either(_BY_NAME)}|(?-i:{either(STATES)}))"
_COUNTRY = re.compile(
    r"\b(?:nation-?wide|country-?wide|across the (?:country|nation|us)|(?:in )?the whole country|"
    r"(?:en|por) todo el pais|a nivel nacional)\b"
)
_STATEWIDE = re.compile(
    r"\b(?:state-?wide|estatal(?:es)?|(?:en )?todo el estado)(?:,? (?:in|across|de|en))?[ :,(]+"
    rf"{_STATE}(?!\w)\)?"
    rf"|\b(?:throughout |all of |en todo )(?P<all>{either(_BY_NAME)})\b"
    rf"|(?P<before>\b{either(_BY_NAME)}|\b(?-i:{either(STATES)}))[ -](?:state-?wide|estatal)\b",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(r"\b(?:state-?wide|estatal(?:es)?|todo el estado)\b")


@dataclass(frozen=True, slots=True)
class Reach:
    """`area` is None where the text says that it is a state's, not which. `rest`: the text without that."""

    area: StatePlace | CountryPlace | None
    rest: str


def reach_in(text: str) -> Reach | None:
    """What a text says of a state or the country; None where it says nothing of either."""
    searched = _same_case(text)
    if found := _COUNTRY.search(searched.lower()):
        return Reach(CountryPlace(), _without(text, found))
    if found := _STATEWIDE.search(searched):
        said = found["state"] or found["all"] or found["before"]
        return Reach(STATES.get(said) or _BY_NAME[said.lower()], _without(text, found))
    if found := _SAYS_SO.search(searched.lower()):
        return Reach(None, _without(text, found))
    return None


def state_called(text: str) -> StatePlace | None:
    said = text.strip(" .,()")
    return STATES.get(said) or _BY_NAME.get(fold(said))


def _same_case(text: str) -> str:
    """Without accents, every character in its place and its case: two capitals may be a state."""
    return "".join(
        low.upper() if sign.isupper() else low for sign, low in zip(text, plain(text), strict=True)
    )


def _without(text: str, found: re.Match[str]) -> str:
    return f"{text[: found.start()].rstrip()} {text[found.end() :].lstrip(' :')}".strip(" ,:-")
