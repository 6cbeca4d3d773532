"""A local Bot API, a python-telegram-bot client at it, and one person who has written."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox import LocalBotApi, Person

TOKEN = "7000000001:canary-token"


@pytest.fixture(autouse=True)
def _durations(monkeypatch: pytest.MonkeyPatch) -> None:
    """`retry_after` as a duration, as the bot has it; the other way warns."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
async def api() -> AsyncIterator[LocalBotApi]:
    api = LocalBotApi(TOKEN)
    async with api.serve():
        yield api


@pytest.fixture
async def client(api: LocalBotApi) -> AsyncIterator[Bot]:
    async with client_of(api) as client:
        yield client


@pytest.fixture
def ana(api: LocalBotApi) -> Person:
    person = api.person("Ana", language="es")
    person.starts()
    api.world.updates.forget_all()
    return person


def client_of(api: LocalBotApi, token: str = TOKEN, read_timeout: float = 5) -> Bot:
    """Without the certificates, which take longer to read than most tests run."""
    requests = [
        HTTPXRequest(connection_pool_size=32, read_timeout=read_timeout, httpx_kwargs={"verify": False})
        for _ in range(2)
    ]
    return Bot(
        token,
        base_url=f"http://127.0.0.1:{api.port}/bot",
        request=requests[0],
        get_updates_request=requests[1],
    )
