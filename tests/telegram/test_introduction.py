"""The first words with Telegram, which may be away, flooded, or a server that knows little."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import pytest

from bot.domain.broadcast import NotSent, Outcome, Rejected, TokenRefused
from bot.domain.errors import Misconfigured
from bot.telegram.introduction import Introduction
from bot.telegram.transport import CallFailed

ME = {"id": 7, "is_bot": True, "first_name": "Drumbeat", "username": "drumbeat_bot"}


@dataclass(slots=True)
class Server:
    """Answers by method; what is not there is refused. `failures` come first."""

    results: dict[str, Any] = field(default_factory=lambda: {"getMe": ME})
    failures: list[Outcome] = field(default_factory=list)
    asked: list[tuple[str, Mapping[str, object]]] = field(default_factory=list)
    slept: list[float] = field(default_factory=list)

    async def call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any:
        self.asked.append((method, parameters or {}))
        if self.failures:
            raise CallFailed(method, self.failures.pop(0), None, "")
        if method not in self.results:
            raise CallFailed(method, Rejected("400"), 400, "")
        return self.results[method]

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)

    def introduction(self) -> Introduction:
        return Introduction(self, self.sleep)


async def test_a_network_that_is_away_is_waited_for_less_and_less_often() -> None:
    server = Server(failures=[NotSent("connect")] * 8)
    assert await server.introduction().bot() == ME
    assert server.slept == [1, 2, 4, 8, 16, 30, 30, 30]


async def test_a_flood_says_how_long() -> None:
    server = Server(failures=[NotSent("429", retry_after=9, gate=True)])
    await server.introduction().bot()
    assert server.slept == [9]


async def test_a_refused_token_is_misconfigured() -> None:
    with pytest.raises(Misconfigured, match="BOT_TOKEN"):
        await Server(failures=[TokenRefused("401")]).introduction().bot()


@pytest.mark.parametrize("answer", [True, {}, {"id": "x"}, []])
async def test_what_is_no_bot_api_is_misconfigured(answer: Any) -> None:
    with pytest.raises(Misconfigured, match="BOT_API_URL"):
        await Server(results={"getMe": answer}).introduction().bot()


async def test_a_server_that_knows_nothing_else_stops_nothing() -> None:
    server = Server()
    introduction = server.introduction()
    await introduction.end_webhook()
    asked = Counter(method for method, _parameters in server.asked)
    assert asked == {"getWebhookInfo": 1}


async def test_a_strange_webhook_is_removed_and_keeps_waiting_updates() -> None:
    server = Server(results={"getWebhookInfo": {"url": "https://elsewhere.example"}, "deleteWebhook": True})
    await server.introduction().end_webhook()
    assert server.asked[-1] == ("deleteWebhook", {"drop_pending_updates": False})
    without = Server(results={"getWebhookInfo": {"url": ""}})
    await without.introduction().end_webhook()
    assert len(without.asked) == 1
