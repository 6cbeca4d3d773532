"""Whatever the server and the network do, each delivery ends in one state and no copy is unexplained."""

import asyncio
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from itertools import count

import pytest

from bot.broadcast.guard import MANY_GONE
from bot.broadcast.outbox import most_sending
from bot.services.housekeeping import Housekeeping
from bot.services.status import as_text, read_status
from tests.broadcast.outbox_world import FIRST_CHAT, World, until_idle
from tests.faults.conftest import Processes, sending
from tests.faults.loopback import Loopback, Reply, Request, ok, refuse
from tests.services.people import Checkpoints, StandingClock

AUDIENCE = 100
CHATS = range(FIRST_CHAT, FIRST_CHAT + AUDIENCE)


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.broadcast.chat_limits.CHAT_INTERVAL", 0.05)
    monkeypatch.setattr("bot.broadcast.selection.REPEAT_PAUSE", 0.05)
    monkeypatch.setattr("bot.broadcast.backoff.FIRST_PAUSE", 0.1)


def _every(number: int, fault: Reply) -> Callable[[Request], Reply]:
    """Each `number`th request meets the fault."""
    requests = count(1)
    return lambda _request: fault if next(requests) % number == 0 else ok()


FAULTS = {
    "delivered, then silence": Reply(stall=2),
    "a broken body": Reply(body=b'{"ok":tr'),
    "no result": Reply(body=b'{"ok":true}'),
    "closed without a byte": Reply(cut=None),
    "half a body": Reply(cut=30),
    "500, delivered": Reply(500, b'{"ok":false,"error_code":500,"description":"restart"}'),
    "502 as a page": Reply(502, b"<html>Bad Gateway</html>", accepted=False),
    "504 as a page, delivered": Reply(504, b"<html>Gateway Timeout</html>"),
}


@pytest.mark.parametrize("fault", FAULTS)
async def test_one_in_twenty_sends_meets_a_fault(fault: str, world: World, processes: Processes) -> None:
    broadcast = await world.broadcast(await world.people(CHATS))
    processes.watch(1000)
    async with (
        Loopback(_every(20, FAULTS[fault])) as api,
        sending(world, api, read_timeout=0.3) as outbox,
    ):
        await until_idle(outbox)
    processes.check(api)
    states = await world.states(broadcast)
    assert states["sent"] + states["uncertain"] == AUDIENCE
    assert states["uncertain"] <= 3
    assert max(api.copies.values()) <= 2


async def test_a_server_that_is_down_costs_few_deliveries_their_certainty(
    world: World, processes: Processes
) -> None:
    broadcast = await world.broadcast(await world.people(CHATS))
    down = Reply(502, b"<html>", accepted=False)
    async with Loopback(lambda _: down) as api, sending(world, api) as outbox:
        await asyncio.sleep(1.5)
        api.behave = lambda _: ok()
        await until_idle(outbox)
    processes.check(api)
    states = await world.states(broadcast)
    assert states["sent"] >= AUDIENCE - 10


class TokenBucket:
    """As the server counts: so many a second with a burst, and a ban for whoever exceeds it."""

    def __init__(self, rate: float, ban: float) -> None:
        self._rate = rate
        self._ban = ban
        self._tokens = 1.0
        self._last = time.monotonic()
        self.banned_until = 0.0
        self.refused = 0
        self.inside_a_ban = 0

    def __call__(self, _request: Request) -> Reply:
        now = time.monotonic()
        self._tokens = min(self._rate / 10, self._tokens + (now - self._last) * self._rate)
        self._last = now
        if now < self.banned_until:
            self.inside_a_ban += 1
            return refuse(429, "Too Many Requests: retry after 1", retry_after=1)
        if self._tokens < 1:
            self.refused += 1
            self.banned_until = now + self._ban
            return refuse(429, "Too Many Requests: retry after 1", retry_after=1)
        self._tokens -= 1
        return ok()


