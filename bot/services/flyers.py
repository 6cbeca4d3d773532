"""What a printed QR code shall lead to: a place, or an action by its code."""

from dataclasses import dataclass

from bot.domain.calendar import Entry
from bot.domain.codes import read_code
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import Found, Place
from bot.services.authority import acting, places_of
from bot.services.one_place import ensure_one_place
from bot.services.ports import Clock, ReadTx, Transactions
from bot.services.ports.places import PlaceFinder


@dataclass(frozen=True, slots=True)
class Flyers:
    transactions: Transactions
    places: PlaceFinder
    clock: Clock

    async def wanted(self, chat_id: ChatId, typed: str) -> Place | Entry:
        """For coordinators. Any place, as a link to it tells nothing new; without words the first own one."""
        async with self.transactions.read() as tx:
            coordinator = await acting(tx, chat_id)
            entry = await self._entry(tx, typed)
        if entry is not None:
            return entry
        own = places_of(coordinator, self.places)
        if typed:
            return self._place(typed)
        if not own:
            raise Refusal("qr-which")
        return own[0]

    async def _entry(self, tx: ReadTx, typed: str) -> Entry | None:
        """Only for a code letter by letter: WACO is a city, WAC0 a code."""
        plain = typed.strip(" #").upper()
        code = read_code(plain)
        entry = await tx.calendar.by_code(code) if code == plain else None
        return entry if entry is not None and entry.listed_at <= self.clock.now() else None

    def _place(self, typed: str) -> Place:
        resolution = self.places.resolve(typed)
        ensure_one_place(typed, resolution, self.places)
        if not isinstance(resolution, Found):
            raise Refusal("place-not-clear", typed=typed)
        return resolution.place
