"""What a question about the calendar answers, before it is worded."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from bot.domain.calendar import Entry
from bot.domain.places import Place

NEAR_DAYS = 14
WEEK_DAYS = 7
PAGE_SIZE = 6
OWN = "own"
"""Stands for the chat's own places where a place's key is expected: in buttons and what they ask."""


class Question(StrEnum):
    TODAY = "today"
    WEEK = "week"
    NEAR = "near"


@dataclass(frozen=True, slots=True)
class Listed:
    """An entry in an answer. `miles` from the city asked about; None where nothing is measured."""

    entry: Entry
    miles: float | None = None
    ended: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question.

    `places` are what was asked about (a shared location is answered for its nearest city, `shared`).
    `first` and `last` are local days of the place, both included. `items` are all of them, sorted;
    a view shows a page. `next_up` is the next thing coming where `items` is empty. `own` says that
    the chat's own places were asked about; `followed` that its subscriptions hold the place.
    """

    question: Question
    places: tuple[Place, ...]
    radius: int
    first: date
    last: date
    items: tuple[Listed, ...]
    next_up: Listed | None = None
    own: bool = False
    followed: bool = False
    shared: bool = False
