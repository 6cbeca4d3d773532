"""The transport on a real wire: each way a connection can fail, what is sent, and what never shows."""

import logging
from asyncio import TaskGroup
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import pytest
from telegram.request import HTTPXRequest

from bot.domain.broadcast import Ambiguous, NotSent, Outcome, Sent
from bot.domain.ids import ChatId
from bot.telegram.transport import CallFailed, Transport
from tests.faults.loopback import TOKEN, Loopback, Reply, Request, ok, refuse

CHAT = ChatId(7_000_001)


@asynccontextmanager
async def _wire(
    behave: Callable[[Request], Reply] = lambda _: ok(), **timeouts: Any
) -> AsyncIterator[tuple[Transport, Loopback]]:
    carrier = HTTPXRequest(**timeouts, httpx_kwargs={"trust_env": False}) if timeouts else None
    async with Loopback(behave) as api, Transport(api.url, TOKEN, carrier=carrier) as transport:
        yield transport, api


async def test_a_message_goes_out_as_telegram_wants_it() -> None:
    async with _wire() as (transport, api):
        buttons = '{"inline_keyboard":[]}'
        outcome = await transport.send(CHAT, "<b>á & ñ</b>", buttons, thread=5, silent=True)
        assert outcome == Sent(1)
    assert api.requests[0].method == "sendMessage"
    assert api.requests[0].fields == {
        "chat_id": str(CHAT),
        "text": "<b>á & ñ</b>",
        "parse_mode": "HTML",
        "link_preview_options": '{"is_disabled":true}',
        "reply_markup": buttons,
        "message_thread_id": "5",
        "disable_notification": "true",
    }


async def test_an_edit_names_the_message_and_takes_away_what_buttons_it_is_not_given() -> None:
    async with _wire() as (transport, api):
        assert isinstance(await transport.edit(CHAT, 42, "<b>now</b>"), Sent)
    assert api.requests[0].method == "editMessageText"
    assert api.requests[0].fields == {
        "chat_id": str(CHAT),
        "message_id": "42",
        "text": "<b>now</b>",
        "parse_mode": "HTML",
        "link_preview_options": '{"is_disabled":true}',
    }


async def test_plain_text_goes_without_a_parse_mode() -> None:
    async with _wire() as (transport, api):
        await transport.send(CHAT, "1 < 2", html=False)
    assert set(api.requests[0].fields) == {"chat_id", "text", "link_preview_options"}


WIRE: dict[str, tuple[Reply, Outcome]] = {
    "closed without a byte": (Reply(cut=None), Ambiguous("RemoteProtocolError")),
    "closed within the body": (Reply(cut=20), Ambiguous("RemoteProtocolError")),
    "no answer in time": (Reply(stall=5), Ambiguous("ReadTimeout")),
    "a body that is no JSON": (Reply(body=b"{"), Ambiguous("200 without a message")),
    "a page of a proxy": (Reply(502, b"<html>", accepted=False), Ambiguous("502")),
}


@pytest.mark.parametrize("case", WIRE)
async def test_what_the_wire_does_becomes_an_outcome(case: str) -> None:
    reply, outcome = WIRE[case]
    async with _wire(lambda _: reply, read_timeout=0.2) as (transport, _):
        assert await transport.send(CHAT, "text") == outcome


async def test_nobody_listening_means_not_sent() -> None:
    async with _wire() as (transport, api):
        pass
    async with Transport(api.url, TOKEN) as transport:
        assert await transport.send(CHAT, "text") == NotSent("ConnectError")


async def test_no_free_connection_means_not_sent() -> None:
    slow = Reply(stall=0.5)
    async with (
        _wire(lambda _: slow, connection_pool_size=1, pool_timeout=0.05) as (transport, api),
        TaskGroup() as sends,
    ):
        first = sends.create_task(transport.send(CHAT, "first"))
        await api.asked.wait()
        assert await transport.send(CHAT, "second") == NotSent("PoolTimeout")
        assert await first == Sent(1)


async def test_a_call_returns_the_result() -> None:
    me = Reply(body=b'{"ok":true,"result":{"id":1,"is_bot":true}}')
    async with _wire(lambda _: me) as (transport, _):
        assert await transport.call("getMe") == {"id": 1, "is_bot": True}


async def test_updates_are_fetched_with_the_offset_given() -> None:
    async with _wire(lambda _: Reply(body=b'{"ok":true,"result":[]}')) as (transport, api):
        parameters = {"offset": 5, "timeout": 1, "allowed_updates": ["message"]}
        assert await transport.call("getUpdates", parameters) == []
    assert api.requests[0].fields == {"offset": "5", "timeout": "1", "allowed_updates": '["message"]'}


async def test_a_file_is_uploaded() -> None:
    async with _wire(lambda _: ok()) as (transport, api):
        files = {"document": ("export.json", b'{"canary": 1}')}
        await transport.call("sendDocument", {"chat_id": CHAT}, files)
    assert api.bodies[0].count(b'filename="export.json"') == 1
    assert b'{"canary": 1}' in api.bodies[0]


async def test_a_call_that_fails_says_why() -> None:
    description = "Bad Request: message is not modified: nothing new"
    async with _wire(lambda _: refuse(400, description)) as (transport, _):
        with pytest.raises(CallFailed) as failed:
            await transport.call("editMessageText", {"chat_id": CHAT})
    assert (failed.value.status, failed.value.description) == (400, description)


@pytest.mark.parametrize("reply", [Reply(cut=None), refuse(403, "Forbidden"), Reply(body=b"{")])
async def test_the_token_shows_nowhere(reply: Reply, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with _wire(lambda _: reply) as (transport, _):
        with pytest.raises(CallFailed) as failed:
            await transport.call("getMe")
        await transport.send(CHAT, "canary text")
        shown = f"{transport!r} {failed.value!r} {caplog.text}"
    assert TOKEN not in shown
    assert "canary text" not in shown
    assert str(CHAT) not in shown
