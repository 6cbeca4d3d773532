"""The shipped story fits together, and its codes are those of the calendar."""

import json
import re

import pytest

from bot.sandbox.tour.acts import Act, InChat, Presses, Says
from bot.sandbox.tour.play import FIRST, LAST
from bot.sandbox.tour.story import STORY
from bot.sandbox.tour.wording import Both
from seeds.calendar_command import as_json

ACTS = list(STORY.acts)


def test_every_scene_lies_within_the_tour() -> None:
    assert all(FIRST <= scene.instant.date() <= LAST for scene in STORY.scenes)


def test_everybody_who_acts_is_in_the_cast_and_in_the_group_they_speak_to() -> None:
    members = {circle.name: circle.members for circle in STORY.circles}
    names = {actor.name for actor in STORY.actors}
    for act in ACTS:
        assert act.who in names
        if isinstance(act, InChat) and act.to:
            assert act.who in members[act.to]


def test_every_code_in_the_story_is_one_of_the_calendar() -> None:
    known = {entry["code"] for entry in json.loads(as_json())}
    code = re.compile(r"\b(?=\w*\d)(?=\w*[A-Z])[0-9A-Z]{4}\b")
    used = {found for act in ACTS for words in act.expects for found in code.findall(words)}
    assert used
    assert used <= known


def test_nobody_presses_a_button_of_a_chat_that_was_never_answered() -> None:
    answered: set[str] = set()
    for act in ACTS:
        if isinstance(act, Presses):
            assert act.who in answered
        if act.expects:
            answered.add(act.who)


def test_whatever_is_filled_in_was_learned_before() -> None:
    known = {"first_link"}
    for act in ACTS:
        words = [getattr(act, name, "") for name in ("text", "payload", "button")]
        needed = {name for text in [*words, *act.expects] for name in re.findall(r"\{(\w+)\}", text)}
        assert needed <= known | set(act.learns), act
        known |= set(act.learns)


@pytest.mark.parametrize("title", [scene.title for scene in STORY.scenes])
def test_every_title_stands_in_both_languages(title: str) -> None:
    assert isinstance(title, Both)
    assert title.es != str(title)


def test_told_in_spanish_everybody_reads_it_and_nothing_else_is_changed() -> None:
    told = STORY.in_spanish()
    assert {actor.app for actor in told.actors} == {"es"}
    assert [scene.at for scene in told.scenes] == [scene.at for scene in STORY.scenes]
    assert [(act.who, type(act.then)) for act in told.acts] == [(a.who, type(a.then)) for a in STORY.acts]
    assert told.scenes[0].title == "Luz, cuya app está en español, quiere todo el país"


def test_what_was_learned_takes_the_place_of_its_name() -> None:
    act = Says(who="Ana", text="/check {vigil}", expects=("{vigil}", "{rally}"))
    known: Act = act.knowing({"vigil": "A7F3"})
    assert known == Says(who="Ana", text="/check A7F3", expects=("A7F3", "{rally}"))
