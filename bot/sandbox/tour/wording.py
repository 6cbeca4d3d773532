"""Texts in two languages, and the rewording of a story as a whole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from typing import Any, Self, TypeVar

_Thing = TypeVar("_Thing")


class Both(str):
    """The English, which it is as a string, with the Spanish beside it."""

    __slots__ = ("es",)
    es: str

    def __new__(cls, english: str, spanish: str) -> Self:
        made = super().__new__(cls, english)
        made.es = spanish
        return made


def spanish(text: str) -> str:
    return text.es if isinstance(text, Both) else text


def reworded(thing: _Thing, change: Callable[[str], str]) -> _Thing:
    """The same with every string in it changed, however deep in dataclasses, tuples and dicts."""
    return _reworded(thing, change)  # type: ignore[no-any-return]


def _reworded(thing: Any, change: Callable[[str], str]) -> Any:
    if isinstance(thing, str):
        return change(thing)
    if isinstance(thing, tuple):
        return tuple(_reworded(each, change) for each in thing)
    if isinstance(thing, dict):
        return {key: _reworded(each, change) for key, each in thing.items()}
    if is_dataclass(thing) and not isinstance(thing, type):
        changed = {each.name: _reworded(getattr(thing, each.name), change) for each in fields(thing)}
        return replace(thing, **changed)
    return thing
