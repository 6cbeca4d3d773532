"""Who exactly is told of what a coordinator announces, changes and calls off: by the plainest reading."""

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from bot.sandbox.tour.consequences import (
    Announced,
    CalledOff,
    ComesTo,
    Consequence,
    Drops,
    Follows,
    Leaves,
    Moved,
    Mutes,
    Retracted,
)
from bot.sandbox.tour.judge import Verdict, judge
from bot.sandbox.tour.promises import Promises
from bot.sandbox.tour.record import BOT, Said, kind_of
from bot.sandbox.tour.script import CENTRAL, Actor, Circle, Story

ZONE = ZoneInfo(CENTRAL)
NAMES = ("Sam", "Tess", "Gil", "Uma", "Ana")
BEFORE = datetime(2026, 1, 25, 9, tzinfo=ZONE)
TOLD = datetime(2026, 1, 25, 14, tzinfo=ZONE)
SUNDAY_BRIEF = TOLD.replace(hour=18)
MOVED = datetime(2026, 1, 26, 10, tzinfo=ZONE)
MONDAY_BRIEF = MOVED.replace(hour=18)
OFF = datetime(2026, 1, 27, 11, tzinfo=ZONE)
END = datetime(2026, 1, 28, tzinfo=ZONE)
HOUSTON, TEXAS, DENVER, TACOMA = (
    Follows("Houston", "TX"),
    Follows(state="TX"),
    Follows("Denver", "CO"),
    Follows("Tacoma", "WA"),
)
CIRCLE = Circle("Bayou", "Bayou Supper Circle", CENTRAL, ("Sam",))
VIGIL = Announced("VG8Y", "Houston", "TX", "2026-01-27 17:30", CENTRAL, "Riverside Park")
LIFE: list[tuple[datetime, str, Consequence]] = [
    (BEFORE, "Sam", HOUSTON),
    (BEFORE, "Tess", TEXAS),
    (BEFORE, "Gil", HOUSTON),
    (BEFORE, "Ana", TACOMA),
    (TOLD, "Cleo", VIGIL),
    (TOLD + timedelta(hours=1), "Gil", DENVER),
    (TOLD + timedelta(hours=1), "Gil", Drops("Houston", "TX")),
    (MOVED, "Cleo", Moved("VG8Y", "library steps")),
    (OFF - timedelta(hours=1), "Uma", HOUSTON),
    (OFF, "Cleo", CalledOff("VG8Y")),
]
"""Sam follows the city, Tess the state, Gil leaves, Uma comes late, Ana lives elsewhere."""


def alert(at: datetime, chat: str, text: str) -> Said:
    return Said(at, chat, BOT, text, kind_of(text))


def new(chat: str, at: datetime = TOLD) -> Said:
    return alert(at, chat, "🆕 New: vigil, Riverside Park. Code VG8Y")


def brief(at: datetime, chat: str, venue: str) -> Said:
    return alert(at, chat, f"📅 vigil, {venue}. Code VG8Y")


def moved(chat: str, at: datetime = MOVED) -> Said:
    return alert(at, chat, "🔁 Moved: vigil. Now: library steps. Was: Riverside Park. Code VG8Y")


def cancelled(chat: str, at: datetime = OFF) -> Said:
    return alert(at, chat, "❌ Cancelled: vigil. Code VG8Y")


RIGHT = [
    new("Sam"),
    new("Gil"),
    brief(SUNDAY_BRIEF, "Tess", "Riverside Park"),
    *(moved(name) for name in ("Sam", "Tess", "Gil")),
    *(brief(MONDAY_BRIEF, name, "library steps") for name in ("Sam", "Tess")),
    *(cancelled(name) for name in ("Sam", "Tess", "Gil", "Uma")),
]


def verdict_on(said: list[Said], life: list[tuple[datetime, str, Consequence]] | None = None) -> Verdict:
    promises = Promises(Story(tuple(Actor(name, name, CENTRAL) for name in (*NAMES, "Cleo")), (CIRCLE,), ()))
    for at, name, consequence in LIFE if life is None else life:
        promises.note(name, consequence, at)
    books: dict[str, Any] = {
        "key": "all",
        "planned": len(said),
        "states": {"sent": len(said)},
        "late": 0,
        "worst_lateness": 0.0,
    }
    return judge(said, promises, [], {"broadcasts": [books]}, END)


def without(gone: Said) -> list[Said]:
    return [said for said in RIGHT if said != gone]


def test_the_whole_life_of_an_action_told_to_exactly_those_concerned_is_clean() -> None:
    assert verdict_on(RIGHT) == Verdict()


