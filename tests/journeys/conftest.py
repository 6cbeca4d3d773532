"""The whole bot at a local Bot API, in less time than Telegram would ask for."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.sandbox import Person
from tests.journeys.live import Live, living


@pytest.fixture
async def live(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[Live]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("bot.broadcast.chat_limits.CHAT_INTERVAL", 0.01)
    monkeypatch.setattr("handlers.membership.SETTLE", 0.2)
    for pause in ("SETTLE", "PAUSE", "SOONEST"):
        monkeypatch.setattr(f"bot.telegram.poll.{pause}", 0.01)
    monkeypatch.setattr("bot.broadcast.outbox.TICK", 0.1)
    async with living(tmp_path) as live:
        yield live


@pytest.fixture
def ana(live: Live) -> Person:
    return live.api.person("Ana")


@pytest.fixture
def ben(live: Live) -> Person:
    return live.api.person("Ben", language="es")
