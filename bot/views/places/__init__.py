"""Screens about places: following them, and saying which one is meant."""

from bot.views.places.choosing import (
    ask_place,
    choose_radius,
    nothing_found,
    radius_set,
    remove_which,
    which_place,
)
from bot.views.places.following import (
    add_undone,
    added,
    already_added,
    not_followed,
    offered,
    removed,
    restored,
    your_places,
)

__all__ = [
    "add_undone",
    "added",
    "already_added",
    "ask_place",
    "choose_radius",
    "not_followed",
    "nothing_found",
    "offered",
    "radius_set",
    "remove_which",
    "removed",
    "restored",
    "which_place",
    "your_places",
]
