"""Which of GeoNames' alternate names help to find a place."""

import re
import unicodedata
from collections.abc import Collection
from typing import Final

from bot.services.places.folding import fold, key_of
from seeds.building.record import Record

LEAST_PEOPLE: Final = 50_000
_LENGTHS: Final = range(3, 41)
_NAME: Final = re.compile(r"[^\d(),:/|]+")


def alternates_of(record: Record, names: Collection[str]) -> tuple[str, ...]:
    """Latin names people type, Spanish ones included, one spelling per key, sorted.

    `names`: the keys of all places. A name that is another place's own (Puyallup, once used of Tacoma) is no
    help, nor is a machine's romanisation: GeoNames writes those without a capital.
    """
    if record.population < LEAST_PEOPLE:
        return ()
    kept: dict[str, str] = {}
    for name in sorted(record.alternates):
        key = key_of(name)
        if _typed(name) and len(fold(name)) in _LENGTHS and key not in names:
            kept.setdefault(key, name)
    return tuple(sorted(kept.values()))


def _typed(name: str) -> bool:
    return (
        name[:1].isupper()
        and _NAME.fullmatch(name) is not None
        and all(unicodedata.name(c, "").startswith("LATIN") for c in name if c.isalpha())
    )