async def test_at_the_limit_nothing_is_refused_and_all_is_sent(world: World, processes: Processes) -> None:
    await world.broadcast(await world.people(CHATS))
    bucket = TokenBucket(100, ban=1.0)
    async with Loopback(bucket, seconds=0.06) as api, sending(world, api, rate=100) as outbox:
        await until_idle(outbox)
    processes.check(api)
    assert bucket.refused == 0
    assert len(api.accepted) == AUDIENCE


async def test_over_the_limit_the_gate_closes_for_all_and_nothing_is_lost(
    world: World, processes: Processes
) -> None:
    broadcast = await world.broadcast(await world.people(CHATS))
    bucket = TokenBucket(60, ban=0.5)
    async with Loopback(bucket, seconds=0.02) as api, sending(world, api, rate=100) as outbox:
        await until_idle(outbox)
    processes.check(api)
    assert await world.states(broadcast) == {"sent": AUDIENCE}
    assert bucket.refused > 0
    assert bucket.inside_a_ban <= bucket.refused * most_sending(100)
    assert set(api.copies.values()) == {1}


async def test_a_429_without_a_time_is_no_server_error(
    world: World, processes: Processes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.broadcast.pacer.UNKNOWN_BAN", 0.2)
    monkeypatch.setattr("bot.broadcast.pacer.AFTER_BAN", 0.1)
    broadcast = await world.broadcast(await world.people(CHATS))
    async with (
        Loopback(_every(50, refuse(429, "Too Many Requests"))) as api,
        sending(world, api) as outbox,
    ):
        await until_idle(outbox)
    assert await world.states(broadcast) == {"sent": AUDIENCE}
    assert await world.one("SELECT sum(ambiguous) FROM delivery") == 0


async def test_those_who_left_are_not_written_to_again(world: World) -> None:
    people = await world.people(CHATS)
    left = {chat for chat in CHATS if chat % 20 == 0}
    reminder = await world.broadcast(people, expires_at=None)

    def behave(request: Request) -> Reply:
        blocked = refuse(403, "Forbidden: bot was blocked by the user")
        return blocked if request.chat_id in left else ok()

    async with Loopback(behave) as api, sending(world, api) as outbox:
        await until_idle(outbox)
        await world.broadcast(people)
        outbox.wake()
        await until_idle(outbox)
    assert (await world.states(reminder))["gone"] == len(left)
    assert sum(1 for request in api.requests if request.chat_id in left) == len(left)


async def test_a_wrong_bot_finds_no_chat_and_deletes_nobody(world: World) -> None:
    """Not within the week after which those who left are forgotten, nor after a restart."""
    await world.broadcast(await world.people(CHATS))
    async with Loopback(lambda _: refuse(400, "Bad Request: chat not found")) as api:
        for _restart in range(2):
            async with sending(world, api) as outbox:
                await until_idle(outbox)
    assert len(api.requests) <= 20
    later = StandingClock(at=datetime.now(UTC) + timedelta(days=30))
    await Housekeeping(world.transactions, later, Checkpoints())()
    assert await world.one("SELECT count(*) FROM subscriber WHERE status = 'active'") == AUDIENCE
    status = await read_status(world.transactions, later.now(), 2)
    assert [(one.state, one.reason) for one in status.held] == [("held", MANY_GONE)]
    assert MANY_GONE in as_text(status)


async def test_a_network_that_comes_back_finds_everything_waiting(world: World, processes: Processes) -> None:
    broadcast = await world.broadcast(await world.people(CHATS))
    async with Loopback() as api:
        pass
    async with sending(world, api) as outbox:
        await asyncio.sleep(1)
        assert await world.one("SELECT max(ambiguous) FROM delivery") == 0
        async with api:
            await until_idle(outbox)
    processes.check(api)
    assert await world.states(broadcast) == {"sent": AUDIENCE}
    assert set(api.copies.values()) == {1}


async def test_a_slow_server_is_given_only_what_it_carries(world: World, processes: Processes) -> None:
    broadcast = await world.broadcast(await world.people(CHATS[:30]))
    processes.watch(25)
    async with Loopback(seconds=0.5) as api, sending(world, api, rate=25) as outbox:
        await until_idle(outbox)
    processes.check(api)
    assert api.most_at_once <= most_sending(25)
    assert await world.states(broadcast) == {"sent": 30}
