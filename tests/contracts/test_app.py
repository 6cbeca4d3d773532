"""The whole program as the composition root builds it: nothing unreachable, nothing claimed twice."""

from collections import Counter
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from telegram import Update

from bot import app
from bot.settings import Settings
from bot.telegram.transport import Transport
from bot.views.callbacks import Callback
from bot.views.commands import COMMANDS, FOR_COORDINATORS, FOR_OPERATORS
from handlers import AFTER_GROUP, GATE_GROUP
from handlers.feature import AnyHandler, Pressed, Typed
from handlers.guards import Gate
from handlers.opened import OpenedLink
from handlers.topics import TypedTopic
from storage.cipher import new_key
from storage.opening import opened
from tests.buttons import BUTTONS
from tests.handlers.harness import BOT_ID, BOT_USERNAME, TOKEN, Bot, RecordingRequest
from tests.services.people import StandingClock
from tests.services.tiny_places import TinyPlaces


@pytest.fixture
async def whole(database_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[app.App]:
    monkeypatch.chdir(tmp_path)
    me = {"id": BOT_ID, "username": BOT_USERNAME}
    request = RecordingRequest()
    transport = Transport("https://api.example", TOKEN, carrier=request, listener=request)
    settings = Settings(database_url=database_url, rehearsal_start=datetime(2026, 1, 22, tzinfo=UTC))
    async with opened(database_url, lambda _new: new_key()) as storage:
        built = app.build(settings, TOKEN, me, storage, TinyPlaces(), StandingClock(), transport)
        async with built.application:
            yield built


def handlers(whole: app.App) -> list[AnyHandler]:
    return list(whole.application.handlers[0])


def claiming(whole: app.App, data: str) -> list[AnyHandler]:
    """The handlers that would take a press with this data, the catch-all for dead buttons aside."""
    bot = Bot(whole.application, RecordingRequest(), whole.poll._inbox._repeats)
    query = {
        "id": "1",
        "from": {"id": 1, "is_bot": False, "first_name": "A"},
        "chat_instance": "1",
        "message": bot.message(text="a screen"),
        "data": data,
    }
    update = Update.de_json({"update_id": 1, "callback_query": query}, whole.application.bot)
    return [handler for handler in handlers(whole)[:-1] if handler.check_update(update)]


async def test_every_command_of_the_menus_is_handled_once_and_the_reverse(whole: app.App) -> None:
    handled = Counter(
        handler.command
        for handler in handlers(whole)
        if isinstance(handler, Typed) and not isinstance(handler, OpenedLink | TypedTopic)
    )
    assert handled == Counter(command.name for command in (*COMMANDS, *FOR_COORDINATORS, *FOR_OPERATORS))


@pytest.mark.parametrize("button", BUTTONS)
async def test_every_button_reaches_exactly_one_handler(whole: app.App, button: type[Callback]) -> None:
    (claimed,) = claiming(whole, f"{button.prefix}:x")
    assert isinstance(claimed, Pressed)
    assert claimed.button is button


async def test_a_button_of_nobody_reaches_the_last_handler_alone(whole: app.App) -> None:
    assert claiming(whole, "zz:1") == []


async def test_the_gate_stands_before_every_feature(whole: app.App) -> None:
    assert list(whole.application.handlers) == [GATE_GROUP, 0, AFTER_GROUP]
    (gate,) = whole.application.handlers[GATE_GROUP]
    assert gate.callback.__qualname__ == Gate.on_any.__qualname__


async def test_nothing_is_kept_in_the_librarys_memory(whole: app.App) -> None:
    bot = Bot(whole.application, RecordingRequest(), whole.poll._inbox._repeats)
    for chat_id, text in enumerate(("/start", "/add Tacoma", "/near", "/settings", "Tacoma"), 1):
        await bot.say(text, chat_id=chat_id)
    application = whole.application
    assert (application.bot_data, dict(application.chat_data), dict(application.user_data)) == ({}, {}, {})
    assert application.persistence is None
    assert application.updater is None
