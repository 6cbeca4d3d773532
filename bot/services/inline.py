"""What somebody in any chat is offered for `@bot tacoma`: coming actions, to be handed on there."""

from collections.abc import Sequence
from dataclasses import dataclass

from bot.domain.calendar import Entry
from bot.domain.codes import read_code
from bot.domain.errors import Refusal
from bot.domain.places import Choice, Found, NothingFound, Place
from bot.domain.planning import stands
from bot.domain.questions import Listed, Question
from bot.services.listing import Listing
from bot.services.own_places import with_radius
from bot.services.ports import Clock, ReadTx, Transactions
from bot.services.ports.places import PlaceFinder

MOST = 50
"""What Telegram takes in one answer."""
MOST_PLACES = 3
"""Of several that may be meant; a query is asked anew with every letter, so more are seen by typing on."""


@dataclass(frozen=True, slots=True)
class Offer:
    """An entry with the day of action it belongs to, and how far it is from the place asked about."""

    item: Listed
    day: Entry | None = None


@dataclass(frozen=True, slots=True)
class Offers:
    """`place` is the one that was meant, None where that is open."""

    place: Place | None = None
    offers: tuple[Offer, ...] = ()


@dataclass(frozen=True, slots=True)
class InlineQuestions:
    """Knows nobody: neither what somebody follows nor who asks."""

    transactions: Transactions
    places: PlaceFinder
    clock: Clock

    async def find(self, typed: str) -> Offers:
        """For a code the entry, whatever became of it; for a place what is coming there, else what is next.

        Never refuses: what is typed is mostly half a word still.
        """
        meant = self._meant(typed)
        async with self.transactions.read() as tx:
            found = [*await self._coded(tx, typed), *await self._coming(tx, meant)]
            once = list({item.entry.id: item for item in reversed(found)}.values())
            items = once[::-1][:MOST]
            days = await tx.calendar.by_ids({i.entry.belongs_to for i in items if i.entry.belongs_to})
        parts = (item.entry.belongs_to for item in items)
        offers = [
            Offer(item, days.get(part) if part else None) for item, part in zip(items, parts, strict=True)
        ]
        return Offers(meant[0] if len(meant) == 1 else None, tuple(offers))

    def _meant(self, typed: str) -> Sequence[Place]:
        try:
            name, radius = self.places.parse_place_and_radius(typed)
        except Refusal:
            return ()
        found: Sequence[Place] = ()
        match self.places.resolve(name):
            case Found(place):
                found = (place,)
            case Choice(options):
                found = options
            case NothingFound(guesses):
                found = guesses
        return [with_radius(place, radius or 0) for place in found[:MOST_PLACES]]

    async def _coded(self, tx: ReadTx, typed: str) -> list[Listed]:
        code = read_code(typed)
        entry = await tx.calendar.by_code(code) if code else None
        return [Listed(entry)] if entry is not None and entry.listed_at <= self.clock.now() else []

    async def _coming(self, tx: ReadTx, places: Sequence[Place]) -> list[Listed]:
        if not places:
            return []
        listing = Listing(tx.calendar, self.clock.now())
        coming = [each for each in await listing.within(Question.NEAR, places) if stands(each.entry)]
        following = None if coming else await listing.next_up(places)
        return coming or ([following] if following else [])
