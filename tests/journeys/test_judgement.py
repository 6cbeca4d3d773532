"""The tour must notice what goes wrong: each fault of a bot is found in what its chats were told."""

from datetime import UTC, date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.tour.consequences import (
    BriefAt,
    Consequence,
    Follows,
    Leaves,
    Mutes,
    Pauses,
    Resumes,
)
from bot.sandbox.tour.facts import Fact
from bot.sandbox.tour.judge import Verdict, judge
from bot.sandbox.tour.promises import Promises
from bot.sandbox.tour.record import ANSWER, BOT, Said, kind_of
from bot.sandbox.tour.script import CENTRAL, Actor, Story

SAM = Actor("Sam", "Harrowgate", CENTRAL)
HOUSTON = Follows("Houston", "TX")
VIGIL = Fact("6NFE", "city", "Houston", "TX", date(2026, 1, 29), None)
ZONE = ZoneInfo(CENTRAL)
SUBSCRIBED = datetime(2026, 1, 26, 12, tzinfo=ZONE)
EVENING = datetime(2026, 1, 28, 18, tzinfo=ZONE)
END = datetime(2026, 2, 3, tzinfo=ZONE)


def brief(at: datetime = EVENING, text: str = "📅 Tomorrow: vigil. Code 6NFE") -> Said:
    return Said(at, "Sam", BOT, text, kind_of(text))


def verdict_on(
    *said: Said,
    then: tuple[tuple[datetime, Consequence], ...] = (),
    facts: tuple[Fact, ...] = (VIGIL,),
    status: dict[str, Any] | None = None,
) -> Verdict:
    promises = Promises(Story((SAM,), (), ()))
    promises.note("Sam", HOUSTON, SUBSCRIBED)
    for at, consequence in then:
        promises.note("Sam", consequence, at)
    alerts = sum(each.is_alert and not each.edited for each in said)
    books = {
        "key": "brief:1",
        "planned": alerts,
        "states": {"sent": alerts},
        "late": 0,
        "worst_lateness": 0.0,
    }
    return judge(list(said), promises, list(facts), status or {"broadcasts": [books]}, END)


CLEAN = Verdict()


def test_one_brief_that_names_the_code_on_the_evening_before_is_clean() -> None:
    assert verdict_on(brief()) == CLEAN


def test_a_brief_that_does_not_come_is_lost() -> None:
    assert verdict_on().lost == ["brief of Jan 28 18:00 to Sam did not come"]


def test_a_brief_that_does_not_name_the_code_is_lost() -> None:
    other = Fact("X69B", "city", "Dallas", "TX", date(2026, 1, 29), None)
    found = verdict_on(brief(text="📅 Tomorrow: rally. Code X69B"), facts=(VIGIL, other))
    assert found.lost == ["brief of Jan 28 18:00 to Sam does not name 6NFE"]


def test_the_same_message_twice_is_doubled() -> None:
    assert len(verdict_on(brief(), brief()).doubled) == 2


def test_a_second_brief_in_other_words_is_doubled() -> None:
    later = brief(EVENING + timedelta(minutes=1), "📅 Tomorrow once more: vigil. Code 6NFE")
    assert verdict_on(brief(), later).doubled == ["brief of Jan 28 18:00 to Sam came 2 times"]


def test_an_answer_given_twice_is_doubled() -> None:
    answer = Said(SUBSCRIBED, "Sam", BOT, "Added: Houston, TX", ANSWER)
    assert len(verdict_on(brief(), answer, answer).doubled) == 1


def test_an_answer_is_given_as_often_as_it_is_asked_for() -> None:
    asked = Said(SUBSCRIBED, "Sam", "Sam", "/halt")
    refused = Said(SUBSCRIBED, "Sam", BOT, "This is for coordinators only.", ANSWER)
    assert verdict_on(brief(), asked, refused, asked, refused) == CLEAN
    assert len(verdict_on(brief(), asked, refused, refused).doubled) == 1


def test_a_brief_an_hour_after_it_was_due_is_late() -> None:
    assert verdict_on(brief(EVENING + timedelta(hours=1))).late == [
        "brief of Jan 28 18:00 to Sam came at Jan 28 19:00"
    ]


def test_a_brief_that_waits_for_the_end_of_quiet_hours_is_in_time() -> None:
    until_seven = ((SUBSCRIBED, BriefAt("19:00")),)
    assert verdict_on(brief(EVENING + timedelta(hours=1)), then=until_seven) == CLEAN


def test_a_brief_before_its_time_is_unwanted() -> None:
    assert verdict_on(brief(), then=((SUBSCRIBED, BriefAt("19:00")),)).unwanted == [
        "brief of Jan 28 19:00 to Sam came at Jan 28 18:00"
    ]


