"""Editions into words: looks up what an edition names, and has it worded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.broadcast import Edition, Wording
from bot.domain.deep_links import Links
from bot.domain.places import Place
from bot.services.ports import Transactions
from bot.telegram.markup import inline_keyboard
from bot.views.alerts import render
from bot.views.words import Words


@dataclass(frozen=True, slots=True)
class Rendering:
    """`place_of` tells a place by its key, or None if the gazetteer does not know it any more.

    `links` lead to this bot; None where its name is not known.
    """

    transactions: Transactions
    place_of: Callable[[str], Place | None]
    links: Links | None = None

    async def __call__(self, edition: Edition, now: datetime, delayed: bool) -> Wording:
        """The words as they are true at `now`; LookupError if an entry or a place is gone."""
        content = edition.content
        async with self.transactions.read() as tx:
            named = await tx.calendar.by_ids([item.entry_id for item in content.items])
            days = await tx.calendar.by_ids([e.belongs_to for e in named.values() if e.belongs_to])
        places = {key: place for key in content.place_keys if (place := self.place_of(key)) is not None}
        words, entries = Words(edition.language), {**days, **named}
        view = render(words, content, entries, places, now, delayed=delayed, links=self.links)
        return Wording(view.text, inline_keyboard(view.rows).to_json() if view.rows else None)
