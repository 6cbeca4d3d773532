"""What the settings say where something does not come, was not understood, or is read by others."""

from collections.abc import AsyncIterator

import pytest

from tests.handlers.harness import GROUP, PERSON, Bot
from tests.handlers.people import People


@pytest.fixture
async def subscribed(people: People) -> AsyncIterator[Bot]:
    async with people.opened() as bot:
        await bot.say("/add Tacoma")
        yield bot


async def test_the_screen_turns_to_the_language_that_is_pressed_on_it(subscribed: Bot) -> None:
    (screen,) = await subscribed.say("/settings")
    _acknowledged, edited, said = await subscribed.press(screen.buttons["Español"], message_id=77)
    assert (edited.method, edited.params["message_id"]) == ("editMessageText", 77)
    assert "Idioma: español" in edited.text
    assert "English" in edited.buttons
    assert "Desde ahora en español" in said.text


async def test_settings_of_a_stopped_chat_say_so_and_lead_back(subscribed: Bot) -> None:
    await subscribed.say("/stop")
    (screen,) = await subscribed.say("/settings")
    assert "Alerts are stopped here" in screen.text
    assert "Stop alerts" not in screen.buttons
    await subscribed.press(screen.buttons["Resume alerts"], message_id=77)
    (screen,) = await subscribed.say("/settings")
    assert "stopped" not in screen.text
    assert "Stop alerts" in screen.buttons


async def test_new_actions_in_a_brief_that_is_off_are_said_not_to_come(subscribed: Bot) -> None:
    await subscribed.say("/settings new brief")
    (said,) = await subscribed.say("/settings brief off")
    (screen,) = await subscribed.say("/settings")
    assert all("in the brief, which is off" in call.text for call in (said, screen))
    await subscribed.say("/settings brief on")
    (screen,) = await subscribed.say("/settings")
    assert "New actions: in the brief." in screen.text


async def test_without_quiet_hours_nothing_is_said_of_what_waits(subscribed: Bot) -> None:
    await subscribed.say("/quiet off")
    (screen,) = await subscribed.say("/settings quiet")
    assert "No quiet hours" in screen.text
    assert "wait" not in screen.text


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("/settings brief 10pm", 'No brief at "10pm"'),
        ("/settings zone xyzzy", '"xyzzy"'),
        ("/settings brief perhaps", '"brief perhaps"'),
    ],
)
async def test_what_was_not_understood_is_quoted(subscribed: Bot, typed: str, said: str) -> None:
    (call,) = await subscribed.say(typed)
    assert said in call.text


async def test_a_forum_is_told_how_its_alerts_move(drumbeat: Bot) -> None:
    drumbeat.request.administrators = {PERSON}
    await drumbeat.say("/add Houston", chat_id=GROUP, sender=PERSON, thread=7)
    (screen,) = [
        call for call in await drumbeat.say("/settings", chat_id=GROUP, sender=PERSON, thread=7) if call.text
    ]
    assert "/settings topic here" in screen.text