@pytest.mark.parametrize("missing", RIGHT, ids=lambda said: f"{said.kind}-{said.chat}")
def test_whoever_misses_one_of_its_alerts_is_found(missing: Said) -> None:
    assert len(verdict_on(without(missing)).lost) == 1


@pytest.mark.parametrize(
    "one_more",
    [new("Tess"), new("Ana"), moved("Ana"), moved("Uma"), cancelled("Ana")],
    ids=lambda said: f"{said.kind}-{said.chat}",
)
def test_whoever_is_told_without_being_concerned_is_found(one_more: Said) -> None:
    found = verdict_on([*RIGHT, one_more]).unwanted
    assert any(complaint.endswith("was promised to nobody there") for complaint in found)


def test_a_cancellation_that_comes_twice_is_doubled() -> None:
    again = alert(OFF + timedelta(minutes=1), "Gil", "❌ Cancelled once more. Code VG8Y")
    assert verdict_on([*RIGHT, again]).doubled == ["cancellation of VG8Y, Jan 27 11:00, to Gil came 2 times"]


def test_a_change_may_be_held_for_ten_minutes_and_a_cancellation_not_for_an_hour() -> None:
    held = [*without(moved("Gil")), moved("Gil", MOVED + timedelta(minutes=10))]
    assert verdict_on(held) == Verdict()
    late = [*without(cancelled("Gil")), cancelled("Gil", OFF + timedelta(hours=1))]
    assert verdict_on(late).lost == ["cancellation of VG8Y, Jan 27 11:00, to Gil did not come"]


def test_a_brief_that_still_names_the_old_place_is_found() -> None:
    stale = brief(MONDAY_BRIEF, "Sam", "Riverside Park")
    said = [*without(brief(MONDAY_BRIEF, "Sam", "library steps")), stale]
    assert verdict_on(said).unwanted == [
        "brief of Jan 26 18:00 to Sam names VG8Y at Riverside Park, which is no longer its place"
    ]


def test_a_reminder_of_what_is_off_is_found() -> None:
    reminder = alert(OFF + timedelta(hours=4), "Sam", "⏰ Today: vigil, library steps. Code VG8Y")
    assert verdict_on([*RIGHT, reminder]).unwanted == [
        "reminder of Jan 27 15:00 to Sam names VG8Y which is off"
    ]


def test_what_stands_is_reminded_of() -> None:
    standing = [each for each in LIFE if not isinstance(each[2], CalledOff)]
    said = [each for each in RIGHT if each.kind != "cancellation"]
    assert verdict_on(said, standing).lost == [
        f"reminder of Jan 27 15:30 to {name} did not come" for name in ("Sam", "Uma")
    ]


@pytest.mark.parametrize("ends", [Leaves(), Mutes("VG8Y")])
def test_who_has_left_or_muted_it_is_told_no_more(ends: Consequence) -> None:
    life = [*LIFE[:-1], (OFF - timedelta(minutes=1), "Sam", ends), LIFE[-1]]
    assert verdict_on(without(cancelled("Sam")), life) == Verdict()
    assert len(verdict_on(RIGHT, life).unwanted) >= 1


def test_a_retraction_reaches_those_told_and_those_who_follow_the_state() -> None:
    life = [*LIFE[:5], (TOLD + timedelta(minutes=10), "Cleo", Retracted("VG8Y"))]
    at = TOLD + timedelta(minutes=10)
    disregard = [alert(at, name, "⚠️ Disregard alert VG8Y") for name in ("Sam", "Tess", "Gil")]
    assert verdict_on([new("Sam"), new("Gil"), *disregard], life) == Verdict()


def test_a_group_has_the_brief_and_changes_alone_in_the_topic_chosen() -> None:
    group: list[tuple[datetime, str, Consequence]] = [
        (BEFORE, "Bayou", HOUSTON),
        (BEFORE, "Bayou", ComesTo("Actions")),
    ]
    said = [
        brief(SUNDAY_BRIEF, "Bayou", "Riverside Park"),
        moved("Bayou"),
        brief(MONDAY_BRIEF, "Bayou", "library steps"),
        cancelled("Bayou"),
    ]
    there = [replace(each, topic="Actions") for each in said]
    assert verdict_on([*RIGHT, *there], [*group, *LIFE]) == Verdict()
    assert verdict_on([*RIGHT, *there, replace(new("Bayou"), topic="Actions")], [*group, *LIFE]).unwanted == [
        "new of Jan 25 14:00 to Bayou was promised to nobody there"
    ]
    elsewhere = [replace(there[0], topic=""), *there[1:]]
    assert verdict_on([*RIGHT, *elsewhere], [*group, *LIFE]).unwanted == [
        "brief of Jan 25 18:00 to Bayou came to the topic General"
    ]
