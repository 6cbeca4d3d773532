"""Kinds of action by the words people use for them."""

import re

from bot.domain.calendar import Kind, Title
from bot.domain.typed import fold

_WORDS = {
    Kind.DAY_OF_ACTION: "day of action, days of action, dia de accion, dias de accion, jornada de accion",
    Kind.PRESS_CONFERENCE: "press conference, presser, conferencia de prensa, rueda de prensa",
    Kind.WALKOUT: "walkout, walk out, walk-out, salida de clases, salida del trabajo, salida",
    Kind.VIGIL: "vigil, candlelight, vigilia, velada",
    Kind.RALLY: "rally, rallies, concentracion, mitin, platon",
    Kind.STRIKE: "strike, huelga, paro",
    Kind.LOBBYING: "lobbying, lobby day, lobby, cabildeo",
    Kind.MEETING: "meeting, assembly, town hall, teach-in, reunion, asamblea, junta",
    Kind.PROTEST: "protest, demonstration, demo, picket, sit-in, protesta, manifestacion, piquete, planton",
    Kind.MARCH: "march, marcha, caminata",
}
"""In this order: a march that begins with a rally is called a rally where both words stand in a line."""
TITLES = {
    Kind.RALLY: Title("Rally", "Concentración"),
    Kind.MARCH: Title("March", "Marcha"),
    Kind.VIGIL: Title("Vigil", "Vigilia"),
    Kind.WALKOUT: Title("Walkout", "Salida de clases"),
    Kind.STRIKE: Title("Strike", "Huelga"),
    Kind.PROTEST: Title("Protest", "Protesta"),
    Kind.PRESS_CONFERENCE: Title("Press conference", "Conferencia de prensa"),
    Kind.MEETING: Title("Meeting", "Reunión"),
    Kind.LOBBYING: Title("Lobbying", "Cabildeo"),
    Kind.DAY_OF_ACTION: Title("Day of action", "Día de acción"),
}
"""What an action of a kind is called where it has no title of its own."""


def kind_in(text: str) -> Kind | None:
    """The kind named first."""
    said = fold(text)
    places = {kind: _place(said, words) for kind, words in _WORDS.items()}
    named = {kind: place for kind, place in places.items() if place is not None}
    return min(named, key=lambda kind: named[kind]) if named else None


def only_kind(text: str) -> bool:
    """Does the text say nothing but the kind?"""
    said = fold(text).strip(" .,:;!¡")
    return any(said in words.split(", ") for words in _WORDS.values())


def _place(said: str, words: str) -> int | None:
    found = (re.search(rf"\b{re.escape(word)}\b", said) for word in words.split(", "))
    return min((match.start() for match in found if match), default=None)
