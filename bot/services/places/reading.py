"""What a typed place may mean: the whole as a name, or a name with its state behind it."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from rapidfuzz import fuzz, process

from bot.services.places.folding import expand, fold
from bot.services.places.vocabulary import (
    CALLED_STATE,
    COUNTRY_ENDINGS,
    COURTESIES,
    LEADING,
    LONGEST_STATE,
    NICKNAMES,
    STATE_CODES,
    STATE_NAMES,
)

LONGEST_TEXT: Final = 200
LONGEST_NAME: Final = 80
"""The longest name with its state has 57 letters; nothing longer than this is looked for."""
_SHORTEST_TYPO: Final = 5
_STATE_ALIKE: Final = 85.0
_STATES: Final = sorted(STATE_NAMES)


@dataclass(frozen=True, slots=True)
class Reading:
    """A city's key (see folding), with the USPS code of the state if one was named behind it."""

    key: str
    state: str | None = None


def without_county(text: str) -> tuple[str, str]:
    """The text of a label, and the folded county it ends in: `Burbank, CA (Los Angeles County)`."""
    name, bracket, county = text.strip().removesuffix(")").rpartition(" (")
    return (name, fold(county)) if bracket and text.strip().endswith(")") else (text, "")


def words_of(text: str) -> str:
    """The text folded; empty if it holds nothing to look for or is no place for its length."""
    if len(text) > LONGEST_TEXT:
        return ""
    folded = fold(text)
    for courtesy in COURTESIES:
        folded = folded.removesuffix(f" {courtesy}")
    return folded if len(folded) <= LONGEST_NAME else ""


def called_state(words: str) -> str | None:
    """The USPS code of what is called a state: `washington state`."""
    for before, behind in CALLED_STATE:
        if words.startswith(before) and words.endswith(behind):
            state = STATE_NAMES.get(words.removeprefix(before).removesuffix(behind))
            if state:
                return state
    return None


def misspelled_state(words: str) -> tuple[str, float] | None:
    """The state's name most like these words, with their likeness of at most 100."""
    if len(words) < _SHORTEST_TYPO:
        return None
    found = process.extractOne(words, _STATES, scorer=fuzz.ratio, score_cutoff=_STATE_ALIKE)
    return (found[0], found[1]) if found else None


def readings(text: str) -> list[Reading]:
    """What the text may say, the likelier first: with its state, as it stands, without leading words.

    A comma before the state settles it: `Port, Washington` is not Port Washington.
    """
    words = _without_country(words_of(text))
    words = NICKNAMES.get(words, words)
    found = list(_split(words))
    first, comma, _ = text.partition(",")
    if comma and found:
        found += [Reading(expand(fold(first).split()), reading.state) for reading in found]
    elif words:
        found.append(Reading(expand(words.split())))
    for leading in LEADING:
        if words.startswith(leading + " "):
            rest = words.removeprefix(leading + " ")
            found += [*_split(rest), Reading(expand(rest.split()))]
    return list(dict.fromkeys([*found, *_split(words, typos=True)]))


def _without_country(words: str) -> str:
    for ending in COUNTRY_ENDINGS:
        if words.endswith(" " + ending):
            return words.removesuffix(" " + ending)
    return words


def _split(text: str, *, typos: bool = False) -> Iterator[Reading]:
    """`charleston west virginia` is first of West Virginia, then of Virginia."""
    words = text.split()
    for count in range(min(LONGEST_STATE, len(words) - 1), 0, -1):
        named = " ".join(words[-count:])
        alike = misspelled_state(named) if typos else None
        state = STATE_NAMES.get(alike[0] if alike else named) or STATE_CODES.get(named)
        if state:
            yield Reading(_called(words[:-count], state), state)


def _called(words: list[str], state: str) -> str:
    """`la` before `ca` is Los Angeles."""
    meant = NICKNAMES.get(" ".join(words), "").removesuffix(" " + state.lower())
    return expand(meant.split() or words)
