"""Adding places: the first one is the consent, and nothing is done that was not clearly asked for."""

from datetime import date

import pytest

from bot.domain.calendar import Scope
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import CityPlace, Coordinates
from bot.domain.subscriber import MOST_PLACES, Language, OwnPlace, SubscriberStatus, Subscription
from bot.services.leaving import Leaving
from bot.services.preferences import Preferences
from bot.services.questions import NoSuchPlace, WhichPlace
from bot.services.subscriptions import Added, AlreadyAdded, RadiusSet, Restored, Subscriptions
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, SEATTLE, TACOMA, an_entry
from tests.services.people import GROUP, PERSON, rows_about_people

TACOMA_KEY, HOUSTON_KEY = f"c{TACOMA.id}", f"c{HOUSTON.id}"


async def test_the_first_place_makes_a_subscriber_with_its_zone_and_language(
    subscriptions: Subscriptions, preferences: Preferences
) -> None:
    added = await subscriptions.add_typed(GROUP, "Houston")
    assert isinstance(added, Added)
    assert added.first
    profile = await preferences.profile(GROUP.id)
    assert profile is not None
    assert profile.subscriber == added.subscriber
    assert profile.subscriber.home_zone == "America/Chicago"
    assert profile.subscriber.language is Language.ES
    assert profile.subscriber.thread == 7
    assert profile.subscriber.consent_on == date(2026, 2, 3)
    assert profile.places == (OwnPlace(CityPlace(HOUSTON, 25)),)


async def test_a_second_place_changes_neither_zone_nor_consent(
    subscriptions: Subscriptions, preferences: Preferences
) -> None:
    first = await subscriptions.add_typed(PERSON, "Houston")
    second = await subscriptions.add_typed(PERSON, "Tacoma 50")
    assert isinstance(first, Added)
    assert isinstance(second, Added)
    assert not second.first
    assert second.subscriber == first.subscriber
    assert await subscriptions.followed(PERSON.id) == (CityPlace(HOUSTON, 25), CityPlace(TACOMA, 50))


async def test_the_runner_up_is_offered(subscriptions: Subscriptions) -> None:
    added = await subscriptions.add_typed(PERSON, "Tacoma")
    assert isinstance(added, Added)
    assert added.runner_up == CityPlace(SEATTLE)


@pytest.mark.parametrize(("typed", "key"), [("Texas", "sTX"), ("everywhere", "us")])
async def test_a_state_and_the_country_are_places_too(
    subscriptions: Subscriptions, typed: str, key: str
) -> None:
    added = await subscriptions.add_typed(PERSON, typed)
    assert isinstance(added, Added)
    assert added.place.key == key


async def test_what_is_unclear_adds_nothing(
    subscriptions: Subscriptions, transactions: SqlTransactions
) -> None:
    assert await subscriptions.add_typed(PERSON, "Portville 50") == WhichPlace(
        "Portville", (CityPlace(TACOMA, 50), CityPlace(HOUSTON, 50))
    )
    assert await subscriptions.add_typed(PERSON, "xyzzy") == NoSuchPlace("xyzzy", (CityPlace(TACOMA),))
    for typed in ("Tacoma and Seattle", "Tacoma y Seattle", "Tacoma, Houston", "Tacoma 30"):
        with pytest.raises(Refusal):
            await subscriptions.add_typed(PERSON, typed)
    assert await rows_about_people(transactions) == 0


@pytest.mark.parametrize("typed", ["Tacoma, WA", "Tacoma, Washington", "tacoma wa"])
async def test_a_city_with_its_state_is_one_place(subscriptions: Subscriptions, typed: str) -> None:
    assert isinstance(await subscriptions.add_typed(PERSON, typed), Added)


async def test_two_places_at_once_are_refused_with_the_first_to_type(subscriptions: Subscriptions) -> None:
    with pytest.raises(Refusal) as refused:
        await subscriptions.add_typed(PERSON, "Tacoma and Houston")
    assert refused.value.key == "one-place-at-a-time"
    assert refused.value.parameters == {"first": "Tacoma"}


async def test_adding_twice_says_so_and_changes_nothing(subscriptions: Subscriptions) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma 50")
    again = await subscriptions.add_typed(PERSON, "Tacoma")
    assert again == AlreadyAdded(CityPlace(TACOMA, 50))
    assert await subscriptions.followed(PERSON.id) == (CityPlace(TACOMA, 50),)


async def test_adding_with_another_radius_changes_the_radius(subscriptions: Subscriptions) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma")
    assert await subscriptions.add_typed(PERSON, "Tacoma 100") == RadiusSet(CityPlace(TACOMA, 100), 25)
    assert await subscriptions.followed(PERSON.id) == (CityPlace(TACOMA, 100),)


