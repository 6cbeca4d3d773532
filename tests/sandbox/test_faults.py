"""Each fault on request: what the bot's library makes of it, and whether the message stands in the chat."""

from __future__ import annotations

import asyncio
from time import monotonic

import httpx
import pytest
from telegram import Bot
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from bot.sandbox import LocalBotApi, Person, faults
from bot.sandbox.faults import Fault
from tests.sandbox.conftest import client_of

REFUSALS: list[tuple[Fault, type[Exception], str]] = [
    (faults.blocked(), Forbidden, "bot was blocked by the user"),
    (faults.blocked("user is deactivated"), Forbidden, "user is deactivated"),
    (faults.bad_request(), BadRequest, "Chat not found"),
    (faults.migrated(-1002003004), ChatMigrated, "-1002003004"),
    (faults.too_many_requests(7), RetryAfter, "7"),
    (faults.too_many_requests(None), NetworkError, "Too Many Requests"),
    (faults.unauthorized(), InvalidToken, "Unauthorized"),
    (faults.server_error(500), NetworkError, "Internal Server Error"),
    (faults.server_error(502, html=True), NetworkError, "Bad Gateway"),
]

SPOILED_ANSWERS: list[tuple[Fault, type[Exception], str]] = [
    (faults.server_error(500, delivers=True), NetworkError, "Internal Server Error"),
    (faults.not_json(), TelegramError, "Invalid server response"),
    (faults.no_result(), KeyError, "result"),
    (faults.truncated(), NetworkError, "RemoteProtocolError"),
    (faults.resets(delivers=True), NetworkError, "ReadError|RemoteProtocolError"),
]


@pytest.mark.parametrize(
    ("fault", "error", "phrase"), REFUSALS, ids=lambda value: getattr(value, "name", None)
)
async def test_a_refusal_reaches_the_bot_and_nothing_is_delivered(
    api: LocalBotApi, client: Bot, ana: Person, fault: Fault, error: type[Exception], phrase: str
) -> None:
    api.faults.once(fault)
    with pytest.raises(error, match=phrase):
        await client.send_message(ana.id, "Brief")
    (call,) = api.ledger
    assert (call.fault, call.delivered, call.answered, call.accepted) == (fault.name, False, True, False)
    assert call.status == (fault.answer and fault.answer.status)
    assert api.messages(ana) == []


@pytest.mark.parametrize(
    ("fault", "error", "phrase"), SPOILED_ANSWERS, ids=lambda value: getattr(value, "name", None)
)
async def test_a_spoiled_answer_hides_a_delivered_message(
    api: LocalBotApi, client: Bot, ana: Person, fault: Fault, error: type[Exception], phrase: str
) -> None:
    api.faults.once(fault)
    with pytest.raises(error, match=phrase):
        await client.send_message(ana.id, "Brief")
    (call,) = api.ledger
    assert (call.fault, call.delivered, call.accepted) == (fault.name, True, False)
    assert [message.text for message in api.messages(ana)] == ["Brief"]
    assert call.sent is api.messages(ana)[0]


async def test_a_reset_before_delivery_leaves_nothing(api: LocalBotApi, client: Bot, ana: Person) -> None:
    api.faults.once(faults.resets(delivers=False))
    with pytest.raises(NetworkError):
        await client.send_message(ana.id, "Brief")
    (call,) = api.ledger
    assert (call.delivered, call.answered, call.status) == (False, False, 0)


@pytest.mark.parametrize("delivers", [True, False])
async def test_a_stall_times_out_whether_delivered_or_not(
    api: LocalBotApi, ana: Person, *, delivers: bool
) -> None:
    api.faults.once(faults.stalls(delivers=delivers))
    async with client_of(api, read_timeout=0.2) as hurried:
        with pytest.raises(TimedOut) as error:
            await hurried.send_message(ana.id, "Brief")
    assert isinstance(error.value.__cause__, httpx.ReadTimeout)
    (call,) = api.ledger
    assert (call.delivered, call.answered) == (delivers, False)
    await api.idle(quiet_for=0.05, timeout=2)


