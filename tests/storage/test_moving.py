"""Two rows of one group become one: nothing that was chosen is lost, nothing is sent twice."""

from dataclasses import replace
from datetime import date

import pytest

from bot.domain.broadcast import DeliveryState
from bot.domain.calendar import Entry
from bot.domain.ids import ChatId
from bot.domain.subscriber import ChatKind, Language, Subscriber, SubscriberStatus, Subscription
from storage.transactions import SqlTransactions
from tests.builders import a_subscriber, an_entry
from tests.services.people import Outbox

OLD, NEW = ChatId(-500), ChatId(-1_000_500)
STOPPED, SUSPENDED = SubscriberStatus.STOPPED, SubscriberStatus.SUSPENDED


@pytest.fixture
def outbox(transactions: SqlTransactions) -> Outbox:
    return Outbox(transactions)


@pytest.fixture
async def entry(transactions: SqlTransactions) -> Entry:
    entry = an_entry()
    async with transactions.write() as tx:
        await tx.calendar.put_all([entry])
    return entry


async def put(transactions: SqlTransactions, chat: ChatId, place: str, **facts: object) -> Subscriber:
    group = a_subscriber(chat, kind=ChatKind.GROUP, **facts)
    async with transactions.write() as tx:
        await tx.subscribers.add(group)
        await tx.subscribers.put_subscription(Subscription(group.id, place, 25))
    return group


async def moved(transactions: SqlTransactions) -> Subscriber:
    async with transactions.write() as tx:
        await tx.subscribers.move(OLD, NEW)
        assert await tx.subscribers.by_chat(OLD) is None
        there = await tx.subscribers.by_chat(NEW)
    assert there is not None
    return there


async def places(transactions: SqlTransactions, group: Subscriber) -> set[str]:
    async with transactions.read() as tx:
        return {row.place_key for row in await tx.subscribers.subscriptions(group.id)}


async def test_alone_it_keeps_its_row_and_all_of_it(transactions: SqlTransactions) -> None:
    old = await put(transactions, OLD, "c1", language=Language.ES, brief=False)
    assert await moved(transactions) == replace(old, chat_id=NEW, kind=ChatKind.SUPERGROUP)
    assert await moved(transactions) == replace(old, chat_id=NEW, kind=ChatKind.SUPERGROUP)


async def test_nobody_moves_where_nothing_is_kept(transactions: SqlTransactions) -> None:
    async with transactions.write() as tx:
        await tx.subscribers.move(OLD, NEW)
        assert await tx.subscribers.by_chat(NEW) is None


async def test_together_the_older_settings_and_the_places_of_both_stay(
    transactions: SqlTransactions,
) -> None:
    old = await put(transactions, OLD, "c1", language=Language.ES, quiet=None, home_zone="America/Chicago")
    new = await put(transactions, NEW, "c2", thread=9)
    assert await moved(transactions) == replace(
        old, id=new.id, chat_id=NEW, kind=ChatKind.GROUP, thread=9, consent_on=old.consent_on
    )
    assert await places(transactions, new) == {"c1", "c2"}


@pytest.mark.parametrize(
    ("old", "new", "after"),
    [
        ({"status": SUSPENDED, "stopped_on": date(2026, 2, 1)}, {}, SubscriberStatus.ACTIVE),
        ({}, {"status": SUSPENDED, "stopped_on": date(2026, 2, 1)}, SubscriberStatus.ACTIVE),
        ({}, {"status": STOPPED, "stopped_on": date(2026, 2, 1)}, STOPPED),
        ({"status": STOPPED, "stopped_on": date(2026, 2, 1)}, {}, SubscriberStatus.ACTIVE),
    ],
)
async def test_a_stop_in_the_new_chat_holds_and_else_alerts_go_on(
    transactions: SqlTransactions,
    outbox: Outbox,
    entry: Entry,
    old: dict[str, object],
    new: dict[str, object],
    after: SubscriberStatus,
) -> None:
    leaving = await put(transactions, OLD, "c1", **old)
    there = await put(transactions, NEW, "c2", **new)
    waiting = await outbox.hold(leaving, ["c1"], [entry])
    assert (await moved(transactions)).status is after
    assert await places(transactions, there) == {"c1", "c2"}
    assert await outbox.states() == {waiting: "cancelled" if after is STOPPED else "pending"}


@pytest.mark.parametrize(
    ("status", "after"), [(SUSPENDED, SubscriberStatus.ACTIVE), (STOPPED, STOPPED)], ids=str
)
async def test_alone_it_is_reachable_again_unless_it_had_stopped(
    transactions: SqlTransactions, status: SubscriberStatus, after: SubscriberStatus
) -> None:
    await put(transactions, OLD, "c1", status=status, stopped_on=date(2026, 2, 1))
    assert (await moved(transactions)).status is after


@pytest.mark.parametrize(
    ("old", "new", "left"),
    [
        (DeliveryState.PENDING, DeliveryState.PENDING, "pending"),
        (DeliveryState.PENDING, DeliveryState.SENT, "sent"),
        (DeliveryState.SENT, DeliveryState.PENDING, "sent"),
        (DeliveryState.SENDING, DeliveryState.PENDING, "sending"),
        (DeliveryState.UNCERTAIN, DeliveryState.PENDING, "uncertain"),
    ],
)
async def test_of_a_broadcast_to_both_the_one_that_is_further_stays(
    transactions: SqlTransactions,
    outbox: Outbox,
    entry: Entry,
    old: DeliveryState,
    new: DeliveryState,
    left: str,
) -> None:
    leaving, there = await put(transactions, OLD, "c1"), await put(transactions, NEW, "c2")
    await outbox.hold(leaving, ["c1"], [entry], old)
    await outbox.also(there, new)
    await moved(transactions)
    assert list((await outbox.states()).values()) == [left]
    (counted,) = await outbox.totals()
    assert sum(counted.values()) == 1
