"""What drivers rely on: the ledger, waiting, going quiet, call-backs, dates, coming back after an outage."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Bot
from telegram.error import BadRequest, NetworkError

from bot.sandbox import LocalBotApi, Person
from tests.sandbox.conftest import client_of


async def test_the_ledger_holds_every_send_in_order(api: LocalBotApi, client: Bot, ana: Person) -> None:
    await client.send_message(ana.id, "one")
    with pytest.raises(BadRequest):
        await client.send_message(5, "two")
    await client.send_location(ana.id, 1, 2)
    one, two, three = api.ledger
    assert [call.method for call in api.ledger] == ["sendMessage", "sendMessage", "sendLocation"]
    assert (one.chat_id, one.text, one.status, one.accepted) == (ana.id, "one", 200, True)
    assert (two.chat_id, two.text, two.status, two.accepted) == (5, "two", 400, False)
    assert two.description == "Bad Request: chat not found"
    assert one.sent is api.messages(ana)[0]
    assert two.sent is None
    assert one.finished
    assert one.started <= one.finished <= two.started <= three.started
    assert [call.method for call in api.calls] == ["getMe", *(call.method for call in api.ledger)]


async def test_waiting_gives_what_came_or_says_what_there_was(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    async with asyncio.TaskGroup() as tasks:
        waiting = tasks.create_task(api.wait_for(lambda: api.messages(ana), timeout=2))
        await client.send_message(ana.id, "Brief")
        assert [message.text for message in await waiting] == ["Brief"]
    ana.says("/today")
    with pytest.raises(TimeoutError, match=r"1 updates unconfirmed.*\n.*'Brief'"):
        await api.wait_for(lambda: len(api.messages(ana)) > 1, timeout=0.05)


async def test_idle_waits_until_the_bot_has_confirmed_and_is_quiet(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    ana.says("/today")
    with pytest.raises(TimeoutError):
        await api.idle(quiet_for=0.05, timeout=0.2)
    (update,) = await client.get_updates()
    with pytest.raises(TimeoutError):
        await api.idle(quiet_for=0.05, timeout=0.2)
    async with asyncio.TaskGroup() as tasks:
        quiet = tasks.create_task(api.idle(quiet_for=0.3, timeout=2))
        await client.get_updates(offset=update.update_id + 1)
        await asyncio.sleep(0.1)
        await client.send_message(ana.id, "Nothing listed yet.")
        assert not quiet.done()
    assert len(api.messages(ana)) == 1


async def test_every_message_of_the_bot_is_called_back(api: LocalBotApi, client: Bot, ana: Person) -> None:
    seen: list[str] = []
    api.on_sent(lambda sent: seen.append(f"{sent.chat.title}: {sent.text}"))
    ana.says("/today")
    await client.send_message(ana.id, "<b>Nothing</b> listed yet.", parse_mode="HTML")
    assert seen == ["Ana: Nothing listed yet."]


async def test_dates_follow_the_simulated_clock(api: LocalBotApi, client: Bot, ana: Person) -> None:
    simulated = datetime(2026, 1, 22, 18, 30, tzinfo=UTC)
    api.simulated_now = lambda: simulated
    ana.says("/today")
    message = await client.send_message(ana.id, "Brief")
    (update,) = await client.get_updates()
    assert update.message
    assert (message.date, update.message.date) == (simulated, simulated)
    (sent,) = api.messages(ana)
    assert abs((datetime.now(UTC) - sent.at).total_seconds()) < 5


async def test_after_an_outage_the_same_address_answers_and_nothing_is_forgotten() -> None:
    api = LocalBotApi("1:a")
    ana = api.person("Ana")
    async with api.serve() as url, client_of(api, "1:a") as client:
        ana.starts()
        await client.send_message(ana.id, "before")
    ana.says("/today")
    async with api.serve() as again, client_of(api, "1:a") as other:
        assert again == url
        assert [update.effective_message is not None for update in await other.get_updates()] == [True, True]
        await other.send_message(ana.id, "after")
    assert [message.text for message in api.messages(ana)] == ["before", "after"]


async def test_when_it_does_not_listen_nothing_reaches_it(api: LocalBotApi) -> None:
    silent = LocalBotApi("1:a")
    async with silent.serve():
        pass
    client = client_of(silent, "1:a")
    with pytest.raises(NetworkError, match="ConnectError"):
        await client.send_message(1, "Brief")


async def test_an_open_poll_does_not_hold_up_the_end() -> None:
    api = LocalBotApi("1:a")
    async with asyncio.TaskGroup() as tasks:
        async with api.serve():
            client = client_of(api, "1:a")
            await client.initialize()
            poll = tasks.create_task(client.get_updates(timeout=30))
            await asyncio.sleep(0.1)
        assert await asyncio.wait_for(poll, 2) == ()
    await client.shutdown()


async def test_two_local_apis_stand_side_by_side(api: LocalBotApi) -> None:
    other = LocalBotApi("7000000002:b", username="second_local_bot")
    async with other.serve(), client_of(api) as first, client_of(other, "7000000002:b") as second:
        names = (await first.get_me()).username, (await second.get_me()).username
    assert names == ("drumbeat_local_bot", "second_local_bot")
