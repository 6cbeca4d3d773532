"""Three readers of a week or more stop what is still being sent; nobody else stops anything."""

from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import select, update

from bot.domain.announcement import Purpose
from bot.domain.audit import Act
from bot.domain.broadcast import BroadcastState, DeliveryState
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator, Role
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.limits import Flagged, Reason
from bot.domain.subscriber import ChatKind, Subscriber, SubscriberStatus
from bot.services.flagging import Flagging
from bot.services.housekeeping import Housekeeping
from bot.services.leaving import Leaving
from storage import tables
from storage.tables_of_coordinators import flag
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, TACOMA, a_subscriber
from tests.services.people import Checkpoints
from tests.services.review_world import ReviewWorld
from tests.services.tiny_places import TinyPlaces

WEEK_AGO = (NOW - timedelta(days=7)).date()


@dataclass
class World(ReviewWorld):
    real: datetime = datetime(2026, 2, 3, tzinfo=UTC)
    readers: list[Subscriber] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__post_init__()
        self.flagging = Flagging(self.transactions, TinyPlaces(), self.clock, lambda: self.real)

    async def reader(self, **facts: object) -> ChatId:
        known = {"consent_on": WEEK_AGO, "status": SubscriberStatus.ACTIVE}
        person = replace(a_subscriber(), **(known | facts))  # type: ignore[arg-type]
        async with self.transactions.write() as tx:
            await tx.subscribers.add(person)
        return person.chat_id

    async def stored(self) -> int:
        async with self.transactions.read() as tx:
            return len((await tx.planning._connection.execute(select(flag))).all())

    async def state(self) -> tuple[str, str | None]:  # type: ignore[override]
        async with self.transactions.read() as tx:
            last = (await tx.broadcasts.totals())[-1]
        return last.state, last.reason


@pytest.fixture
async def world(transactions: SqlTransactions) -> World:
    return World(transactions)


async def sent(world: World) -> tuple[Coordinator, Coordinator, Entry]:
    """Something new on its way to three."""
    await world.followers(3)
    author, approver = await world.coordinator(), await world.coordinator()
    announcement = await world.submitted(author)
    await world.approve(approver, announcement)
    return author, approver, await world.entry(announcement.code)


async def flagged(world: World, entry: Entry, readers: int = 3, **facts: object) -> Flagged:
    last = Flagged(entry)
    for _ in range(readers):
        last = await world.flagging.report(await world.reader(**facts), entry.code)
    return last


async def test_the_third_flag_holds_what_is_on_its_way_and_pages_once(world: World) -> None:
    author, approver, entry = await sent(world)
    operator = await world.coordinator(role=Role.OPERATOR)
    await world.coordinator(TACOMA)
    assert await flagged(world, entry, 2) == Flagged(entry)
    assert (await world.state())[0] == BroadcastState.QUEUED
    third = await flagged(world, entry, 1)
    assert third.held
    assert {each.id for each in third.page} == {author.id, approver.id, operator.id}
    assert await world.state() == (BroadcastState.HELD, Reason.FLAGS)
    assert (await world.acts())[-1] == ("bot", Act.HELD)
    assert await flagged(world, entry, 4) == Flagged(entry)
    await world.holds.release(operator.chat_id, (await world.holds.waiting())[0].hold.id)
    await flagged(world, entry, 2)
    assert (await world.state())[0] == BroadcastState.QUEUED


@pytest.mark.parametrize(
    "facts",
    [
        {"consent_on": WEEK_AGO + timedelta(days=1)},
        {"consent_on": NOW.date()},
        {"status": SubscriberStatus.STOPPED},
        {"kind": ChatKind.SUPERGROUP},
    ],
)
async def test_a_burst_of_others_stops_nothing_and_nothing_of_them_is_kept(
    world: World, facts: dict[str, object]
) -> None:
    _, _, entry = await sent(world)
    assert await flagged(world, entry, 30, **facts) == Flagged(entry)
    assert await world.stored() == 0
    assert (await world.state())[0] == BroadcastState.QUEUED
    await flagged(world, entry, 2)
    assert (await world.state())[0] == BroadcastState.QUEUED


