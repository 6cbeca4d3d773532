"""Who may change what people know, and who may not; whatever becomes of them meanwhile."""

from datetime import timedelta

import pytest

from bot.domain.coordinator import Coordinator
from bot.domain.ids import ChatId, Code
from tests.handlers.change_scene import OPERATOR, OUTSIDER, RALLY, SECOND, Scene
from tests.handlers.harness import GROUP, PERSON


@pytest.mark.parametrize("chat", [OUTSIDER, 5, GROUP])
async def test_who_does_not_act_for_the_city_changes_nothing(scene: Scene, chat: int) -> None:
    for text in (
        "/change A7F3 moved to Pier 4",
        "/change A7F3 submit",
        "/postpone A7F3 Sun Feb 8 2pm",
        "/draft A7F3 place Pier 4",
    ):
        calls = await scene.bot.say(text, chat_id=chat)
        assert not any("Propose the change" in call.buttons for call in calls)
    async with scene.transactions.read() as tx:
        assert await tx.announcements.with_code(Code("A7F3")) == ()


async def test_an_operator_stands_in_for_either_person_within_six_hours(scene: Scene) -> None:
    scene.people.clock.at = RALLY.begins_at - timedelta(hours=5)
    *_, control = await scene.bot.say("/change A7F3 moved to Pier 4", chat_id=OPERATOR)
    assert "an operator can be called" in control.text
    await scene.bot.press(control.buttons["Propose the change"], chat_id=OPERATOR)
    await scene.approve(PERSON)
    assert (await scene.entry()).venue == "Pier 4"
    await scene.bot.say("/change A7F3 moved to Pier 9")
    await scene.bot.say("/change A7F3 submit")
    await scene.approve(OPERATOR)
    assert (await scene.entry()).venue == "Pier 9"


async def test_the_drafts_of_who_was_removed_change_nothing(scene: Scene) -> None:
    await scene.bot.say("/change A7F3 moved to Pier 4")
    await scene.bot.say("/change A7F3 submit")
    async with scene.transactions.write() as tx:
        author = await tx.coordinators.by_chat(ChatId(PERSON))
        assert isinstance(author, Coordinator)
        assert await tx.coordinators.remove(author.id) == 1
    (refused,) = await scene.bot.say("/approve A7F3", chat_id=SECOND)
    assert "not in review" in refused.text
    (refused,) = await scene.bot.say("/change A7F3 moved to Pier 9")
    assert "Propose the change" not in refused.buttons
    assert await scene.entry() == RALLY
