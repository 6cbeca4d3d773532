"""The whole of it at once: 1,000 told, some gone since, some come since; a cancellation and the cards."""

import time
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from itertools import count

from sqlalchemy import insert

from bot.domain.broadcast import Alert, Sent
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.domain.ids import ChatId
from bot.domain.places import City
from bot.domain.subscriber import Subscriber, SubscriberStatus
from bot.services.notices import Notices
from storage import tables
from storage.cipher import ChatCipher
from tests.broadcast.outbox_world import ScriptedWire, until_idle
from tests.broadcast.outbox_world import World as SendingWorld
from tests.broadcast.planner.world import PLACES, World
from tests.builders import HOUSTON, TACOMA, a_subscriber, an_entry

SATURDAY = date(2026, 2, 7)


async def test_a_cancellation_reaches_970_of_1000_told_and_the_cards_of_those_told_are_edited(
    world: World, cipher: ChatCipher
) -> None:
    people = [a_subscriber(number + 1) for number in range(1540)]
    first, after, elsewhere = people[:1000], people[1000:1040], people[1040:]
    moved, blocked, stopped, deleted = first[:100], first[100:150], first[150:160], first[160:170]
    rally = an_entry(TACOMA, SATURDAY, "14:00", venue="Harbor Plaza")
    await world.put(rally)
    await _follow(world, first, TACOMA)
    await _follow(world, elsewhere, HOUSTON)
    wire = NumberingWire()
    await world.begin("2026-02-06 17:00")
    await world.go_to("2026-02-06 18:00")
    await _send(world, cipher, wire)
    assert sorted(wire.chats_sent) == _chats(first)
    cards = dict(wire.numbers)
    wire.forget()
    await _follow(world, after, TACOMA)
    await _leave(world, moved, blocked, stopped, deleted)

    begun = time.perf_counter()
    assert await _cancel(world, rally) == 970
    assert time.perf_counter() - begun < 1
    await _send(world, cipher, wire)

    there = [*moved, *first[170:]]
    assert sorted(wire.chats_sent) == _chats([*there, *after])
    assert sorted((chat, number) for chat, number, _ in wire.edited) == [
        (chat, cards[chat]) for chat in _chats(there)
    ]
    wire.forget()
    assert await _cancel(world, rally) == 0
    await _send(world, cipher, wire)
    assert (wire.chats_sent, wire.edited) == ([], [])
    async with world.transactions.read() as tx:
        totals = [one for one in await tx.broadcasts.totals() if one.alert is Alert.CANCELLATION]
        assert [one.planned for one in totals] == [970]
        assert await tx.cards.count() == 0


class NumberingWire(ScriptedWire):
    """Gives each message a number of its own, as Telegram does."""

    def __init__(self) -> None:
        numbers = count(1)
        super().__init__(lambda chat, _: Sent(self.numbers.setdefault(chat, next(numbers))))
        self.numbers: dict[ChatId, int] = {}

    @property
    def chats_sent(self) -> list[ChatId]:
        return [chat for chat, _, _ in self.sent]

    def forget(self) -> None:
        self.sent.clear()
        self.edited.clear()


def _chats(people: Sequence[Subscriber]) -> list[ChatId]:
    return sorted(person.chat_id for person in people)


async def _send(world: World, cipher: ChatCipher, wire: ScriptedWire) -> None:
    sending = SendingWorld(world.transactions, cipher)
    async with sending.sending(wire, rate=100_000, clock=world.clock) as outbox:
        await until_idle(outbox, 60)


async def _cancel(world: World, entry: Entry) -> int:
    async with world.transactions.write() as tx:
        before = (await tx.calendar.by_ids([entry.id]))[entry.id]
        after = revised(before, replace(before, status=Status.CANCELLED), 2, world.clock.now())
        return await Notices(PLACES.get, world.clock).publish(tx, after)


async def _follow(world: World, people: Sequence[Subscriber], city: City) -> None:
    async with world.transactions.write() as tx:
        for person in people:
            await tx.subscribers.add(person)
        await tx.planning._connection.execute(
            insert(tables.subscription),
            [{"subscriber_id": person.id, "place_key": f"c{city.id}", "radius": 25} for person in people],
        )


async def _leave(
    world: World,
    moved: Sequence[Subscriber],
    blocked: Sequence[Subscriber],
    stopped: Sequence[Subscriber],
    deleted: Sequence[Subscriber],
) -> None:
    async with world.transactions.write() as tx:
        for person in moved:
            await tx.subscribers.drop_subscription(person.id, f"c{TACOMA.id}")
        for person in blocked:
            await tx.subscribers.save(replace(person, status=SubscriberStatus.SUSPENDED))
        for person in stopped:
            await tx.subscribers.save(replace(person, status=SubscriberStatus.STOPPED))
        for person in deleted:
            await tx.subscribers.erase(person.id)
