"""Names as keys: one spelling for what people type and for what the gazetteer holds."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import Final

_SILENT: Final = re.compile(r"['’‘ʻʼ`´]|(?<=\b[a-z])\.")
"""Apostrophes, the okina, and the full stop after a single letter: `d'alene`, `L.A.`, `D. C.`."""
_GAP: Final = re.compile(r"[^a-z0-9]+")
_SHORT: Final[Mapping[str, str]] = {"st": "saint", "ste": "sainte", "ft": "fort", "mt": "mount"}
_COMPASS: Final[Mapping[str, str]] = {"n": "north", "s": "south", "e": "east", "w": "west"}


def fold(text: str) -> str:
    """Lower-case Latin letters and digits with single spaces between words; all else is dropped."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _GAP.sub(" ", _SILENT.sub("", plain)).strip()


def expand(words: Sequence[str]) -> str:
    """The key of folded words: `st paul` is `saint paul`. A last word stays: `helena mt` is no mount."""
    if len(words) < 2:
        return " ".join(words)
    first = _COMPASS.get(words[0], words[0])
    return " ".join([*(_SHORT.get(word, word) for word in (first, *words[1:-1])), words[-1]])


def key_of(name: str) -> str:
    return expand(fold(name).split())
