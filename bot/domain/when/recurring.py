"""`every Friday 5pm until Mar 27`: the rule, and the text with its first date in the place of the rule."""

import re
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice

from bot.domain.series import LAST, Recurrence, nth_weekdays
from bot.domain.subscriber import Language
from bot.domain.when.lexing import lexemes
from bot.domain.when.stretches import named
from bot.domain.when.vocabulary import NUMBERS, WEEKDAYS, either, plain

_DAY = rf"(?P<day>{either(WEEKDAYS)})s?"
_COUNT = r"(?P<count>\d{1,2}|two|three|four|dos|tres|cuatro)"
_NTH_WORDS = {
    **dict.fromkeys(("first", "1st", "primer", "primero"), 1),
    **dict.fromkeys(("second", "2nd", "segundo"), 2),
    **dict.fromkeys(("third", "3rd", "tercer", "tercero"), 3),
    **dict.fromkeys(("fourth", "4th", "cuarto"), 4),
    **dict.fromkeys(("last", "ultimo"), LAST),
}
_NTH = rf"(?P<nth>{either(_NTH_WORDS)})"
_RULES = (
    rf"(?:on )?(?:the |every |each )?{_NTH} {_DAY} (?:of |in )?(?:the|each|every) month",
    rf"(?:el |cada )?{_NTH} {_DAY} (?:de |del )(?:cada )?mes",
    rf"(?:on )?(?:every|each) (?P<other>other|second|2nd) {_DAY}",
    rf"(?:every|each) {_COUNT} weeks(?: on {_DAY})?",
    rf"cada {_COUNT} semanas(?:,? (?:el|los) {_DAY})?",
    rf"un {_DAY} si(?: y)?,? (?:un[oa]? |otr[oa] )?(?P<alternate>no)",
    rf"{_DAY} (?P<por_medio>por medio)",
    rf"(?:on )?(?:every|each|weekly on) {_DAY}",
    rf"(?:cada|todos los) {_DAY}",
    r"(?P<weekly>weekly|every week|each week|semanal(?:mente)?|(?:cada|todas las) semanas?)",
)
_RULE = [re.compile(rf"(?<!\w){rule}(?!\w)") for rule in _RULES]
_UNTIL = re.compile(r"[, ]*(?<!\w)(?:and )?(?:until|till|through|thru|hasta)(?: and including)? (?=\S)")
_SKIP = re.compile(
    r"[, ]*(?<!\w)(?:but |pero )?"
    r"(?:not on|except(?: on)?|skipping|no el|excepto|salvo|menos|sin)(?: el)? (?=\S)"
)
_FROM = re.compile(
    r"[, ]*(?<!\w)"
    r"(?:starting|starts|beginning|from|a partir|desde|empezando|empieza)(?: on| del?)?(?: el)? (?=\S)"
)
_AND = re.compile(r"[ ,]*(?:,|and|y|&|nor|ni)[ ,]*(?:(?:on|el|the) )?")
_NOTHING_ELSE = re.compile(r"(?!)")
_NEAR = 12
"""Characters between the word and the date it is about."""


@dataclass(frozen=True, slots=True)
class Recurring:
    """`lines` are the text with the first, or the second, date it can begin on in place of the rule: the
    first may be too late today. `rule` None: it is not said until when. `weekday` None: the text has to
    name the first date itself.
    """

    rule: Recurrence | None
    weekday: int | None
    lines: tuple[str, ...]


def recurring(text: str, today: date, language: Language) -> Recurring | None:
    """None where the text speaks of no coming again."""
    said = next((found for rule in _RULE if (found := rule.search(plain(text)))), None)
    if said is None:
        return None
    whole, groups = text, said.groupdict()
    until, text = _dates(text, _UNTIL, today, language, several=False)
    skipped, text = _dates(text, _SKIP, today, language, several=True)
    begins, text = _dates(text, _FROM, today, language, several=False)
    again = next(found for rule in _RULE if (found := rule.search(plain(text))))
    weekday = WEEKDAYS[groups["day"]] if groups.get("day") else None
    nth = _NTH_WORDS[groups["nth"]] if groups.get("nth") else None
    rule = Recurrence(until[0], _weeks(groups), nth, skipped) if until else None
    if rule is None and weekday is None:
        return Recurring(None, None, (whole,))
    firsts = _firsts(begins[0] if begins else today, weekday, nth) if weekday is not None else begins[:1]
    before, after = text[: again.start()].rstrip(), text[again.end() :]
    lines = tuple(f"{before} {day:%Y-%m-%d}{after}".strip() for day in firsts) or (
        f"{before}{after}".strip(),
    )
    return Recurring(rule, weekday, lines)


def _weeks(groups: dict[str, str | None]) -> int:
    if groups.get("other") or groups.get("alternate") or groups.get("por_medio"):
        return 2
    count = groups.get("count")
    return 1 if count is None else NUMBERS.get(count) or int(count)


def _firsts(begins: date, weekday: int, nth: int | None) -> tuple[date, ...]:
    first = begins + timedelta(days=(weekday - begins.weekday()) % 7)
    if nth is None:
        return first, first + timedelta(days=7)
    return tuple(day for day in islice(nth_weekdays(first, nth), 2))


def _dates(
    text: str, word: re.Pattern[str], today: date, language: Language, *, several: bool
) -> tuple[tuple[date, ...], str]:
    """The dates behind the word, and the text without both; none where a date is in doubt."""
    for said in word.finditer(plain(text)):
        behind = text[said.end() :]
        found, end = days_named(behind, today, language, several=several)
        if found:
            return found, f"{text[: said.start()]}{behind[end:]}"
    return (), text


def days_named(
    text: str, today: date, language: Language, *, several: bool = True
) -> tuple[tuple[date, ...], int]:
    """The dates a text begins with, and where they end; none where one of them is in doubt."""
    sides = named(text, list(lexemes(text)), 0, _AND if several else _NOTHING_ELSE)
    if not sides or sides[0].start > _NEAR:
        return (), 0
    options = [side.options(today, language, sides[0]) for side in sides]
    clear = all(len(each.options) == 1 for each in options)
    return (tuple(each.options[0] for each in options), sides[-1].end) if clear else ((), 0)