@pytest.mark.parametrize("ends", [Leaves(), Pauses()])
def test_an_alert_after_the_chat_has_left_is_unwanted(ends: Consequence) -> None:
    left = ((SUBSCRIBED + timedelta(hours=1), ends),)
    assert verdict_on(then=left) == CLEAN
    assert verdict_on(brief(), then=left).unwanted == [
        "brief of Jan 28 18:00 to Sam came to a chat that follows nothing"
    ]


def test_who_comes_back_is_told_again() -> None:
    paused = (SUBSCRIBED + timedelta(hours=1), Pauses())
    back = (SUBSCRIBED + timedelta(hours=2), Resumes())
    assert verdict_on(brief(), then=(paused, back)) == CLEAN
    assert len(verdict_on(then=(paused, back)).lost) == 1


def test_a_muted_entry_is_neither_missed_nor_wanted() -> None:
    muted = ((SUBSCRIBED, Mutes("6NFE")),)
    assert verdict_on(then=muted) == CLEAN
    assert verdict_on(brief(), then=muted).unwanted == [
        "brief of Jan 28 18:00 to Sam names 6NFE, which is muted there"
    ]


def test_an_alert_in_the_night_is_unwanted() -> None:
    at_three = brief(datetime(2026, 1, 28, 3, tzinfo=ZONE), "⏰ Vigil. Code 6NFE")
    assert verdict_on(brief(), at_three).unwanted == ["reminder of Jan 28 03:00 to Sam came in the night"]


def test_an_alert_about_nothing_is_unwanted() -> None:
    empty = brief(EVENING + timedelta(days=2), "📅 Tomorrow: nothing")
    assert verdict_on(brief(), empty).unwanted == ["brief of Jan 30 18:00 to Sam names no entry"]


def test_a_known_start_is_reminded_of_two_hours_before() -> None:
    starts = datetime(2026, 1, 30, 17, tzinfo=ZONE)
    rally = Fact("Q4N3", "city", "Houston", "TX", starts.date(), starts)
    evening = brief(EVENING + timedelta(days=1), "📅 Tomorrow: rally. Code Q4N3")
    assert verdict_on(evening, facts=(rally,)).lost == ["reminder of Jan 30 15:00 to Sam did not come"]
    reminder = brief(starts - timedelta(hours=2), "⏰ Today, 5:00 PM: rally. Code Q4N3")
    assert verdict_on(evening, reminder, facts=(rally,)) == CLEAN


def test_a_city_is_told_of_its_states_and_the_countrys_days_but_not_of_another_city() -> None:
    day = date(2026, 1, 29)
    facts = [
        Fact("AZE7", "national", None, None, day, None),
        Fact("PG59", "state", None, "TX", day, None),
        Fact("KK7B", "city", "Dallas", "TX", day, None),
        Fact("2JJ5", "state", None, "MN", day, None),
    ]
    promises = Promises(Story((SAM,), (), ()))
    promises.note("Sam", HOUSTON, SUBSCRIBED)
    (promise,) = promises.made(facts, END)
    assert promise.codes == {"AZE7", "PG59"}


@pytest.mark.parametrize(
    ("states", "planned", "complaint"),
    [
        ({"sent": 1}, 2, "brief:1: planned 2, accounted for {'sent': 1}"),
        ({"sent": 1, "pending": 1}, 2, "1 deliveries were left pending"),
        ({"sent": 1, "uncertain": 1}, 2, "1 deliveries ended uncertain"),
        ({"sent": 2}, 2, "2 deliveries are noted as sent, 1 arrived"),
    ],
)
def test_books_that_do_not_add_up_are_a_loss(states: dict[str, int], planned: int, complaint: str) -> None:
    books = {"key": "brief:1", "planned": planned, "states": states, "late": 0, "worst_lateness": 0.0}
    assert verdict_on(brief(), status={"broadcasts": [books]}).lost == [complaint]


def test_lateness_in_the_books_counts() -> None:
    books = {"key": "brief:1", "planned": 1, "states": {"sent": 1}, "late": 1, "worst_lateness": 700.0}
    assert verdict_on(brief(), status={"broadcasts": [books]}).late == ["brief:1: 1 late, worst 700.0 s"]


def test_nothing_is_promised_before_a_chat_has_followed() -> None:
    before = Fact("99MK", "city", "Houston", "TX", date(2026, 1, 26), None)
    assert verdict_on(brief(), facts=(VIGIL, before)) == CLEAN


def test_edits_are_no_second_message() -> None:
    again = Said(EVENING, "Sam", BOT, "📅 Tomorrow: vigil. Code 6NFE", "brief", edited=True)
    assert verdict_on(brief(), again) == CLEAN


def test_simulated_instants_may_come_in_any_zone() -> None:
    assert verdict_on(brief(EVENING.astimezone(UTC))) == CLEAN
