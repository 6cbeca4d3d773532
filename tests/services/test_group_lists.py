"""One list a minute in a group, and no memory of it that grows."""

from datetime import date, timedelta

import pytest

from bot.domain.ids import ChatId
from bot.domain.places import CityPlace
from bot.domain.questions import Answer, Question
from bot.services import group_lists
from bot.services.group_lists import GroupLists
from tests.builders import HOUSTON, NOW, TACOMA
from tests.services.people import StandingClock

GROUP = ChatId(-100)


def answer(question: Question = Question.TODAY, place: CityPlace | None = None) -> Answer:
    place = place or CityPlace(TACOMA)
    on = date(2026, 2, 3)
    return Answer(question, (place,), place.radius, on, on, (), None, own=False, followed=False)


@pytest.fixture
def clock() -> StandingClock:
    return StandingClock()


@pytest.fixture
def lists(clock: StandingClock) -> GroupLists:
    return GroupLists(clock)


def test_the_same_within_a_minute_stands_above(lists: GroupLists, clock: StandingClock) -> None:
    assert lists.take(GROUP, None, answer(), 1) is None
    clock.at += timedelta(seconds=59)
    soon = lists.take(GROUP, None, answer(), 1)
    assert soon is not None
    assert (soon.same, soon.listed_at, soon.again) == (True, NOW, NOW + timedelta(minutes=1))
    clock.at += timedelta(seconds=1)
    assert lists.take(GROUP, None, answer(), 1) is None


@pytest.mark.parametrize(
    "other",
    [answer(Question.WEEK), answer(place=CityPlace(HOUSTON)), answer(place=CityPlace(TACOMA, 50))],
    ids=["another question", "another place", "another radius"],
)
def test_another_list_waits_for_the_next_full_minute(
    lists: GroupLists, clock: StandingClock, other: Answer
) -> None:
    clock.at += timedelta(seconds=20)
    assert lists.take(GROUP, None, answer(), 1) is None
    soon = lists.take(GROUP, None, other, 1)
    assert soon is not None
    assert (soon.same, soon.again) == (False, NOW + timedelta(minutes=2))


def test_in_another_topic_it_does_not_stand_above(lists: GroupLists) -> None:
    assert lists.take(GROUP, 7, answer(), 1) is None
    soon = lists.take(GROUP, 9, answer(), 1)
    assert soon is not None
    assert not soon.same


def test_its_other_pages_are_shown_once_each(lists: GroupLists) -> None:
    assert lists.take(GROUP, None, answer(), 1) is None
    assert lists.take(GROUP, None, answer(), 2) is None
    assert lists.take(GROUP, None, answer(), 2) is not None


def test_groups_do_not_wait_for_each_other(lists: GroupLists) -> None:
    assert lists.take(GROUP, None, answer(), 1) is None
    assert lists.take(ChatId(-200), None, answer(), 1) is None


def test_a_clock_set_back_does_not_silence_a_group(lists: GroupLists, clock: StandingClock) -> None:
    assert lists.take(GROUP, None, answer(), 1) is None
    clock.at -= timedelta(hours=1)
    assert lists.take(GROUP, None, answer(), 1) is None


def test_few_groups_are_remembered(lists: GroupLists, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group_lists, "REMEMBERED", 2)
    for chat in (-1, -2, -3):
        assert lists.take(ChatId(chat), None, answer(), 1) is None
    assert len(lists._groups) == 2
    assert lists.take(ChatId(-1), None, answer(), 1) is None
    assert lists.take(ChatId(-3), None, answer(), 1) is not None
