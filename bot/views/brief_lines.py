"""Entries as lines of a pushed message, short enough to be read at a glance."""

from dataclasses import replace

from bot.domain.calendar import Entry, Status
from bot.views.fitting import cut, fit, room
from bot.views.frames import Cuts, Frame, Shown
from bot.views.lines import (
    called_by,
    city,
    facts,
    is_day,
    joined,
    scoped,
    sentence,
    standing,
    title,
    venue,
    when,
)
from bot.views.words import Html, Words, visible

LONGEST = 120
"""Characters of a line in English."""
_STEPS = (
    ("names", 0),
    ("parts", 1),
    ("venue", 20),
    ("title", 24),
    ("title", 0),
    ("venue", 12),
    ("city", 12),
)
"""What gives way first, and how far: what and where tell one action from another, and who calls it stands
behind the code. Beside a venue the kind of action says as much as half a title.
"""


def numbered_line(words: Words, number: int, entry: Entry, frame: Frame, miles: float | None = None) -> Html:
    prefix = f"{number}. "
    return Html(prefix + brief_line(words, entry, frame, miles=miles, taken=len(prefix)))


def brief_line(
    words: Words,
    entry: Entry,
    frame: Frame,
    *,
    miles: float | None = None,
    taken: int = 0,
    inside: bool = False,
) -> Html:
    """What, when, where, how far, who, and the code; `taken` characters of the line are used already.

    `inside`: it goes on a sentence. Of what was retracted nothing is said but that.
    """
    if entry.status is Status.RETRACTED:
        return words.text("entry.retracted", code=entry.code)
    longest, cuts = room(words, LONGEST) - taken, Cuts()
    line = _line(words, entry, frame, Shown(miles, cuts, inside))
    for name, floor in _STEPS:
        over = len(visible(line)) - longest
        if over <= 0:
            break
        cuts = _further(cuts, name, floor, len(_whole(words, entry, frame, cuts, name)) - over)
        line = _line(words, entry, frame, Shown(miles, cuts, inside))
    return line


def _further(cuts: Cuts, name: str, floor: int, fits: int) -> Cuts:
    """With one fact cut to what `fits`, or to its floor; a floor of none leaves it out."""
    return replace(cuts, **{name: min(getattr(cuts, name), max(floor, fits)) if floor else 0})


def day_line(words: Words, entry: Entry, frame: Frame, belonging: int = 0) -> Html:
    """A day of action; `belonging` is how many of the actions above belong to it."""
    if entry.status is Status.RETRACTED:
        return words.text("entry.retracted", code=entry.code)
    ends = [words.count("entry.belongs", belonging)] if belonging else []
    ends.append(words.text("entry.code", code=entry.code))

    def line(name: str) -> Html:
        day = sentence(joined([scoped(words, entry, name), when(words, entry, frame)]))
        return Html(" ".join([day, *standing(words, entry, frame.now), *ends]))

    return fit(line, title(words, entry), room(words, LONGEST))


def _line(words: Words, entry: Entry, frame: Frame, shown: Shown) -> Html:
    sentences = [
        sentence(facts(words, entry, frame, shown)),
        *standing(words, entry, frame.now),
    ]
    if not entry.venue and not is_day(entry):
        sentences.append(words.text("where.nothing_exact"))
    caller = called_by(words, entry, short=True, length=shown.cuts.names)
    sentences += [sentence(caller)] if caller else []
    return Html(" ".join([*sentences, words.text("entry.code", code=entry.code)]))


def _whole(words: Words, entry: Entry, frame: Frame, cuts: Cuts, name: str) -> str:
    """The fact as it stands in the line by now."""
    match name:
        case "title":
            return cut(title(words, entry), cuts.title)
        case "venue":
            return venue(entry, cuts)
        case "city":
            return city(entry, frame)
        case _:
            return ""
