"""Leaving is at once: silence with a way back, erasure without one, and a copy of what is kept."""

import json
from datetime import date, datetime, timedelta

import pytest

from bot.domain.broadcast import DeliveryState
from bot.domain.calendar import Entry
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import CityPlace
from bot.domain.subscriber import OwnPlace, Subscriber, SubscriberStatus
from bot.services.leaving import Leaving, Resumed
from bot.services.own_data import OwnData
from bot.services.preferences import Preferences
from bot.services.subscriptions import Subscriptions
from storage.transactions import SqlTransactions
from tests.builders import NOW, TACOMA, an_entry
from tests.services.people import GROUP, PERSON, Checkpoints, Outbox, StandingClock, rows_about_people
from tests.services.tiny_places import TinyPlaces


@pytest.fixture
async def entry(transactions: SqlTransactions) -> Entry:
    entry = an_entry()
    async with transactions.write() as tx:
        await tx.calendar.put_all([entry])
    return entry


@pytest.fixture(autouse=True)
async def subscriber(subscriptions: Subscriptions, preferences: Preferences) -> Subscriber:
    await subscriptions.add_typed(PERSON, "Tacoma")
    await subscriptions.add_typed(GROUP, "Houston")
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    return profile.subscriber


async def status(preferences: Preferences) -> SubscriberStatus:
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    return profile.subscriber.status


async def test_stop_cancels_what_waits_and_keeps_the_places(
    leaving: Leaving, outbox: Outbox, subscriber: Subscriber, preferences: Preferences, entry: Entry
) -> None:
    waiting = await outbox.hold(subscriber, ["us"], [entry])
    sent = await outbox.hold(subscriber, ["us"], [entry], DeliveryState.SENT)
    await leaving.stop(PERSON.id)
    assert await outbox.states() == {waiting: "cancelled", sent: "sent"}
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    assert profile.subscriber.status is SubscriberStatus.STOPPED
    assert profile.subscriber.stopped_on == date(2026, 2, 3)
    assert profile.places == (OwnPlace(CityPlace(TACOMA)),)


async def test_a_second_stop_does_not_prolong_the_keeping(
    leaving: Leaving, clock: StandingClock, preferences: Preferences
) -> None:
    await leaving.stop(PERSON.id)
    clock.at = NOW + timedelta(days=5)
    with pytest.raises(Refusal, match="already-stopped"):
        await leaving.stop(PERSON.id)
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    assert profile.subscriber.stopped_on == date(2026, 2, 3)


async def test_resuming_brings_the_places_back(leaving: Leaving, preferences: Preferences) -> None:
    await leaving.stop(PERSON.id)
    assert await leaving.resume(PERSON.id) == Resumed((CityPlace(TACOMA),))
    assert await leaving.resume(PERSON.id) == Resumed((CityPlace(TACOMA),))
    assert await status(preferences) is SubscriberStatus.ACTIVE


async def test_who_keeps_nothing_here_neither_stops_nor_resumes(leaving: Leaving) -> None:
    await leaving.erase(PERSON.id)
    for change in (leaving.stop(PERSON.id), leaving.resume(PERSON.id)):
        with pytest.raises(Refusal, match="not-subscribed"):
            await change


async def test_a_blocked_chat_waits_and_comes_back_with_its_places(
    leaving: Leaving, outbox: Outbox, subscriber: Subscriber, preferences: Preferences, entry: Entry
) -> None:
    waiting = await outbox.hold(subscriber, ["us"], [entry])
    await leaving.suspend(PERSON.id)
    assert await status(preferences) is SubscriberStatus.SUSPENDED
    assert await outbox.states() == {waiting: "cancelled"}
    await leaving.readmit(PERSON.id)
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    assert profile.subscriber == subscriber
    assert profile.places == (OwnPlace(CityPlace(TACOMA)),)