async def test_a_late_message_arrives_after_the_bot_gave_up(api: LocalBotApi, ana: Person) -> None:
    api.faults.once(faults.late(0.5))
    async with client_of(api, read_timeout=0.2) as hurried:
        with pytest.raises(TimedOut):
            await hurried.send_message(ana.id, "Brief")
    assert api.messages(ana) == []
    await api.wait_for(lambda: api.messages(ana), timeout=2)
    await api.idle(quiet_for=0.05, timeout=2)
    assert [(call.delivered, call.answered) for call in api.ledger] == [(True, False)]


async def test_an_immediately_deleted_message_is_gone_again(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    group = api.group("Milwaukee neighbours", members=[ana])
    api.faults.once(faults.immediately_deleted(), chats=group)
    with pytest.raises(NetworkError, match=r"(?i)sent message was immediately deleted"):
        await client.send_message(group.id, "Brief")
    (call,) = api.ledger
    assert call.delivered
    assert api.messages(group) == []


async def test_slow_answers_come_late_but_well(api: LocalBotApi, client: Bot, ana: Person) -> None:
    api.faults.once(faults.slow(0.2, 0.3))
    begun = monotonic()
    await client.send_message(ana.id, "Brief")
    assert 0.2 <= monotonic() - begun < 1
    assert [call.accepted for call in api.ledger] == [True]


async def test_a_conflict_can_be_served_to_the_poller(api: LocalBotApi, client: Bot) -> None:
    api.faults.once(faults.conflict(), method="getUpdates")
    with pytest.raises(Conflict):
        await client.get_updates()
    assert await client.get_updates() == ()


async def test_a_refusal_by_the_chat_itself_is_not_hidden_by_a_fault(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    ana.blocks()
    api.faults.once(faults.not_json())
    with pytest.raises(Forbidden):
        await client.send_message(ana.id, "Brief")
    assert [call.delivered for call in api.ledger] == [False]


async def test_a_fault_strikes_where_and_as_often_as_told(api: LocalBotApi, client: Bot, ana: Person) -> None:
    ben = api.person("Ben")
    ben.starts()
    api.faults.add(faults.blocked(), chats=[ben], after=1, times=1)
    outcomes = []
    for person in (ana, ben, ben, ben, ana):
        try:
            await client.send_message(person.id, "Brief")
            outcomes.append("sent")
        except Forbidden:
            outcomes.append("refused")
    assert outcomes == ["sent", "sent", "refused", "sent", "sent"]


async def test_only_messages_are_struck_unless_a_method_is_named(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    api.faults.add(faults.server_error(500))
    assert await client.get_me()
    assert await client.send_chat_action(ana.id, "typing")
    rule = api.faults.add(faults.server_error(502), method="getMe")
    with pytest.raises(NetworkError):
        await client.get_me()
    api.faults.remove(rule)
    assert await client.get_me()
    api.faults.clear()
    assert await client.send_message(ana.id, "Brief")


async def test_chance_is_repeatable(ana: Person) -> None:
    def struck(seed: int) -> list[bool]:
        chance = LocalBotApi("1:a", seed=seed).faults
        chance.add(faults.blocked(), probability=0.3)
        return [chance.strike("sendMessage", 1) is not None for _ in range(200)]

    assert struck(1) == struck(1) != struck(2)
    assert 40 <= sum(struck(1)) <= 80


async def test_stalled_calls_do_not_hold_up_the_end() -> None:
    api = LocalBotApi("1:a")
    ana = api.person("Ana")
    ana.starts()
    api.faults.add(faults.stalls(delivers=True))
    async with asyncio.TaskGroup() as tasks:
        async with api.serve():
            client = client_of(api, "1:a")
            await client.initialize()
            call = tasks.create_task(_cut_off(client, ana.id))
            await api.wait_for(lambda: api.messages(ana), timeout=2)
            ending = monotonic()
        await call
    assert monotonic() - ending < 1
    await client.shutdown()


async def _cut_off(client: Bot, chat_id: int) -> None:
    with pytest.raises(NetworkError):
        await client.send_message(chat_id, "Brief")
