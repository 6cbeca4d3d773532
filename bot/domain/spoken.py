"""What people say instead of a command: without its slash, in Spanish, or by another word for it."""

import re

from bot.domain.typed import fold

_SAID = {
    "today": "today, tonight, hoy, esta noche",
    "week": "week, this week, the week, weekend, this weekend, semana, esta semana, fin de semana",
    "near": "near, nearby, near me, around me, cerca, cerca de mi, cerca de aqui, alrededor",
    "check": "check, verificar, comprobar",
    "add": "add, subscribe, follow, agregar, agrega, anadir, seguir",
    "remove": "remove, unfollow, quitar, quita, eliminar",
    "cities": "cities, places, my places, list, ciudades, zonas, mis zonas, lista",
    "mute": "mute, silenciar",
    "report": "report, reportar",
    "settings": "settings, ajustes, configuracion",
    "quiet": "quiet, silencio",
    "language": "language, idioma, lengua",
    "stop": "stop, unsubscribe, parar, alto, baja",
    "privacy": "privacy, privacidad",
    "export": "export, exportar",
    "delete": "delete, erase, borrar",
    "start": "start, inicio, empezar, comenzar",
    "help": "help, menu, ayuda, comandos",
}
_BY_PHRASE = {phrase: command for command, phrases in _SAID.items() for phrase in phrases.split(", ")}
_LONGEST = max(len(phrase.split()) for phrase in _BY_PHRASE)
_AROUND = " .,;:!¡?¿"
_HERE = frozenset({"me", "mi", "my location", "mi ubicacion", "here", "aqui", "aca"})
_OF_A_STATE = frozenset({"ME", "MI"})
_WHERE = re.compile(r"\b(?:in|near|around|en|cerca de)\s+(?P<place>[^?!]+)", re.IGNORECASE)


def command_of(name: str) -> str:
    """The command that `/name` is another word for, or `name` itself."""
    return _BY_PHRASE.get(fold(name), name)


def spoken_command(text: str) -> tuple[str, str] | None:
    """`today`, `add Seattle`, `hoy en Houston`: the command and what follows it; None for anything else."""
    words = text.split()
    for length in range(min(_LONGEST, len(words)), 0, -1):
        command = _BY_PHRASE.get(fold(" ".join(words[:length])).strip(_AROUND))
        if command:
            return command, " ".join(words[length:]).strip(_AROUND)
    return None


def question_within(text: str) -> tuple[str, str] | None:
    """`what's on in Houston today`: the command that answers it, and the place it names or none."""
    said, command = text, ""
    for name in ("today", "week"):
        for phrase in sorted(_SAID[name].split(", "), key=len, reverse=True):
            found = re.search(rf"\b{phrase}\b", said, re.IGNORECASE)
            if found:
                command, said = command or name, f"{said[: found.start()]} {said[found.end() :]}"
    where = _WHERE.search(said)
    if not where and not command:
        return None
    return command or "near", where["place"].strip(_AROUND) if where else ""


def is_here(text: str) -> bool:
    """`near me`: where the person is, and not Maine."""
    return text not in _OF_A_STATE and fold(text).strip(_AROUND) in _HERE
