"""What the questions answer, on a real database and a handful of cities."""

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.calendar import Entry, Precision, Scope, Status
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import Code
from bot.domain.places import City, CityPlace, Coordinates
from bot.domain.questions import OWN, Answer, Question
from bot.domain.subscriber import Subscriber, SubscriberStatus, Subscription
from bot.services.questions import Checked, NoSuchPlace, PlaceNeeded, Questions, WhichPlace
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, SEATTLE, TACOMA, a_subscriber, an_entry
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces

FRIDAY = date(2026, 2, 6)
NOW = datetime(2026, 2, 6, 20, 0, tzinfo=UTC)
"""Friday noon in Tacoma."""
NORTH_OF_SEATTLE = replace(SEATTLE, coordinates=Coordinates(47.7, -122.33))
"""31 miles from Tacoma; Seattle itself is just within 25."""
NATIONAL = Scope.NATIONAL


@dataclass(frozen=True, slots=True)
class Setting:
    transactions: SqlTransactions
    questions: Questions
    clock: StandingClock

    async def holds(self, *entries: Entry) -> None:
        async with self.transactions.write() as tx:
            await tx.calendar.put_all(entries)

    async def follows(self, subscriber: Subscriber, *places: tuple[str, int]) -> Subscriber:
        async with self.transactions.write() as tx:
            await tx.subscribers.add(subscriber)
            for key, radius in places:
                await tx.subscribers.put_subscription(Subscription(subscriber.id, key, radius))
        return subscriber

    async def ask(self, question: Question, typed: str, subscriber: Subscriber | None = None) -> Answer:
        answer = await self.questions.ask(question, typed, subscriber)
        assert isinstance(answer, Answer)
        return answer


@pytest.fixture
def here(transactions: SqlTransactions) -> Setting:
    clock = StandingClock(NOW)
    return Setting(transactions, Questions(transactions, TinyPlaces(), clock), clock)


def entries(answer: Answer) -> list[Entry]:
    return [item.entry for item in answer.items]


def away(days: int) -> date:
    return FRIDAY + timedelta(days=days)


def listed(on: date, city: City | None = TACOMA, **facts: object) -> Entry:
    return an_entry(city, on, announced_on=FRIDAY - timedelta(days=3), **facts)  # type: ignore[arg-type]


def ended_this_morning() -> Entry:
    ten = datetime(2026, 2, 6, 10)  # noqa: DTZ001 - local, as entries have it
    return listed(FRIDAY, at="09:00", ends_at=ten)


async def test_near_looks_two_weeks_ahead_within_25_miles(here: Setting) -> None:
    today, last, beyond = listed(FRIDAY), listed(away(14)), listed(away(15))
    too_far = listed(FRIDAY, NORTH_OF_SEATTLE)
    await here.holds(last, beyond, too_far, today)
    answer = await here.ask(Question.NEAR, "tacoma")
    assert entries(answer) == [today, last]
    assert (answer.first, answer.last, answer.radius) == (FRIDAY, away(14), 25)
    assert entries(await here.ask(Question.NEAR, "Tacoma 50")) == [today, too_far, last]


async def test_near_is_sorted_by_start_and_then_distance(here: Setting) -> None:
    early, near = listed(away(1), at="10:00"), listed(away(1), at="14:00")
    farther = listed(away(1), SEATTLE, at="14:00")
    await here.holds(farther, near, early)
    answer = await here.ask(Question.NEAR, "Tacoma 50")
    assert entries(answer) == [early, near, farther]
    assert answer.items[1].miles == 0
    assert answer.items[2].miles == pytest.approx(25, abs=1)


async def test_week_is_seven_days_beginning_today(here: Setting) -> None:
    sixth, seventh = listed(away(6)), listed(away(7))
    await here.holds(sixth, seventh)
    answer = await here.ask(Question.WEEK, "Tacoma")
    assert entries(answer) == [sixth]
    assert answer.last - answer.first == timedelta(days=6)


async def test_today_is_the_places_own_day_and_marks_what_has_ended(here: Setting) -> None:
    over = ended_this_morning()
    running = listed(FRIDAY, at="11:00")
    await here.holds(over, running, listed(away(1)), listed(away(-1)))
    answer = await here.ask(Question.TODAY, "Tacoma")
    assert [(item.entry, item.ended) for item in answer.items] == [(over, True), (running, False)]
    here.clock.at = datetime(2026, 2, 7, 7, 30, tzinfo=UTC)
    assert entries(await here.ask(Question.TODAY, "Tacoma")) == [over, running], "23:30 is still that day"
    here.clock.at = datetime(2026, 2, 7, 8, 0, tzinfo=UTC)
    assert entries(await here.ask(Question.TODAY, "Tacoma")) != [over, running]


@pytest.mark.parametrize("question", [Question.WEEK, Question.NEAR])
async def test_what_is_coming_leaves_out_what_has_ended(here: Setting, question: Question) -> None:
    await here.holds(ended_this_morning())
    assert (await here.ask(question, "Tacoma")).items == ()


