"""What is put into the database comes back as the same domain values."""

from datetime import date

from bot.domain.calendar import Scope
from bot.domain.places import Coordinates
from bot.domain.subscriber import SubscriberStatus, Subscription
from bot.services.ports.calendar import Around, InState
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, SEATTLE, TACOMA, a_subscriber, an_entry


async def test_an_entry_comes_back_equal_and_loading_twice_changes_nothing(
    transactions: SqlTransactions,
) -> None:
    entries = [an_entry(at="14:00", organizers=("Harbor Neighbors",)), an_entry(HOUSTON)]
    async with transactions.write() as tx:
        assert await tx.calendar.put_all(entries) == 2
    async with transactions.write() as tx:
        assert await tx.calendar.put_all(entries) == 0
    async with transactions.read() as tx:
        assert await tx.calendar.by_code(entries[0].code) == entries[0]
        assert set((await tx.calendar.by_ids([entry.id for entry in entries])).values()) == set(entries)


async def test_a_circle_holds_what_is_near_and_nothing_far(transactions: SqlTransactions) -> None:
    near, far = an_entry(SEATTLE), an_entry(HOUSTON)
    async with transactions.write() as tx:
        await tx.calendar.put_all([near, far])
        circle = Around(Coordinates(TACOMA.coordinates.latitude, TACOMA.coordinates.longitude), 50)
        found = await tx.calendar.listed(near.listed_at, date(2026, 2, 1), date(2026, 2, 9), circle)
    assert found == (near,)


async def test_a_state_holds_its_own_and_what_is_nationwide(transactions: SqlTransactions) -> None:
    here, elsewhere = an_entry(SEATTLE), an_entry(HOUSTON)
    nationwide = an_entry(None, scope=Scope.NATIONAL)
    statewide = an_entry(None, scope=Scope.STATE, state="WA")
    foreign = an_entry(None, scope=Scope.STATE, state="TX")
    async with transactions.write() as tx:
        await tx.calendar.put_all([here, elsewhere, nationwide, statewide, foreign])
        found = await tx.calendar.listed(here.listed_at, date(2026, 2, 1), date(2026, 2, 9), InState("WA"))
    assert set(found) == {here, nationwide, statewide}


async def test_what_is_announced_later_is_not_listed_yet(transactions: SqlTransactions) -> None:
    later = an_entry(on=date(2026, 2, 17))
    async with transactions.write() as tx:
        await tx.calendar.put_all([later])
        assert await tx.calendar.listed(NOW, date(2026, 2, 1), date(2026, 3, 1)) == ()
        assert not await tx.calendar.has_ahead(NOW)
        assert await tx.calendar.has_ahead(later.listed_at)


async def test_a_subscriber_and_places_come_back_equal(transactions: SqlTransactions) -> None:
    subscriber = a_subscriber(quiet=None)
    subscription = Subscription(subscriber.id, "c5812944", 25)
    async with transactions.write() as tx:
        await tx.subscribers.add(subscriber)
        await tx.subscribers.put_subscription(subscription)
    async with transactions.read() as tx:
        assert await tx.subscribers.by_chat(subscriber.chat_id) == subscriber
        assert await tx.subscribers.subscriptions(subscriber.id) == (subscription,)


async def test_erasing_leaves_no_row(transactions: SqlTransactions) -> None:
    subscriber = a_subscriber()
    async with transactions.write() as tx:
        await tx.subscribers.add(subscriber)
        await tx.subscribers.put_subscription(Subscription(subscriber.id, "us"))
        await tx.subscribers.erase(subscriber.id)
    async with transactions.read() as tx:
        assert await tx.subscribers.by_chat(subscriber.chat_id) is None
        assert await tx.subscribers.subscriptions(subscriber.id) == ()


async def test_who_left_is_erased_after_the_days_kept_and_nobody_else(transactions: SqlTransactions) -> None:
    stopped = a_subscriber(status=SubscriberStatus.STOPPED, stopped_on=date(2026, 2, 1))
    suspended = a_subscriber(status=SubscriberStatus.SUSPENDED, stopped_on=date(2026, 2, 1))
    recent = a_subscriber(status=SubscriberStatus.STOPPED, stopped_on=date(2026, 2, 2))
    active = a_subscriber()
    async with transactions.write() as tx:
        for subscriber in (stopped, suspended, recent, active):
            await tx.subscribers.add(subscriber)
        assert await tx.subscribers.erase_left_before(date(2026, 2, 2)) == 2
    async with transactions.read() as tx:
        left = [await tx.subscribers.by_chat(one.chat_id) for one in (stopped, suspended, recent, active)]
    assert left == [None, None, recent, active]