async def test_unblocking_does_not_undo_a_stop(leaving: Leaving, preferences: Preferences) -> None:
    await leaving.stop(PERSON.id)
    await leaving.suspend(PERSON.id)
    await leaving.readmit(PERSON.id)
    assert await status(preferences) is SubscriberStatus.STOPPED


async def test_an_unknown_chat_that_comes_or_goes_leaves_no_trace(
    leaving: Leaving, transactions: SqlTransactions
) -> None:
    before = await rows_about_people(transactions)
    stranger = ChatId(4711)
    await leaving.suspend(stranger)
    await leaving.readmit(stranger)
    assert await rows_about_people(transactions) == before


@pytest.mark.parametrize("before", ["active", "stopped", "suspended"])
async def test_erasing_takes_everything_of_this_chat_and_nothing_of_others(
    leaving: Leaving,
    transactions: SqlTransactions,
    outbox: Outbox,
    subscriber: Subscriber,
    subscriptions: Subscriptions,
    entry: Entry,
    checkpoints: Checkpoints,
    before: str,
) -> None:
    await outbox.hold(subscriber, ["us"], [entry])
    await outbox.hold(subscriber, ["us"], [entry], DeliveryState.SENT)
    async with transactions.write() as tx:
        await tx.subscribers.mute(subscriber.id, entry.id)
    if before == "stopped":
        await leaving.stop(PERSON.id)
    if before == "suspended":
        await leaving.suspend(PERSON.id)
    assert await leaving.erase(PERSON.id)
    assert await rows_about_people(transactions) == 2
    assert len(await subscriptions.followed(GROUP.id)) == 1
    assert await outbox.totals() == [{"cancelled": 1}, {"sent": 1}]
    assert checkpoints.times == 1


async def test_erasing_twice_is_no_error(leaving: Leaving) -> None:
    assert await leaving.erase(PERSON.id)
    assert not await leaving.erase(PERSON.id)
    assert not await leaving.is_stored(PERSON.id)


class Days:
    """Real time as the export's limit sees it."""

    def __init__(self) -> None:
        self.at = datetime.fromisoformat("2030-01-01T00:00:00+00:00")

    def __call__(self) -> datetime:
        return self.at


@pytest.fixture
def days() -> Days:
    return Days()


@pytest.fixture
def own_data(transactions: SqlTransactions, clock: StandingClock, days: Days) -> OwnData:
    return OwnData(transactions, TinyPlaces(), clock, days)


async def test_the_copy_holds_all_that_is_kept_and_nothing_of_others(
    own_data: OwnData,
    transactions: SqlTransactions,
    outbox: Outbox,
    subscriber: Subscriber,
    entry: Entry,
) -> None:
    await outbox.hold(subscriber, ["us"], [entry], DeliveryState.SENT)
    async with transactions.write() as tx:
        await tx.subscribers.mute(subscriber.id, entry.id)
    exported = await own_data.export(PERSON.id)
    assert exported is not None
    document = json.loads(exported)
    assert document["settings"]["kind"] == "private"
    assert document["settings"]["consent_on"] == "2026-02-03"
    assert document["settings"]["id"] == subscriber.id
    assert [(place["name"], place["radius"]) for place in document["places"]] == [("Tacoma, WA", 25)]
    assert [row["code"] for row in document["muted"]] == [entry.code]
    (alert,) = document["alerts"]
    assert (alert["alert"], alert["state"], alert["codes"]) == ("brief", "sent", [entry.code])
    assert b"Houston" not in exported
    assert str(PERSON.id).encode() not in exported


async def test_a_copy_is_given_once_a_day(own_data: OwnData, days: Days) -> None:
    assert await own_data.export(PERSON.id)
    with pytest.raises(Refusal, match="export-once-a-day"):
        await own_data.export(PERSON.id)
    assert await own_data.export(GROUP.id)
    days.at += timedelta(days=1)
    assert await own_data.export(PERSON.id)


async def test_there_is_no_copy_of_nothing(own_data: OwnData, leaving: Leaving) -> None:
    await leaving.erase(PERSON.id)
    assert await own_data.export(PERSON.id) is None
