"""Stopping what goes out: a city, a state or everything, at once; going on takes another person."""

from bot.domain.audit import Act
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.halt import Halt, Turned
from bot.domain.ids import ChatId
from bot.domain.places import CountryPlace, Found, Place
from bot.services import audit
from bot.services.authority import acting, concerned, ensure_for, places_of
from bot.services.one_place import ensure_one_place
from bot.services.ports import Clock, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder


class Halting:
    def __init__(self, transactions: Transactions, finder: PlaceFinder, clock: Clock) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock

    async def halt(self, chat_id: ChatId, typed: str) -> Turned:
        """Without words: everything for an operator, all their own places for a coordinator."""
        self._ensure_no_code(typed)
        named = self._named(typed)
        now = self._clock.now()
        async with self._transactions.write() as tx:
            coordinator = await acting(tx, chat_id)
            places = named or self._own(coordinator)
            for place in places:
                ensure_for(coordinator, place)
            new = tuple([place for place in places if await tx.halts.put(place.key, coordinator.label, now)])
            if not new:
                raise Refusal("already-halted")
            for place in new:
                await audit.record(tx, coordinator.label, Act.HALTED, place.key, place_key=place.key, at=now)
            others = concerned(await tx.coordinators.all(), new, coordinator)
        return Turned(coordinator, now, new, others)

    async def resume(self, chat_id: ChatId, typed: str) -> Turned:
        """One halt, by anybody who may act there but the one who halted."""
        named = self._named(typed)
        async with self._transactions.write() as tx:
            coordinator = await acting(tx, chat_id)
            halted, place = self._meant(coordinator, await tx.halts.all(), named)
            return await self._lift(tx, coordinator, halted, place)

    async def resume_shown(self, chat_id: ChatId, place_key: str, second: int) -> Turned:
        """The halt that was on the screen, known by the second in which it was set; no later one."""
        place = self._finder.place(place_key) if place_key else None
        async with self._transactions.write() as tx:
            coordinator = await acting(tx, chat_id)
            shown = [
                halt
                for halt in await tx.halts.all()
                if halt.place_key == place_key and int(halt.at.timestamp()) == second
            ]
            if place is None or not shown:
                raise StaleButton
            ensure_for(coordinator, place)
            return await self._lift(tx, coordinator, shown[0], place)

    async def _lift(self, tx: WriteTx, coordinator: Coordinator, halted: Halt, place: Place) -> Turned:
        now = self._clock.now()
        if halted.label == coordinator.label:
            raise Refusal("resume-by-another")
        await tx.halts.lift(halted.place_key)
        await audit.record(tx, coordinator.label, Act.RESUMED, place.key, place_key=place.key, at=now)
        others = concerned(await tx.coordinators.all(), (place,), coordinator)
        return Turned(coordinator, now, (place,), others)

    def _meant(
        self, coordinator: Coordinator, halts: tuple[Halt, ...], named: tuple[Place, ...]
    ) -> tuple[Halt, Place]:
        """The halt of the named place; without one, the only one there is for this person."""
        for place in named:
            ensure_for(coordinator, place)
        known = ((halt, self._finder.place(halt.place_key)) for halt in halts)
        possible = [
            (halt, place)
            for halt, place in known
            if place is not None
            and coordinator.may_act_for(place)
            and (not named or place.key == named[0].key)
        ]
        everything = [each for each in possible if isinstance(each[1], CountryPlace)]
        if not possible:
            raise Refusal("nothing-halted")
        if len(possible) > 1 and not everything:
            raise Refusal("resume-which")
        return (everything or possible)[0]

    def _own(self, coordinator: Coordinator) -> tuple[Place, ...]:
        return (CountryPlace(),) if coordinator.is_operator else places_of(coordinator, self._finder)

    def _ensure_no_code(self, typed: str) -> None:
        """One alert is retracted; a halt is of all that names a place."""
        code = read_code(typed)
        if code is not None and not isinstance(self._finder.resolve(typed), Found):
            raise Refusal("halt-of-a-code", code=code)

    def _named(self, typed: str) -> tuple[Place, ...]:
        if not typed:
            return ()
        found = self._finder.resolve(typed)
        ensure_one_place(typed, found, self._finder)
        if not isinstance(found, Found):
            raise Refusal("place-not-clear", typed=typed)
        return (found.place,)
