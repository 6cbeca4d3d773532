"""Operators and coordinators: who they are, who may act for a place, and how one is removed."""

from bot.domain.audit import Act
from bot.domain.coordinating import Listed, Removed, Roster
from bot.domain.coordinator import Coordinator, Role, keys_around, read_label
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import City
from bot.services import audit
from bot.services.authority import acting, acting_operator, concerned, named, places_of
from bot.services.ports import Clock, Transactions
from bot.services.ports.places import PlaceFinder


class Coordinators:
    def __init__(self, transactions: Transactions, finder: PlaceFinder, clock: Clock) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock

    async def by_chat(self, chat_id: ChatId) -> Coordinator | None:
        async with self._transactions.read() as tx:
            return await tx.coordinators.by_chat(chat_id)

    async def of(self, city: City) -> tuple[Coordinator, ...]:
        """Who may act for it now."""
        async with self._transactions.read() as tx:
            return tuple(each for each in await tx.coordinators.all() if each.covers(city))

    async def roster(self, chat_id: ChatId) -> Roster:
        async with self._transactions.read() as tx:
            coordinator = await acting(tx, chat_id)
            everybody = await tx.coordinators.all()
            asked = {each.coordinator_id: each.place_keys for each in await tx.extensions.all()}
        own = self._touched(coordinator)
        seen = [
            each
            for each in everybody
            if coordinator.is_operator
            or each.role is Role.OPERATOR
            or not own.isdisjoint(self._touched(each))
        ]
        listed = [
            Listed(each, places_of(each, self._finder), named(asked.get(each.id, ()), self._finder))
            for each in seen
        ]
        return Roster(coordinator, tuple(listed))

    async def find(self, chat_id: ChatId, typed: str) -> Listed:
        """For the question whether to remove; only operators are asked."""
        async with self._transactions.read() as tx:
            await acting_operator(tx, chat_id)
            found = await tx.coordinators.by_label(read_label(typed))
        if found is None:
            raise Refusal("label-unknown", typed=typed)
        return Listed(found, places_of(found, self._finder))

    async def remove(self, chat_id: ChatId, typed: str) -> Removed:
        """By an operator; the last operator cannot be removed."""
        async with self._transactions.write() as tx:
            operator = await acting_operator(tx, chat_id)
            gone = await tx.coordinators.by_label(read_label(typed))
            if gone is None:
                raise Refusal("label-unknown", typed=typed)
            everybody = await tx.coordinators.all()
            if gone.is_operator and sum(each.is_operator for each in everybody) == 1:
                raise Refusal("last-operator")
            voided = await tx.coordinators.remove(gone.id)
            await tx.extensions.drop(gone.id)
            for key in gone.place_keys or (None,):
                await audit.record(
                    tx, operator.label, Act.REMOVED, gone.label, place_key=key, at=self._clock.now()
                )
        places = places_of(gone, self._finder)
        others = tuple(each for each in concerned(everybody, places, operator) if each.id != gone.id)
        return Removed(gone, places, voided, operator, others)

    def _touched(self, coordinator: Coordinator) -> frozenset[str]:
        """The keys of their places, and of the states those lie in."""
        return frozenset().union(*(keys_around(place) for place in places_of(coordinator, self._finder)))
