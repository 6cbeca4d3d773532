"""Every command typed to this bot is answered, also one that it does not know."""

import pytest

from tests.handlers.harness import BOT_USERNAME, GROUP, Bot


@pytest.mark.parametrize("typed", ["/nonsense", "/nonsense here", "/", "/¿qué?", "/TODAYS"])
async def test_an_unknown_command_gets_the_help(drumbeat: Bot, typed: str) -> None:
    (call,) = await drumbeat.say(typed)
    assert "/add" in call.text
    assert "/today" in call.text


async def test_a_group_hears_of_it_only_when_this_bot_was_named(drumbeat: Bot) -> None:
    for typed in ("/nonsense", "/nonsense@other_bot", "/", "/ nothing"):
        assert await drumbeat.say(typed, chat_id=GROUP) == []
    (call,) = await drumbeat.say(f"/nonsense@{BOT_USERNAME.upper()}", chat_id=GROUP)
    assert "/today" in call.text
