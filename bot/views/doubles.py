"""What an announcement may be the same as: shown to its author and to the second person."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.announcing.doubles import Double
from bot.domain.places import Area, place_of_area
from bot.views import where
from bot.views.frames import Frame, Shown
from bot.views.lines import facts
from bot.views.words import Html, Words

MOST_SHOWN = 3


def likely_doubles(words: Words, doubles: Sequence[Double], area: Area, now: datetime) -> list[Html]:
    frame = Frame(now, states=where.states([place_of_area(area)]))
    lines = []
    for double in doubles[:MOST_SHOWN]:
        line = facts(words, double.entry, frame, Shown(inside=True))
        key = "draft.double_in_review" if double.waiting else "draft.double"
        lines.append(words.text(key, line=line, code=double.entry.code))
    if len(doubles) > MOST_SHOWN:
        lines.append(words.count("draft.more_doubles", len(doubles) - MOST_SHOWN))
    return lines
