"""getUpdates: what stays, what is confirmed, who may poll, how long it waits."""

from __future__ import annotations

import asyncio
from time import monotonic

import pytest
from telegram import Bot
from telegram.error import BadRequest, Conflict, RetryAfter

from bot.sandbox import LocalBotApi, Person
from tests.sandbox.conftest import client_of


@pytest.fixture
def ten(api: LocalBotApi, ana: Person) -> list[int]:
    """Ten updates wait; their ids."""
    for number in range(10):
        ana.says(f"message {number}")
    return list(api.world.updates.pending)


async def test_unconfirmed_updates_come_again(client: Bot, ten: list[int]) -> None:
    assert [update.update_id for update in await client.get_updates()] == ten
    assert [update.update_id for update in await client.get_updates()] == ten


async def test_an_offset_confirms_all_below_it(client: Bot, ten: list[int]) -> None:
    await client.get_updates()
    left = await client.get_updates(offset=ten[4])
    assert [update.update_id for update in left] == ten[4:]
    again = await client.get_updates(offset=ten[0])
    assert [update.update_id for update in again] == ten[4:]


async def test_a_negative_offset_keeps_only_the_newest(client: Bot, ten: list[int]) -> None:
    assert [update.update_id for update in await client.get_updates(offset=-2)] == ten[-2:]
    assert [update.update_id for update in await client.get_updates()] == ten[-2:]


async def test_a_negative_offset_beyond_the_queue_keeps_all(client: Bot, ten: list[int]) -> None:
    assert [update.update_id for update in await client.get_updates(offset=-50)] == ten


async def test_the_limit_holds_and_is_kept_in_bounds(client: Bot, ten: list[int]) -> None:
    assert [update.update_id for update in await client.get_updates(limit=3)] == ten[:3]
    assert [update.update_id for update in await client.get_updates(limit=0)] == ten[:1]
    assert [update.update_id for update in await client.get_updates(limit=1000)] == ten


async def test_updates_stay_when_the_poller_dies_with_them(api: LocalBotApi, ten: list[int]) -> None:
    async with client_of(api) as first:
        await first.get_updates()
    async with client_of(api) as second:
        assert [update.update_id for update in await second.get_updates()] == ten


async def test_a_long_poll_answers_as_soon_as_something_comes(
    client: Bot, ana: Person, api: LocalBotApi
) -> None:
    async with asyncio.TaskGroup() as tasks:
        poll = tasks.create_task(client.get_updates(timeout=4))
        await asyncio.sleep(0.1)
        assert not poll.done()
        said = monotonic()
        ana.says("/today")
        (update,) = await poll
    assert monotonic() - said < 0.5
    assert update.effective_message
    assert update.effective_message.text == "/today"


async def test_a_long_poll_ends_empty_after_its_time(client: Bot) -> None:
    begun = monotonic()
    assert await client.get_updates(timeout=1) == ()
    assert 0.9 < monotonic() - begun < 2


async def test_a_second_poller_ends_the_first_with_a_conflict(client: Bot, ana: Person) -> None:
    async with asyncio.TaskGroup() as tasks:
        first = tasks.create_task(_conflict_of(client))
        await asyncio.sleep(0.1)
        second = tasks.create_task(client.get_updates(timeout=4))
        conflict = await first
        ana.says("/today")
        assert len(await second) == 1
    assert "terminated by other getupdates request" in str(conflict).lower()


async def _conflict_of(client: Bot) -> Conflict:
    with pytest.raises(Conflict) as conflict:
        await client.get_updates(timeout=4)
    return conflict.value


async def test_only_wanted_kinds_of_updates_are_queued(api: LocalBotApi, client: Bot, ana: Person) -> None:
    await client.get_updates(allowed_updates=["message"])
    ana.blocks()
    ana.unblocks()
    ana.says("/today")
    assert [update.message is not None for update in await client.get_updates()] == [True]


async def test_wishes_hold_until_others_are_given_and_an_empty_list_means_the_usual(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    await client.get_updates(allowed_updates=["callback_query"])
    await client.get_updates()
    assert api.world.tell("message", {}) is None
    await client.get_updates(allowed_updates=[])
    assert api.world.tell("message", {}) is not None
    assert api.world.tell("chat_member", {}) is None


async def test_dropping_pending_updates_empties_the_queue(
    api: LocalBotApi, client: Bot, ten: list[int]
) -> None:
    assert (await client.get_webhook_info()).pending_update_count == 10
    await client.delete_webhook(drop_pending_updates=True)
    assert (await client.get_webhook_info()).pending_update_count == 0
    assert await client.get_updates() == ()


async def test_webhooks_and_other_servers_are_refused_plainly(client: Bot) -> None:
    with pytest.raises(BadRequest, match="getupdates only"):
        await client.set_webhook("https://example.org/hook")
    assert (await client.get_webhook_info()).url == ""
    with pytest.raises(BadRequest, match="no other server"):
        await client.log_out()
    with pytest.raises(RetryAfter):
        await client.close()
