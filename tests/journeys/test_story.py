"""The shipped story fits together, and its codes are those of the calendar."""

import json
import re

from bot.sandbox.tour.play import FIRST, LAST
from bot.sandbox.tour.script import Act, Presses, Restarts, Says
from bot.sandbox.tour.story import STORY
from seeds.calendar_command import as_json

ACTS = [
    act
    for scene in STORY.scenes
    for doing in scene.doings
    for act in (doing.meanwhile if isinstance(doing, Restarts) else (doing,))
    if isinstance(act, Act)
]


def test_every_scene_lies_within_the_tour() -> None:
    assert all(FIRST <= scene.instant.date() <= LAST for scene in STORY.scenes)


def test_everybody_who_acts_is_in_the_cast_and_in_the_group_they_speak_to() -> None:
    members = {circle.name: circle.members for circle in STORY.circles}
    names = {actor.name for actor in STORY.actors}
    for act in ACTS:
        assert act.who in names
        if isinstance(act, Says) and act.to:
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
