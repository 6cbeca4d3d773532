"""Lists in a group: one a minute, and its buttons turn it into another one."""

import pytest

from tests.handlers.harness import GROUP, PERSON, Bot


@pytest.fixture
async def group(drumbeat: Bot) -> Bot:
    drumbeat.request.administrators = {PERSON}
    await drumbeat.say("/add Houston", chat_id=GROUP)
    return drumbeat


async def test_a_button_below_a_list_turns_it_into_the_other_list(group: Bot) -> None:
    (listed,) = await group.say("/today", chat_id=GROUP)
    _, edited = await group.press(listed.buttons["This week"], chat_id=GROUP, text=listed.text)
    assert edited.method == "editMessageText"
    (again,) = await group.say("/week", chat_id=GROUP)
    assert again.text == "Listed above, at 12:00 noon."


async def test_a_button_below_anything_else_lists_in_a_message_of_its_own(group: Bot) -> None:
    (own,) = await group.say("/cities", chat_id=GROUP)
    for method, begins in (("sendMessage", "<b>"), ("sendMessage", "Listed above")):
        _, call = await group.press(own.buttons["This week"], chat_id=GROUP, text=own.text)
        assert call.method == method
        assert call.text.startswith(begins)


async def test_a_forged_press_replaces_no_message(group: Bot) -> None:
    _, call = await group.press("sl:week:own:0:1", forged=True, chat_id=GROUP, text="❌ Cancelled: rally")
    assert call.method == "sendMessage"
    await group.say("/delete yes", chat_id=GROUP)
    calls = await group.press("la:es:", forged=True, chat_id=GROUP, sender=PERSON + 1, text="❌ Cancelled")
    assert "editMessageText" not in [call.method for call in calls]


async def test_the_question_which_place_makes_way_for_the_list(group: Bot) -> None:
    (which,) = await group.say("/today Springfield", chat_id=GROUP)
    assert which.text.startswith("More than one place")
    (data, *_) = which.buttons.values()
    _, edited = await group.press(data, chat_id=GROUP, text=which.text)
    assert edited.method == "editMessageText"


async def test_what_is_no_list_is_answered_as_often_as_asked(group: Bot) -> None:
    for _ in range(2):
        (which,) = await group.say("/today Springfield", chat_id=GROUP)
        assert which.buttons
        (nothing,) = await group.say("/today xyzzyx", chat_id=GROUP)
        assert "No place found" in nothing.text


async def test_in_a_private_chat_every_question_is_answered_in_full(drumbeat: Bot) -> None:
    first, second = await drumbeat.say("/today Houston"), await drumbeat.say("/today Houston")
    assert first[0].text == second[0].text
