"""Texts brought to the lengths people can read on a lock screen: cut at a word, with an ellipsis."""

import re
from collections.abc import Callable

from bot.domain.subscriber import Language
from bot.views.words import Html, Words, visible

FIRST_LINE = {Language.EN: 60, Language.ES: 70}
_SHORTEST = 8
_SCALES = (1.0, 0.8, 0.6, 0.45, 0.3, 0.2)
_SMALL_WORDS = re.compile(r"(?: [a-záéíóú]{1,3})+$")
"""At the end of a cut they only say that something is missing: of the, en la."""
_BEFORE_LETTER = re.compile(r"(?:<\w+>|[^\w<&])*")


def room(words: Words, characters: int) -> int:
    """How long this language may be where English has `characters`: Spanish a fifth more."""
    return characters if words.language is Language.EN else characters * 6 // 5


def cut(text: str, length: int) -> str:
    """At most `length` characters, ending at a word where one ends in the second half."""
    if len(text) <= length:
        return text
    kept = text[: max(length - 1, 1)]
    words, space, _ = kept.rpartition(" ")
    if space and len(words) >= len(kept) // 2:
        kept = _SMALL_WORDS.sub("", words)
    shown = kept.rstrip(" ,;:.(-–\"'") + "…"
    return f'{shown}"' if shown.count('"') % 2 and len(shown) < length else shown


def fit(make: Callable[[str], Html], value: str, length: int) -> Html:
    """`make(value)`, with `value` cut as far as needed for `length` visible characters."""
    line = make(value)
    over = len(visible(line)) - length
    return line if over <= 0 else make(cut(value, max(_SHORTEST, len(value) - over)))


def first_line(words: Words, make: Callable[[str], Html], value: str) -> Html:
    return fit(make, value, FIRST_LINE[words.language])


def shrunk(words: Words, length: int, make: Callable[[float], list[Html]]) -> list[Html]:
    """The lines with all long facts in full, or in the largest part of it that keeps the length."""
    lines: list[Html] = []
    for scale in _SCALES:
        lines = make(scale)
        if len(visible("\n".join(lines))) <= room(words, length):
            break
    return lines


def capital(text: Html) -> Html:
    """The first letter in upper case, whatever tag or sign stands before it."""
    start = _BEFORE_LETTER.match(text)
    at = start.end() if start else 0
    return Html(text[:at] + text[at : at + 1].upper() + text[at + 1 :])