async def test_the_answer_lists_what_is_coming_near_and_nothing_else(
    subscriptions: Subscriptions, transactions: SqlTransactions
) -> None:
    near = an_entry(TACOMA, date(2026, 2, 5), "18:00")
    further = an_entry(TACOMA, date(2026, 2, 5), coordinates=Coordinates(47.98, -122.2))
    far = an_entry(HOUSTON, date(2026, 2, 5))
    over = an_entry(TACOMA, date(2026, 2, 2))
    later = an_entry(TACOMA, date(2026, 3, 5), announced_on=date(2026, 2, 1))
    unlisted = an_entry(TACOMA, date(2026, 2, 16))
    nationwide = an_entry(None, date(2026, 2, 6), scope=Scope.NATIONAL)
    elsewhere = an_entry(HOUSTON, date(2026, 2, 6), scope=Scope.STATE, state="TX")
    async with transactions.write() as tx:
        await tx.calendar.put_all([near, further, far, over, later, unlisted, nationwide, elsewhere])
    added = await subscriptions.add_typed(PERSON, "Tacoma")
    assert isinstance(added, Added)
    assert [item.entry for item in added.coming] == [near, nationwide]
    whole_state = await subscriptions.add_typed(PERSON, "Texas")
    assert isinstance(whole_state, Added)
    assert [item.entry for item in whole_state.coming] == [far, nationwide, elsewhere]


async def test_one_chat_has_a_limit_of_places(
    subscriptions: Subscriptions, transactions: SqlTransactions
) -> None:
    added = await subscriptions.add_typed(PERSON, "Tacoma")
    assert isinstance(added, Added)
    async with transactions.write() as tx:
        for number in range(MOST_PLACES - 1):
            await tx.subscribers.put_subscription(Subscription(added.subscriber.id, f"c{number}", 25))
    for change in (
        subscriptions.add_typed(PERSON, "Houston"),
        subscriptions.restore(PERSON.id, HOUSTON_KEY, 25),
    ):
        with pytest.raises(Refusal) as refused:
            await change
        assert refused.value.parameters == {"most": MOST_PLACES}
    assert isinstance(await subscriptions.add_typed(PERSON, "Tacoma"), AlreadyAdded)


async def test_adding_wakes_who_had_stopped_with_their_places(
    subscriptions: Subscriptions, preferences: Preferences, leaving: Leaving
) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma")
    await leaving.stop(PERSON.id)
    assert await subscriptions.add_typed(PERSON, "Tacoma") == AlreadyAdded(CityPlace(TACOMA), resumed=True)
    await leaving.stop(PERSON.id)
    added = await subscriptions.add_typed(PERSON, "Houston")
    assert isinstance(added, Added)
    assert added.resumed
    profile = await preferences.profile(PERSON.id)
    assert profile is not None
    assert profile.subscriber.status is SubscriberStatus.ACTIVE
    assert profile.subscriber.stopped_on is None
    assert len(profile.places) == 2


async def test_a_radius_is_changed_and_brought_back(subscriptions: Subscriptions) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma")
    assert await subscriptions.set_radius(PERSON.id, TACOMA_KEY, 100) == RadiusSet(CityPlace(TACOMA, 100), 25)
    assert await subscriptions.restore(PERSON.id, TACOMA_KEY, 25) == Restored(CityPlace(TACOMA, 25), True)
    assert await subscriptions.followed(PERSON.id) == (CityPlace(TACOMA, 25),)


async def test_buttons_of_old_screens_add_nothing_for_who_keeps_nothing_here(
    subscriptions: Subscriptions, transactions: SqlTransactions
) -> None:
    with pytest.raises(StaleButton):
        await subscriptions.restore(PERSON.id, TACOMA_KEY, 25)
    with pytest.raises(StaleButton):
        await subscriptions.set_radius(PERSON.id, TACOMA_KEY, 50)
    with pytest.raises(StaleButton):
        await subscriptions.add_key(PERSON, "c1", 0)
    assert await rows_about_people(transactions) == 0


async def test_a_made_up_radius_is_refused(subscriptions: Subscriptions) -> None:
    await subscriptions.add_typed(PERSON, "Tacoma")
    for change in (
        subscriptions.set_radius(PERSON.id, TACOMA_KEY, 4000),
        subscriptions.restore(PERSON.id, TACOMA_KEY, 4000),
        subscriptions.add_key(PERSON, TACOMA_KEY, 4000),
    ):
        with pytest.raises(Refusal, match="radius-not-offered"):
            await change


async def test_who_keeps_nothing_here_has_an_empty_list(subscriptions: Subscriptions) -> None:
    assert await subscriptions.followed(PERSON.id) == ()
