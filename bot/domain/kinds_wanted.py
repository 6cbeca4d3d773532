"""Which kinds of action somebody wants of a place, as people type them in English and Spanish."""

from bot.domain.calendar import Kind
from bot.domain.errors import Refusal, StaleButton
from bot.domain.typed import fold

KINDS = tuple(Kind)
"""In the order in which they are listed."""
_WORDS = {
    Kind.RALLY: "rally, rallies, concentracion, concentraciones, mitin, mitines",
    Kind.MARCH: "march, marches, marcha, marchas",
    Kind.VIGIL: "vigil, vigils, vigilia, vigilias",
    Kind.WALKOUT: "walkout, walkouts, salida, salidas, salida de clases, salidas de clases",
    Kind.STRIKE: "strike, strikes, huelga, huelgas, paro, paros",
    Kind.PROTEST: "protest, protests, protesta, protestas",
    Kind.PRESS_CONFERENCE: "press conference, press conferences, conferencia de prensa, "
    "conferencias de prensa",
    Kind.MEETING: "meeting, meetings, reunion, reuniones, asamblea, asambleas",
    Kind.LOBBYING: "lobbying, lobby day, lobby days, cabildeo, cabildeos",
    Kind.DAY_OF_ACTION: "day of action, days of action, dia de accion, dias de accion",
}
_BY_PHRASE = {phrase: kind for kind, phrases in _WORDS.items() for phrase in phrases.split(", ")}
_ALL = frozenset({"all", "everything", "any", "all kinds", "todo", "todos", "todas", "todos los tipos"})
_JOINERS = frozenset({"and", "y", "e", "&", "only", "solo", "just"})
_LONGEST = max(len(phrase.split()) for phrase in _BY_PHRASE)


def split_kinds(typed: str) -> tuple[str, frozenset[Kind] | None]:
    """`Tacoma vigils, marches`: the place and the kinds; None for all of them.

    The place is empty where none is named. Refusal("kinds-not-understood") where no kind stands at the end.
    """
    words = typed.replace(",", " , ").split()
    for start in range(len(words)):
        said = [word for word in (fold(word).strip(" .") for word in words[start:]) if word not in {"", ","}]
        place = " ".join(words[:start]).replace(" ,", ",").strip(" ,:")
        if " ".join(said) in _ALL:
            return place, None
        kinds = _kinds([word for word in said if word not in _JOINERS])
        if kinds:
            return place, wanted(kinds)
    raise Refusal("kinds-not-understood", typed=typed)


def wanted(kinds: frozenset[Kind]) -> frozenset[Kind] | None:
    """As it is stored: all of them is no choice."""
    return None if kinds == frozenset(KINDS) else kinds


def switched(kinds: frozenset[Kind] | None, kind: Kind, *, on: bool) -> frozenset[Kind] | None:
    """With one more or one less; Refusal("kinds-none-left") for the last one."""
    chosen = frozenset(KINDS) if kinds is None else kinds
    chosen = chosen | {kind} if on else chosen - {kind}
    if not chosen:
        raise Refusal("kinds-none-left")
    return wanted(chosen)


def packed(kinds: frozenset[Kind] | None) -> int:
    """As a number that fits into a button; 0 for every kind."""
    return sum(1 << KINDS.index(kind) for kind in kinds or ())


def unpacked(number: int) -> frozenset[Kind] | None:
    """StaleButton for a number that `packed` does not make."""
    if not 0 <= number < 1 << len(KINDS):
        raise StaleButton
    return wanted(frozenset(kind for at, kind in enumerate(KINDS) if number >> at & 1)) if number else None


def _kinds(words: list[str]) -> frozenset[Kind]:
    """None of them unless all the words are kinds."""
    found: set[Kind] = set()
    while words:
        lengths = range(min(_LONGEST, len(words)), 0, -1)
        length = next((n for n in lengths if " ".join(words[:n]) in _BY_PHRASE), 0)
        if not length:
            return frozenset()
        found.add(_BY_PHRASE[" ".join(words[:length])])
        words = words[length:]
    return frozenset(found)
