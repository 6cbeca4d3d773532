"""/retract: what will be said, the tap that says it, and that it is on its way."""

from bot.domain.calendar import Entry
from bot.domain.ids import Code
from bot.views.buttons import act, rows
from bot.views.entries import in_a_word
from bot.views.office_buttons import RetractAlert
from bot.views.view import Button, View
from bot.views.words import Html, Words

FEWEST = 10
"""Below this no number of chats is told, and above it none that is not rounded to it."""


def ask(words: Words, entry: Entry) -> View:
    lines = [
        words.text("retract.ask", code=entry.code),
        words.text("retract.about", **in_a_word(words, entry)),
        *([words.text("retract.and_later")] if entry.series else []),
        words.text("retract.at_once"),
    ]
    offered, button = offer(words, entry)
    lines += offered
    return View("\n".join(lines), rows(button))


def done(words: Words, code: Code, told: int) -> View:
    lines = [
        words.text("retract.done", code=code),
        _told(words, told),
        words.text("retract.next", code=code),
    ]
    return View("\n".join(lines))


def by_another(words: Words, entry: Entry, label: str, told: int) -> View:
    """For the others of the place."""
    code = entry.code
    lines = [
        words.text("retract.told_others", label=label, code=code),
        words.text("retract.about", **in_a_word(words, entry)),
        *([words.text("retract.told_reads"), words.text("retract.says", code=code)] if told else []),
        _told(words, told),
        words.text("retract.next", code=code),
    ]
    return View("\n".join(lines))


def offer(words: Words, entry: Entry) -> tuple[list[Html], Button]:
    """What would be said, and the tap that says it, below another message."""
    lines = [words.text("retract.says", code=entry.code), words.text("retract.how", code=entry.code)]
    return lines, act(words, "button.retract", RetractAlert(entry.code, entry.revision), code=entry.code)


def _told(words: Words, told: int) -> Html:
    if not told:
        return words.text("retract.to_nobody")
    if told < FEWEST:
        return words.text("retract.to_few")
    return words.text("retract.to_many", number=words.number(round(told, -1)))
