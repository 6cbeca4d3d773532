"""A local Bot API, a python-telegram-bot client at it, and one person who has written."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from telegram import Bot
from telegram.request import HTTPXRequest

from bot.sandbox import LocalBotApi, Person

TOKEN = "7000000001:canary-token"


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
    return Bot(
        token,
        base_url=f"http://127.0.0.1:{api.port}/bot",
        request=HTTPXRequest(connection_pool_size=32, read_timeout=read_timeout),
        get_updates_request=HTTPXRequest(connection_pool_size=4, read_timeout=read_timeout),
    )
