"""The words people type for settings, languages and yes or no, in English and Spanish."""

import unicodedata
from enum import StrEnum

from bot.domain.errors import Refusal
from bot.domain.subscriber import Language, NewAlerts


class Setting(StrEnum):
    """What can be set; the first word after /settings."""

    BRIEF = "brief"
    NEW = "new"
    REMINDER = "reminder"
    ZONE = "zone"
    LANGUAGE = "language"
    QUIET = "quiet"
    RADIUS = "radius"
    KINDS = "kinds"


_SETTINGS = {
    Setting.BRIEF: "brief, briefs, brief hour, summary, resumen, el resumen, resumenes, hora del resumen",
    Setting.NEW: "new, new alerts, nueva, nuevas, nuevo, nuevos, avisos nuevos, acciones nuevas, novedades",
    Setting.REMINDER: "reminder, reminders, recordatorio, recordatorios",
    Setting.ZONE: "zone, time zone, timezone, home zone, zona, zona horaria, hora, huso horario, huso",
    Setting.LANGUAGE: "language, lang, idioma, lengua",
    Setting.QUIET: "quiet, quiet hours, silence, silencio, horas de silencio",
    Setting.RADIUS: "radius, radio",
    Setting.KINDS: "kinds, kind, types, type, tipos, tipo, clases",
}
_LANGUAGES = {
    Language.EN: "en eng english ingles inglesa",
    Language.ES: "es esp spa spanish espanol espanola castellano",
}
_ON = "on yes y true 1 si encender encendido activar activado activo start"
_OFF = "off no n none never false 0 nunca apagar apagado desactivar desactivado stop"
_NEW = {
    NewAlerts.ONCE: f"once now immediately {_ON} momento ya enseguida inmediato",
    NewAlerts.BRIEF: "brief briefs summary daily resumen diario",
    NewAlerts.OFF: _OFF,
}
_FILLERS = frozenset(["at", "in", "the", "al", "en", "el", "la"])


def fold(text: str) -> str:
    """Lower case, without accents and doubled spaces: for comparing, never for showing."""
    decomposed = unicodedata.normalize("NFKD", text.casefold())
    return " ".join("".join(sign for sign in decomposed if not unicodedata.combining(sign)).split())


def parse_setting(typed: str) -> tuple[Setting, str]:
    """`brief off` or `zona horaria Chicago`: the kind and the words left; Refusal if it is none of ours."""
    words = typed.split()
    for length in (3, 2, 1):
        said = fold(" ".join(words[:length]))
        for setting, phrases in _SETTINGS.items():
            if said in phrases.split(", "):
                return setting, " ".join(words[length:])
    raise Refusal("setting-not-understood", typed=typed)


def parse_switch(typed: str) -> bool:
    """On or off."""
    if _means(typed, _ON):
        return True
    if _means(typed, _OFF):
        return False
    raise Refusal("setting-not-understood", typed=typed)


def parse_new_alerts(typed: str) -> NewAlerts:
    for choice, words in _NEW.items():
        if _means(typed, words):
            return choice
    raise Refusal("setting-not-understood", typed=typed)


def parse_language(typed: str) -> Language:
    for language, words in _LANGUAGES.items():
        if _means(typed, words):
            return language
    raise Refusal("language-not-offered", typed=typed)


def is_yes(typed: str) -> bool:
    return _means(typed, _ON)


def is_off(typed: str) -> bool:
    return _means(typed, f"{_OFF} undo deshacer unmute")


def _means(typed: str, words: str) -> bool:
    spoken = fold(typed).strip(" .!").split()
    # Alone, "en" is a language.
    said = [word for word in spoken if word not in _FILLERS] or spoken
    return len(said) == 1 and said[0] in words.split()
