"""Places by what people type or share: names, ZIP codes, states, the country; and a radius."""

from bot.services.places.finder import PlaceFinder
from bot.services.places.radius import parse_place_and_radius

__all__ = ["PlaceFinder", "parse_place_and_radius"]