async def test_strangers_get_the_same_answer(world: World) -> None:
    _, _, entry = await sent(world)
    for number in range(10):
        assert await world.flagging.report(ChatId(9_900_000 + number), entry.code) == Flagged(entry)
    assert await world.stored() == 0


async def test_one_chat_counts_once_and_may_take_it_back(world: World) -> None:
    _, _, entry = await sent(world)
    chat = await world.reader()
    for _ in range(5):
        await world.flagging.report(chat, entry.code)
    assert await world.stored() == 1
    assert await world.flagging.typed(chat, f"{entry.code} off") == entry
    assert await world.stored() == 0
    await flagged(world, entry, 2)
    assert (await world.state())[0] == BroadcastState.QUEUED


async def test_three_alerts_a_day_and_the_same_again_is_no_other(world: World) -> None:
    _, _, entry = await sent(world)
    others = []
    for _ in range(3):
        world.clock.at += timedelta(minutes=11)
        author = await world.coordinator()
        another = await world.submitted(author)
        await world.approve(await world.coordinator(), another)
        others.append(await world.entry(another.code))
    chat = await world.reader()
    for each in (entry, *others[:2], entry):
        await world.flagging.report(chat, each.code)
    with pytest.raises(Refusal, match="report-enough"):
        await world.flagging.report(chat, others[2].code)
    assert await world.stored() == 3
    world.real += timedelta(days=1)
    await world.flagging.report(chat, others[2].code)
    assert await world.stored() == 4


async def test_what_was_sent_already_is_paged_without_a_hold(world: World) -> None:
    author, _, entry = await sent(world)
    async with world.transactions.write() as tx:
        await tx.planning._connection.execute(update(tables.delivery).values(state=DeliveryState.SENT))
    third = await flagged(world, entry)
    assert (third.held, author in third.page) == (False, True)


async def test_a_cancellation_on_its_way_is_not_stopped(world: World) -> None:
    author, approver, entry = await sent(world)
    await world.approve(approver, await world.proposed(author, entry, Purpose.CANCEL))
    third = await flagged(world, entry)
    assert third.page
    assert not third.held
    assert (await world.state())[0] == BroadcastState.QUEUED


@pytest.mark.parametrize(("typed", "refused"), [("", "code-missing"), ("ZZZZ", "code-unknown")])
async def test_what_names_no_alert_is_asked_about(world: World, typed: str, refused: str) -> None:
    with pytest.raises(Refusal, match=refused):
        await world.flagging.typed(await world.reader(), typed)


async def test_flags_go_with_the_action_and_at_once_with_their_chat(world: World) -> None:
    _, _, entry = await sent(world)
    await flagged(world, entry, 2)
    leaving = Leaving(world.transactions, TinyPlaces(), world.clock, Checkpoints())
    chat = await world.reader()
    await world.flagging.report(chat, entry.code)
    async with world.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(chat)
        assert subscriber is not None
        assert (await tx.subscribers.export(subscriber.id))["reported"] == [
            {"code": entry.code, "entry_id": entry.id}
        ]
    await leaving.erase(chat)
    assert await world.stored() == 2
    housekeeping = Housekeeping(world.transactions, world.clock, Checkpoints())
    await housekeeping()
    assert await world.stored() == 2
    world.clock.at = entry.over_at
    await housekeeping()
    assert await world.stored() == 0
    with pytest.raises(Refusal, match="action-over"):
        await world.flagging.report(await world.reader(), entry.code)


async def test_what_is_stored_of_a_reader_cannot_be_matched_with_the_other_tables(world: World) -> None:
    _, _, entry = await sent(world)
    await flagged(world, entry, 2)
    async with world.transactions.read() as tx:
        flags = {row.chat for row in await tx.planning._connection.execute(select(flag.c.chat))}
        people = {row.chat for row in await tx.planning._connection.execute(select(tables.subscriber.c.chat))}
    assert len(flags) == 2
    assert not flags & people
    assert HOUSTON.id == entry.city_id
