"""The facts of a draft and the words people label them with."""

import re
from enum import StrEnum

from bot.domain.typed import fold


class Field(StrEnum):
    """As typed after /draft CODE; each takes one line."""

    KIND = "kind"
    TITLE = "title"
    TITLE_EN = "english"
    TITLE_ES = "spanish"
    WHEN = "when"
    END = "end"
    CITY = "city"
    VENUE = "venue"
    ADDRESS = "address"
    PIN = "pin"
    WHO = "who"
    ACCESS = "access"
    LINK = "link"
    DAY = "day"
    """The code of the day of action it belongs to."""
    REPEAT = "repeat"
    SKIP = "skip"
    """A date on which an action that comes again does not take place."""


_CALLED = {
    Field.KIND: "kind, type, tipo, clase",
    Field.TITLE: "title, what, titulo, que, accion, action",
    Field.TITLE_EN: "english, title in english, ingles, titulo en ingles",
    Field.TITLE_ES: "spanish, title in spanish, espanol, titulo en espanol",
    Field.WHEN: "when, date, time, date and time, cuando, fecha, hora, fecha y hora, dia y hora",
    Field.END: "end, ends, until, fin, termina, hasta",
    Field.CITY: "city, town, ciudad, area, reach, alcance",
    Field.VENUE: "venue, where, place, location, lugar, donde, sitio",
    Field.ADDRESS: "address, street, direccion, domicilio",
    Field.PIN: "pin, map, mapa, punto",
    Field.WHO: "who, organizer, organizers, organized by, called by, hosts, host, convoca, convocan, quien,"
    " quienes, organiza, organizan",
    Field.ACCESS: "access, accessibility, accesibilidad, acceso",
    Field.LINK: "link, url, more, info, more info, website, enlace, mas, mas informacion, sitio web",
    Field.REPEAT: "repeat, repeats, every, recurring, repite, se repite, repetir, cada",
    Field.SKIP: "skip, skips, not on, except, saltar, salta, omitir, excepto, menos",
    Field.DAY: "day, part of, day of action, belongs to, dia, dia de accion, parte de",
}
_NAMES = {name: field for field, names in _CALLED.items() for name in names.split(", ")}
_LABELLED = re.compile(r"^\W{0,4}(?P<label>[^\W\d_][\w ]{1,22}?)\W{0,3}[:=]\**\s*(?P<value>.*)$")


def field_called(label: str) -> Field | None:
    return _NAMES.get(fold(label).strip(" ¿?*"))


def labelled(text: str) -> dict[Field, str]:
    """`When: Sat 2pm` and the like, a line each; a line without a label goes on the one before it.

    Empty unless two lines have labels, or one does and it is the only line. Lines before the first label
    are left out, but for the title where none is labelled.
    """
    found: dict[Field, str] = {}
    first, last = "", None
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    for line in lines:
        said = _LABELLED.match(line)
        field = field_called(said["label"]) if said else None
        if said and field:
            found[field] = f"{found[field]}, {said['value']}" if found.get(field) else said["value"]
            last = field
        elif last is None:
            first = first or line
        else:
            found[last] = f"{found[last]}, {line}"
    if len(found) < min(2, len(lines)):
        return {}
    if first and Field.TITLE not in found:
        found[Field.TITLE] = first
    return {field: value for field, value in found.items() if value.strip()}
