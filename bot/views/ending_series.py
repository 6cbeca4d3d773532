"""/cancel CODE rest: what people would read, and the tap that proposes it."""

from collections.abc import Sequence
from datetime import datetime

from bot.domain.announcement import Announcement
from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Entry
from bot.views.alerts import render
from bot.views.buttons import act, rows
from bot.views.series_buttons import ProposeEnd
from bot.views.view import View
from bot.views.words import Html, Words


def prepared(
    words: Words, announcement: Announcement, before: Entry, after: Sequence[Entry], now: datetime
) -> View:
    """The prepared text; nothing is sent by looking at it."""
    code, first = after[0].code, after[0]
    items = tuple(Item(each.id) for each in after)
    content = Content(Alert.CANCELLATION, now, first.zone, (), items, before.version, series=True)
    text = render(words, content, {each.id: each for each in after}, {}, now, delayed=False).text
    # The sign that leads an alert is for alerts only.
    text = text.partition(" ")[2]
    button = act(words, "button.propose_end", ProposeEnd(code, announcement.revision))
    how = words.text("propose.how", command=f"cancel {code} {words.plain('propose.rest')}")
    return View("\n\n".join([words.text("propose.reads"), Html(text), how]), rows(button))
