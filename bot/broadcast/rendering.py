"""Editions and edited cards into words: looks up what they name, and has it worded."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.broadcast import Content, Edition, Wording
from bot.domain.calendar import Entry
from bot.domain.cards import CardEdit
from bot.domain.deep_links import Links
from bot.domain.ids import EntryId
from bot.domain.places import Place
from bot.services.ports import Transactions
from bot.telegram.markup import inline_keyboard
from bot.views.alerts import render
from bot.views.cards import card
from bot.views.view import View
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
        entries, places = await self._looked_up(edition.content)
        view = render(
            Words(edition.language), edition.content, entries, places, now, delayed=delayed, links=self.links
        )
        return _wording(view)

    async def card(self, edit: CardEdit, now: datetime) -> Wording:
        """What a message already sent is to say instead; LookupError as above."""
        entries, places = await self._looked_up(edit.content)
        return _wording(
            card(Words(edit.language), edit.content, entries, places, now, edit.sent_at, self.links)
        )

    async def _looked_up(self, content: Content) -> tuple[dict[EntryId, Entry], dict[str, Place]]:
        async with self.transactions.read() as tx:
            named = await tx.calendar.by_ids([item.entry_id for item in content.items])
            days = await tx.calendar.by_ids([e.belongs_to for e in named.values() if e.belongs_to])
        places = {key: place for key in content.place_keys if (place := self.place_of(key)) is not None}
        return {**days, **named}, places


def _wording(view: View) -> Wording:
    return Wording(view.text, inline_keyboard(view.rows).to_json() if view.rows else None)