async def test_a_range_is_listed_on_each_of_its_days_once(here: Setting) -> None:
    days = listed(away(-2), ends_on=away(2), precision=Precision.RANGE)
    await here.holds(days)
    for question in Question:
        assert entries(await here.ask(question, "Tacoma")) == [days]


async def test_days_of_action_concern_their_state_and_everybody(here: Setting) -> None:
    nationwide = listed(FRIDAY, None, scope=NATIONAL)
    of_texas = listed(FRIDAY, None, scope=Scope.STATE, state="TX")
    of_washington = listed(FRIDAY, None, scope=Scope.STATE, state="WA")
    await here.holds(nationwide, of_texas, of_washington)
    assert set(entries(await here.ask(Question.TODAY, "Tacoma"))) == {nationwide, of_washington}
    assert set(entries(await here.ask(Question.TODAY, "Houston"))) == {nationwide, of_texas}
    assert set(entries(await here.ask(Question.TODAY, "washington"))) == {nationwide, of_washington}
    assert len(entries(await here.ask(Question.TODAY, "everywhere"))) == 3


async def test_a_state_and_the_country_hold_their_cities_without_distances(here: Setting) -> None:
    tacoma, houston = listed(FRIDAY), listed(FRIDAY, HOUSTON)
    await here.holds(tacoma, houston)
    state = await here.ask(Question.TODAY, "washington")
    country = await here.ask(Question.TODAY, "everywhere")
    assert entries(state) == [tacoma]
    assert set(entries(country)) == {tacoma, houston}
    assert {item.miles for item in (*state.items, *country.items)} == {None}


async def test_the_own_places_are_asked_about_where_none_is_named(here: Setting) -> None:
    tacoma, houston = listed(FRIDAY), listed(FRIDAY, HOUSTON)
    nationwide = listed(FRIDAY, None, scope=NATIONAL)
    await here.holds(tacoma, houston, nationwide)
    subscriber = await here.follows(a_subscriber(), ("c5812944", 10), ("c4699066", 50))
    answer = await here.ask(Question.TODAY, "", subscriber)
    assert sorted(entry.id for entry in entries(answer)) == sorted(
        entry.id for entry in (tacoma, houston, nationwide)
    )
    assert answer.own
    assert answer.followed
    assert answer.places == (CityPlace(TACOMA, 10), CityPlace(HOUSTON, 50))


async def test_an_action_near_two_own_places_is_told_once_with_the_shorter_way(here: Setting) -> None:
    await here.holds(listed(FRIDAY, SEATTLE))
    subscriber = await here.follows(a_subscriber(), ("c5812944", 50), ("c5809844", 10))
    (item,) = (await here.ask(Question.NEAR, "", subscriber)).items
    assert item.miles == 0


async def test_without_a_place_and_without_own_ones_a_place_is_needed(here: Setting) -> None:
    placeless = await here.follows(a_subscriber())
    assert await here.questions.ask(Question.TODAY, "", None) == PlaceNeeded()
    assert await here.questions.ask(Question.TODAY, "", placeless) == PlaceNeeded()


async def test_several_fitting_places_are_offered_with_the_radius_asked_for(here: Setting) -> None:
    result = await here.questions.ask(Question.NEAR, "Portville 50", None)
    assert result == WhichPlace("Portville", (CityPlace(TACOMA, 50), CityPlace(HOUSTON, 50)))


async def test_nothing_found_offers_guesses(here: Setting) -> None:
    result = await here.questions.ask(Question.NEAR, "xyzzy", None)
    assert result == NoSuchPlace("xyzzy", (CityPlace(TACOMA),))


async def test_an_empty_answer_names_the_next_action_near(here: Setting) -> None:
    nationwide = listed(away(20), None, scope=NATIONAL)
    coming = listed(away(30))
    await here.holds(nationwide, coming, listed(away(16), HOUSTON))
    for question in Question:
        answer = await here.ask(question, "Tacoma")
        assert answer.items == ()
        assert answer.next_up is not None
        assert answer.next_up.entry == coming


@pytest.mark.parametrize("days", [10, 15, 60, 61, 300])
async def test_however_far_the_next_action_is_it_goes_before_a_nearer_day(here: Setting, days: int) -> None:
    action = listed(away(days))
    await here.holds(action, listed(away(1), None, scope=NATIONAL), listed(away(20), None, scope=NATIONAL))
    answer = await here.ask(Question.TODAY, "Tacoma")
    assert answer.next_up is not None
    assert answer.next_up.entry == action


async def test_an_empty_answer_names_the_next_day_of_action_where_nothing_is_near(here: Setting) -> None:
    nationwide = listed(away(20), None, scope=NATIONAL)
    await here.holds(nationwide, listed(away(16), None, scope=Scope.STATE, state="TX"))
    answer = await here.ask(Question.NEAR, "Tacoma")
    assert answer.next_up is not None
    assert answer.next_up.entry == nationwide


