"""[Share] on a card: Telegram's own way to hand on a link, with a few words of what it leads to."""

from datetime import datetime
from urllib.parse import quote

from bot.domain.calendar import Entry, Status
from bot.domain.deep_links import Links
from bot.views.fitting import cut
from bot.views.frames import Frame
from bot.views.lines import facts, sentence, standing
from bot.views.view import Button
from bot.views.words import Words, visible

SHARE = "https://t.me/share/url?url={url}&text={text}"
LONGEST = 200
"""Characters of the words beside the link, before they are written as an address."""


def share_button(words: Words, entry: Entry, now: datetime, links: Links | None) -> Button | None:
    """None where the bot's name is not known, and for what is over or was retracted."""
    if links is None or entry.over_at <= now or entry.status is Status.RETRACTED:
        return None
    url = SHARE.format(url=quote(links.to_entry(entry.code), safe=""), text=quote(_said(words, entry, now)))
    return Button(words.plain("button.share"), url=url)


def _said(words: Words, entry: Entry, now: datetime) -> str:
    """`Rally, Sat, Feb 7, 2:00 PM Central Time, Riverside Park, Houston, TX. Code A7F3.`"""
    what = visible(sentence(facts(words, entry, Frame(now, spans=False))))
    code = words.plain("share.code", code=entry.code)
    last = " ".join([*(visible(each) for each in standing(words, entry, now)), code])
    return f"{cut(what, LONGEST - len(last) - 1)} {last}"
