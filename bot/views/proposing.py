"""/cancel and /postpone: what people would read, the tap that proposes it, and that it waits for another."""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.announcement import Announcement, Purpose
from bot.domain.broadcast import Content, Item
from bot.domain.calendar import Entry, Version
from bot.domain.changing import alert_of
from bot.domain.ids import EntryId
from bot.views.alerts import render
from bot.views.buttons import act, rows
from bot.views.office_buttons import ProposeChange
from bot.views.series_buttons import PrepareEnd
from bot.views.view import View
from bot.views.words import Html, Words


def prepared(words: Words, announcement: Announcement, known: Version, after: Entry, now: datetime) -> View:
    """The prepared text, for who was told `known`; nothing is sent by looking at it."""
    code, purpose = announcement.code, announcement.purpose.value
    content = Content(alert_of(after), now, after.zone, (), (Item(after.id),), known)
    text = render(words, content, _only(after), {}, now, delayed=False).text
    # The sign that leads an alert is for alerts only.
    text = text.partition(" ")[2]
    button = act(words, f"button.propose_{purpose}", ProposeChange(purpose, code, announcement.revision))
    again = announcement.purpose is Purpose.CANCEL and after.series is not None
    rest = act(words, "button.prepare_end", PrepareEnd(code)) if again else None
    how = [words.text("propose.how", command=f"{purpose} {code}")]
    if announcement.purpose is Purpose.POSTPONE:
        how.append(words.text("propose.new_date", code=code))
    if again:
        how.append(words.text("propose.or_rest", code=code))
    return View("\n\n".join([words.text("propose.reads"), Html(text), "\n".join(how)]), rows(button, rest))


def proposed(words: Words, announcement: Announcement) -> View:
    return View(words.text("propose.done", code=announcement.code))


def _only(entry: Entry) -> Mapping[EntryId, Entry]:
    return {entry.id: entry}
