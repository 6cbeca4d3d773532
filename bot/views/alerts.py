"""What is pushed: briefs, new actions, reminders, and what corrects them.

Worded once for everybody who gets the same edition.
"""

from collections.abc import Mapping
from datetime import datetime

from bot.domain.broadcast import Alert, Content
from bot.domain.calendar import Entry
from bot.domain.deep_links import Links
from bot.domain.ids import EntryId
from bot.domain.places import Place
from bot.views.briefs import brief
from bot.views.news import new
from bot.views.notices import cancellation, change, retraction
from bot.views.pushed import Pushed
from bot.views.reminders import reminder
from bot.views.view import View
from bot.views.words import Words

_WORDING = {
    Alert.BRIEF: brief,
    Alert.NEW: new,
    Alert.REMINDER: reminder,
    Alert.CHANGE: change,
    Alert.CANCELLATION: cancellation,
    Alert.RETRACTION: retraction,
}


def render(
    words: Words,
    content: Content,
    entries: Mapping[EntryId, Entry],
    places: Mapping[str, Place],
    now: datetime,
    *,
    delayed: bool,
    links: Links | None = None,
) -> View:
    """`entries` holds every entry of `content`, and the days of action they belong to where known.

    `places` is by key. LookupError for an entry or a place that is not there, or an alert without words.
    """
    own = tuple(places[key] for key in content.place_keys)
    return worded(words, Pushed(content, entries, own, now, delayed, links))


def worded(words: Words, pushed: Pushed) -> View:
    return _WORDING[pushed.content.alert](words, pushed)
