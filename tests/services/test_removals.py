"""Removing places: one's own are meant first, and what waited only for them is not sent."""

import pytest

from bot.domain.calendar import Scope
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import CityPlace
from bot.services.leaving import Leaving
from bot.services.preferences import Preferences
from bot.services.removals import NotFollowed, Removals, Removed, Undone, WhichOwn
from bot.services.subscriptions import Subscriptions
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, SEATTLE, TACOMA, an_entry
from tests.services.people import PERSON, Checkpoints, Outbox, rows_about_people

TACOMA_KEY, HOUSTON_KEY = f"c{TACOMA.id}", f"c{HOUSTON.id}"


@pytest.fixture(autouse=True)
async def two_places(subscriptions: Subscriptions) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma 50")
    await subscriptions.add_typed(PERSON, "Houston")


@pytest.mark.parametrize("typed", ["Houston", "houston tx", "Hosuton", "HOUSTON, Texas", "2", "#2"])
async def test_a_place_is_removed_by_its_name_nearly_its_name_or_its_number(
    removals: Removals, subscriptions: Subscriptions, typed: str
) -> None:
    assert await removals.remove_typed(PERSON.id, typed) == Removed(CityPlace(HOUSTON), last=False)
    assert await subscriptions.followed(PERSON.id) == (CityPlace(TACOMA, 50),)


async def test_the_last_place_leaves_the_settings(removals: Removals, preferences: Preferences) -> None:
    await removals.remove(PERSON.id, TACOMA_KEY)
    assert await removals.remove(PERSON.id, HOUSTON_KEY) == Removed(CityPlace(HOUSTON), last=True)
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    assert profile.places == ()


async def test_a_choice_is_made_among_ones_own_places_only(removals: Removals) -> None:
    assert await removals.remove_typed(PERSON.id, "Portville") == WhichOwn(
        (CityPlace(TACOMA, 50), CityPlace(HOUSTON)), understood=True
    )
    await removals.remove(PERSON.id, HOUSTON_KEY)
    assert await removals.remove_typed(PERSON.id, "Portville") == Removed(CityPlace(TACOMA, 50), last=True)


async def test_what_is_not_followed_is_not_removed(removals: Removals, subscriptions: Subscriptions) -> None:
    assert await removals.remove_typed(PERSON.id, "Seattle") == NotFollowed(CityPlace(SEATTLE))
    for typed in ("xyzzy", "3", "0"):
        assert await removals.remove_typed(PERSON.id, typed) == WhichOwn(
            (CityPlace(TACOMA, 50), CityPlace(HOUSTON)), understood=False
        )
    assert len(await subscriptions.followed(PERSON.id)) == 2


async def test_an_undo_brings_the_place_back_as_it_was(
    removals: Removals, subscriptions: Subscriptions
) -> None:
    await removals.remove(PERSON.id, TACOMA_KEY)
    restored = await subscriptions.restore(PERSON.id, TACOMA_KEY, 50)
    assert not restored.followed
    assert set(await subscriptions.followed(PERSON.id)) == {CityPlace(TACOMA, 50), CityPlace(HOUSTON)}


async def test_only_what_rests_on_nothing_else_is_cancelled(
    removals: Removals, preferences: Preferences, outbox: Outbox, transactions: SqlTransactions
) -> None:
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    entry = an_entry()
    async with transactions.write() as tx:
        await tx.calendar.put_all([entry])
    tacoma = await outbox.hold(profile.subscriber, [TACOMA_KEY], [entry])
    both = await outbox.hold(profile.subscriber, [TACOMA_KEY, HOUSTON_KEY], [entry])
    houston = await outbox.hold(profile.subscriber, [HOUSTON_KEY], [entry])
    await removals.remove(PERSON.id, TACOMA_KEY)
    assert await outbox.states() == {tacoma: "cancelled", both: "pending", houston: "pending"}
    await removals.remove(PERSON.id, HOUSTON_KEY)
    assert set((await outbox.states()).values()) == {"cancelled"}


async def test_a_second_press_on_remove_has_no_effect(removals: Removals) -> None:
    await removals.remove(PERSON.id, HOUSTON_KEY)
    for press in (
        removals.remove(PERSON.id, HOUSTON_KEY),
        removals.undo_add(PERSON.id, HOUSTON_KEY, first=True),
    ):
        with pytest.raises(StaleButton):
            await press


async def test_undoing_a_later_add_keeps_the_rest(removals: Removals, subscriptions: Subscriptions) -> None:
    assert await removals.undo_add(PERSON.id, HOUSTON_KEY, first=False) == Undone(
        CityPlace(HOUSTON), erased=False, last=False
    )
    assert await subscriptions.followed(PERSON.id) == (CityPlace(TACOMA, 50),)


async def test_undoing_the_first_add_keeps_nothing(
    removals: Removals, leaving: Leaving, transactions: SqlTransactions, checkpoints: Checkpoints
) -> None:
    await removals.undo_add(PERSON.id, HOUSTON_KEY, first=False)
    assert await removals.undo_add(PERSON.id, TACOMA_KEY, first=True) == Undone(
        CityPlace(TACOMA, 50), erased=True, last=True
    )
    assert await rows_about_people(transactions) == 0
    assert checkpoints.times == 1
    assert not await leaving.is_stored(PERSON.id)


async def test_an_old_undo_erases_nobody_who_has_another_place(
    removals: Removals, subscriptions: Subscriptions
) -> None:
    assert not (await removals.undo_add(PERSON.id, TACOMA_KEY, first=True)).erased
    assert await subscriptions.followed(PERSON.id) == (CityPlace(HOUSTON),)


async def test_who_keeps_nothing_here_removes_nothing(removals: Removals, leaving: Leaving) -> None:
    await leaving.erase(PERSON.id)
    with pytest.raises(Refusal, match="not-subscribed"):
        await removals.remove_typed(PERSON.id, "Tacoma")
    for press in (
        removals.remove(PERSON.id, TACOMA_KEY),
        removals.undo_add(PERSON.id, TACOMA_KEY, first=True),
    ):
        with pytest.raises(StaleButton):
            await press


async def test_days_of_action_wait_on_as_long_as_a_kept_place_holds_them(
    removals: Removals, preferences: Preferences, outbox: Outbox, transactions: SqlTransactions
) -> None:
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    entry = an_entry(scope=Scope.NATIONAL)
    async with transactions.write() as tx:
        await tx.calendar.put_all([entry])
    nationwide = await outbox.hold(profile.subscriber, ["us"], [entry])
    in_texas = await outbox.hold(profile.subscriber, ["sTX"], [entry])
    in_washington = await outbox.hold(profile.subscriber, ["sWA"], [entry])
    await removals.remove(PERSON.id, TACOMA_KEY)
    assert await outbox.states() == {nationwide: "pending", in_texas: "pending", in_washington: "cancelled"}
