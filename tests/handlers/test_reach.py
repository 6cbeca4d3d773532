"""Every command that /help names reaches exactly one handler, and no button reaches two.

That none is forgotten, those of coordinators included, is asked of the whole app.
"""

from collections import Counter

from bot.views.commands import COMMANDS, FOR_COORDINATORS, FOR_OPERATORS
from handlers.feature import Pressed, Typed
from handlers.opened import OpenedLink
from handlers.topics import TypedTopic
from tests.buttons import BUTTONS
from tests.handlers.harness import Bot


async def test_every_command_is_handled_once_and_named_in_help(drumbeat: Bot) -> None:
    handled = Counter(
        handler.command
        for handler in drumbeat.application.handlers[0]
        if isinstance(handler, Typed) and not isinstance(handler, OpenedLink | TypedTopic)
    )
    assert handled == Counter(command.name for command in (*COMMANDS, *FOR_COORDINATORS, *FOR_OPERATORS))


async def test_no_button_is_handled_twice(drumbeat: Bot) -> None:
    handled = Counter(
        handler.button for handler in drumbeat.application.handlers[0] if isinstance(handler, Pressed)
    )
    assert handled
    assert set(handled.values()) == {1}


def test_no_two_buttons_share_a_prefix() -> None:
    assert len({button.prefix for button in BUTTONS}) == len(BUTTONS)