async def test_what_is_called_off_is_not_the_next_thing_coming(here: Setting) -> None:
    await here.holds(listed(away(20), status=Status.CANCELLED))
    assert (await here.ask(Question.NEAR, "Tacoma")).next_up is None


async def test_what_is_announced_later_is_not_told_yet(here: Setting) -> None:
    await here.holds(an_entry(TACOMA, away(5), announced_on=away(1)))
    answer = await here.ask(Question.NEAR, "Tacoma")
    assert (answer.items, answer.next_up) == ((), None)


@pytest.mark.parametrize(
    ("follows", "asked", "followed"),
    [
        (("c5812944", 25), "Tacoma", True),
        (("c5812944", 25), "Houston", False),
        (("c5812944", 25), "Seattle", False),
        (("c5812944", 100), "Seattle 50", True),
        (("us", 0), "Houston", True),
        (("sWA", 0), "Tacoma", True),
        (("sWA", 0), "washington", True),
        (("sWA", 0), "everywhere", False),
        (("c5812944", 100), "washington", False),
    ],
)
async def test_an_answer_says_whether_a_subscription_holds_the_place(
    here: Setting, follows: tuple[str, int], asked: str, followed: bool
) -> None:
    subscriber = await here.follows(a_subscriber(), follows)
    assert (await here.ask(Question.NEAR, asked, subscriber)).followed is followed
    assert (await here.ask(Question.NEAR, asked, None)).followed is False


async def test_who_stopped_is_told_that_changes_will_not_come(here: Setting) -> None:
    stopped = a_subscriber(status=SubscriberStatus.STOPPED, stopped_on=FRIDAY)
    await here.follows(stopped, ("c5812944", 25))
    own = await here.ask(Question.NEAR, "", stopped)
    assert (own.own, own.followed) == (True, False)
    assert not (await here.ask(Question.NEAR, "Tacoma", stopped)).followed


async def test_a_shared_location_is_measured_from_itself(here: Setting) -> None:
    await here.holds(listed(FRIDAY), listed(FRIDAY, SEATTLE))
    north = Coordinates(TACOMA.coordinates.latitude + 0.1, TACOMA.coordinates.longitude)
    answer = await here.questions.near_location(north, None)
    assert answer.shared
    assert answer.places == (CityPlace(TACOMA),)
    assert [round(item.miles or 0) for item in answer.items] == [7, 18]


async def test_a_button_asks_again_for_its_place(here: Setting) -> None:
    action = listed(FRIDAY, SEATTLE)
    await here.holds(action)
    answer = await here.questions.at_key(Question.NEAR, "c5812944", 50, None)
    assert isinstance(answer, Answer)
    assert entries(answer) == [action]
    assert await here.questions.at_key(Question.NEAR, OWN, 0, None) == PlaceNeeded()
    with pytest.raises(StaleButton):
        await here.questions.at_key(Question.NEAR, "c1", 0, None)


@pytest.mark.parametrize("as_typed", [str, str.lower, "#{}".format, " {} ".format])
async def test_a_code_is_understood_as_people_type_it(here: Setting, as_typed: object) -> None:
    assert callable(as_typed)
    entry = replace(listed(FRIDAY), code=Code("K0T1"))
    await here.holds(entry)
    for typed in ("K0T1", "KOTL"):
        assert (await here.questions.check(as_typed(typed), None)).entry == entry


async def test_a_check_tells_the_day_of_action_and_what_reaches_this_chat(here: Setting) -> None:
    day = listed(away(1), None, scope=NATIONAL)
    entry, elsewhere = listed(away(1), belongs_to=day.id), listed(away(1), HOUSTON)
    await here.holds(day, entry, elsewhere)
    subscriber = await here.follows(a_subscriber(), ("c5812944", 25))
    async with here.transactions.write() as tx:
        await tx.subscribers.mute(subscriber.id, day.id)
    assert await here.questions.check(entry.code, subscriber) == Checked(entry, day, True, False)
    assert await here.questions.check(entry.code, None) == Checked(entry, day, False, False)
    assert await here.questions.check(elsewhere.code, subscriber) == Checked(elsewhere, None, False, False)
    assert await here.questions.check(day.code, subscriber) == Checked(day, None, True, True)


async def test_two_places_at_once_are_refused(here: Setting) -> None:
    with pytest.raises(Refusal, match="one-place-at-a-time"):
        await here.questions.ask(Question.NEAR, "Tacoma and Houston", None)


async def test_a_code_that_is_missing_unknown_or_not_listed_yet_is_refused(here: Setting) -> None:
    later = an_entry(TACOMA, away(5), announced_on=away(1))
    await here.holds(later)
    for typed, key in {"": "code-missing", "ZZZZ": "code-unknown", later.code: "code-unknown"}.items():
        with pytest.raises(Refusal) as refused:
            await here.questions.check(typed, None)
        assert refused.value.key == key
