"""A reader's report: what the reader is told, and those who have to look at the alert."""

from datetime import datetime

from bot.domain.calendar import Entry
from bot.domain.limits import Flagged
from bot.views import entries
from bot.views.buttons import act, rows
from bot.views.callbacks import ShowEntry
from bot.views.flag_buttons import TakeBackReport
from bot.views.view import View
from bot.views.words import Words


def done(words: Words, entry: Entry) -> View:
    """The same for everybody, whether the report counts or not."""
    code = entry.code
    lines = [
        words.text("flag.done", code=code),
        words.text("retract.about", **entries.in_a_word(words, entry)),
        words.text("flag.next"),
        words.text("flag.ways", code=code),
    ]
    back = act(words, "button.unreport", TakeBackReport(code))
    return View("\n".join(lines), rows(act(words, "button.details", ShowEntry(code)), back))


def taken_back(words: Words, entry: Entry) -> View:
    return View(words.text("flag.taken_back", code=entry.code))


def page(words: Words, flagged: Flagged, now: datetime) -> View:
    """To the coordinators of the place and the operators: what is said, and the ways on."""
    entry, code = flagged.entry, flagged.entry.code
    lines = [
        entries.named(words, "flag.page", entry, now),
        words.text("flag.page_why", code=code),
        words.text("flag.page_held" if flagged.held else "flag.page_sent"),
        words.text("flag.page_check", code=code),
        words.text("flag.page_retract", code=code),
    ]
    if flagged.held:
        lines.append(words.text("flag.page_resume", code=code))
    return View("\n".join(lines), rows(act(words, "button.details", ShowEntry(code))))
