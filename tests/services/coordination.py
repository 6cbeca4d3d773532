"""Operators and coordinators for tests: who is who, and how they come to be."""

from dataclasses import dataclass

from bot.domain.coordinator import Coordinator
from bot.domain.ids import ChatId
from bot.domain.subscriber import Language
from bot.services.coordinators import Coordinators
from bot.services.halting import Halting
from bot.services.joining import Joining
from storage.transactions import SqlTransactions
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces

OPERATOR, SECOND_OPERATOR = ChatId(700100001), ChatId(700100002)
ANA, BEN, STRANGER = ChatId(700100011), ChatId(700100012), ChatId(700100099)


@dataclass(slots=True)
class Coordination:
    """Ana and Ben come to be as people do: invited, redeemed, confirmed."""

    transactions: SqlTransactions
    clock: StandingClock

    @property
    def coordinators(self) -> Coordinators:
        return Coordinators(self.transactions, TinyPlaces(), self.clock)

    @property
    def joining(self) -> Joining:
        return Joining(self.transactions, TinyPlaces(), self.clock)

    @property
    def halting(self) -> Halting:
        return Halting(self.transactions, TinyPlaces(), self.clock)

    async def operator(self, chat_id: ChatId = OPERATOR) -> Coordinator:
        await self.joining.ensure_operators([chat_id], Language.EN)
        found = await self.coordinators.by_chat(chat_id)
        assert found is not None
        return found

    async def pending(self, chat_id: ChatId, places: str, by: ChatId = OPERATOR) -> Coordinator:
        role = f"coordinator {places}" if places else "operator"
        invited = await self.joining.invite(by, role)
        return (await self.joining.redeem(chat_id, Language.ES, invited.payload)).coordinator

    async def active(self, chat_id: ChatId, places: str, confirmer: ChatId = OPERATOR) -> Coordinator:
        pending = await self.pending(chat_id, places)
        return (await self.joining.confirm(confirmer, pending.label)).coordinator
