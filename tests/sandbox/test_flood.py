"""Flood limits: a bucket that locks the bot out, and pauses for one chat and for one group."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from time import monotonic

import pytest
from telegram import Bot
from telegram.error import RetryAfter

from bot.sandbox import FloodLimit, LocalBotApi, Person


async def test_a_burst_locks_the_bot_out_for_every_chat(api: LocalBotApi, client: Bot, ana: Person) -> None:
    api.faults.flood = FloodLimit(per_second=10, lockout=1)
    ben = api.person("Ben")
    ben.starts()
    with pytest.raises(RetryAfter) as refused:
        await _burst(client, ana.id)
    assert refused.value.retry_after == timedelta(seconds=1)
    with pytest.raises(RetryAfter):
        await client.send_message(ben.id, "Brief")
    assert api.faults.flood.refusals == 2
    assert [call.status for call in api.ledger[:10]] == [200] * 10
    assert [call.status for call in api.ledger if not call.delivered] == [429, 429]
    await asyncio.sleep(1.05)
    await client.send_message(ben.id, "Brief")


async def _burst(client: Bot, chat_id: int) -> None:
    for _ in range(20):
        await client.send_message(chat_id, "Brief")


async def test_a_steady_pace_below_the_limit_is_never_refused(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    api.faults.flood = FloodLimit(per_second=50)
    begun = monotonic()
    for _ in range(60):
        await client.send_message(ana.id, "Brief")
        await asyncio.sleep(0.02)
    assert api.faults.flood.refusals == 0
    assert monotonic() - begun >= 1.2


async def test_one_chat_takes_one_message_in_its_time(api: LocalBotApi, client: Bot, ana: Person) -> None:
    api.faults.flood = FloodLimit(chat_gap=0.5)
    ben = api.person("Ben")
    ben.starts()
    await client.send_message(ana.id, "Brief")
    with pytest.raises(RetryAfter):
        await client.send_message(ana.id, "Brief")
    await client.send_message(ben.id, "Brief")
    await asyncio.sleep(0.55)
    await client.send_message(ana.id, "Brief")


async def test_a_group_takes_so_many_a_minute(api: LocalBotApi, client: Bot, ana: Person) -> None:
    api.faults.flood = FloodLimit(group_per_minute=3)
    group = api.group("Milwaukee neighbours", members=[ana])
    for _ in range(3):
        await client.send_message(group.id, "Brief")
    with pytest.raises(RetryAfter) as refused:
        await client.send_message(group.id, "Brief")
    assert refused.value.retry_after in {timedelta(seconds=59), timedelta(seconds=60)}
    await client.send_message(ana.id, "Brief")
