"""The calendar names groups and places, no private persons. The list is of hashes: it names nobody either."""

import re
from hashlib import sha256
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PERSONS = frozenset(
    {
        "88cf43cbf72118b6",  # an invented name, to show that the search finds one
        "00b023d714b4d39a",
        "1b1c6b85978a68dd",
        "20d331f348cd617b",
        "29563842d4a63f69",
        "2ab1025bbba10fa5",
        "33156e488685462a",
        "3779f1809f0529a9",
        "39de6696705af90e",
        "3d983af8fe4fb129",
        "490b32144588f31b",
        "512950835fa79c18",
        "51f65a28a0e35157",
        "5b34dd66e375d792",
        "62b21d4ed1d917c1",
        "65e4783106980390",
        "75216b0bae50da1b",
        "781a51f95b16ab01",
        "79b995f22d4ce792",
        "7ff26ca7636fecde",
        "82a81d5d11448b36",
        "834d79caa6e0efb1",
        "8b8fb30727df63e2",
        "8fbd2dd3bd150ac8",
        "914b6502c4c4d4c7",
        "98c8b787c4fac11e",
        "99df80be881863fa",
        "9f08137d1a143575",
        "9f6d9c47b209a185",
        "a159d9520a9b842f",
        "a16c4ab870ceb0e2",
        "b71f231b6a1a1d3a",
        "c11a520b067d6631",
        "c6f9c7d6edeeea8d",
        "c8358e0126d24fdf",
        "d3d73768beb2787b",
        "d42e7d60ad90f10d",
        "d609add2dc192356",
        "d8b382486ff3370b",
        "e80eee438eab0bd8",
        "eac23df77d9413b1",
        "f12e854abc608f58",
        "f4bd2c61a28ce43c",
    }
)
"""First 16 hex digits of the SHA-256 of one or two lower-case words."""


def persons_in(text: str) -> set[str]:
    words = re.findall(r"[^\W\d_]+", text.lower())
    phrases = [*words, *(" ".join(pair) for pair in pairwise(words))]
    return {phrase for phrase in phrases if sha256(phrase.encode()).hexdigest()[:16] in PERSONS}


@pytest.mark.parametrize("file", ["seeds/calendar.toml", "seeds/left_out.toml", "docs/calendar.md"])
def test_no_person_of_the_documents_is_named(file: str) -> None:
    assert persons_in((ROOT / file).read_text(encoding="utf-8")) == set()


def test_the_search_would_find_a_person() -> None:
    assert persons_in("Called by Quillfeather, who spoke.") == {"quillfeather"}
