"""The clockwork: ticks by itself, survives errors, and steps time only when all due work is done."""

import asyncio
import socket
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.broadcast.planner import Planner
from bot.broadcast.rehearsal import RehearsalControl
from bot.broadcast.scheduler import Clockwork
from bot.clock import Anchor, RehearsalClock, real_now
from bot.domain.broadcast import DeliveryState
from bot.domain.errors import StorageUnavailable
from bot.services.ports import Clock
from bot.services.ports.meta import REHEARSAL_ANCHOR
from tests.broadcast.planner.control import Driver, driver, time_is
from tests.broadcast.planner.world import PLACES, World, at
from tests.builders import TACOMA, an_entry

SATURDAY = date(2026, 2, 7)


@dataclass
class ScriptedOutbox:
    """Sends everything that is due as soon as it is woken; `busy` looks still find it at work."""

    world: World
    clock: Clock
    busy: int = 0
    woken: int = 0
    idle_at: list[datetime] = field(default_factory=list)

    def wake(self) -> None:
        self.woken += 1

    async def is_idle(self) -> bool:
        if self.busy:
            self.busy -= 1
            return False
        await self.world.settle(DeliveryState.SENT, due_by=self.clock.now())
        self.idle_at.append(self.clock.now())
        return True


@dataclass
class Housekeeping:
    clock: Clock
    times: list[datetime] = field(default_factory=list)
    fails: bool = False

    async def __call__(self) -> None:
        self.times.append(self.clock.now())
        if self.fails:
            raise RuntimeError("the broom broke")


@dataclass
class Desk:
    """Something is to be told at `instants`; `told_at` is when a round found it due."""

    clock: Clock
    instants: list[datetime]
    told_at: list[datetime] = field(default_factory=list)

    async def round(self) -> None:
        now = self.clock.now()
        self.told_at += [now for instant in self.instants if instant <= now]
        self.instants = [instant for instant in self.instants if instant > now]

    async def next_due(self) -> datetime | None:
        return min(self.instants, default=None)


@dataclass
class Rehearsal:
    world: World
    clock: RehearsalClock
    outbox: ScriptedOutbox
    housekeeping: Housekeeping
    clockwork: Clockwork
    control: RehearsalControl
    desk: Desk


@asynccontextmanager
async def rehearsing(world: World, url: str, start: str, told: str = "") -> AsyncIterator[Rehearsal]:
    clock = RehearsalClock(Anchor(at(start), real_now(), 0.0))
    outbox, housekeeping = ScriptedOutbox(world, clock), Housekeeping(clock)
    planner = Planner(world.transactions, PLACES.get, clock)
    async with RehearsalControl(url, clock, world.transactions) as control:
        desk = Desk(clock, [at(told)] if told else [])
        clockwork = Clockwork(planner, outbox, clock, housekeeping, control, desk)
        await clockwork.start()
        try:
            yield Rehearsal(world, clock, outbox, housekeeping, clockwork, control, desk)
        finally:
            await asyncio.wait_for(clockwork.stop(), 5)


async def until_asked(one: Driver, times: int) -> None:
    async with asyncio.timeout(10):
        while len(one.asked) < times:  # noqa: ASYNC110 - the driver is watched from outside
            await asyncio.sleep(0.01)


async def until_frozen(world: World) -> None:
    async with asyncio.timeout(5):
        while not await world.frozen():  # noqa: ASYNC110 - rows are watched from outside
            await asyncio.sleep(0.05)


async def test_a_tick_comes_by_itself_plans_and_wakes_the_outbox(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY))
    await world.follow(TACOMA)
    world.clock.time = at("2026-02-06 17:00")
    outbox = ScriptedOutbox(world, world.clock)
    clockwork = Clockwork(world.planner, outbox, world.clock, Housekeeping(world.clock))
    await clockwork.start()
    world.clock.time = at("2026-02-06 18:00")
    await until_frozen(world)
    await clockwork.stop()
    assert outbox.woken == 1


async def test_a_blocked_loop_makes_alerts_late_but_drops_none(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY))
    await world.follow(TACOMA)
    world.clock.time = at("2026-02-06 17:00")
    outbox = ScriptedOutbox(world, world.clock)
    clockwork = Clockwork(world.planner, outbox, world.clock, Housekeeping(world.clock))
    await clockwork.start()
    world.clock.time = at("2026-02-06 18:03")
    time.sleep(1.5)  # noqa: ASYNC251 - a blocked loop is the point here
    await until_frozen(world)
    await clockwork.stop()
    brief = await world.only()
    assert (brief.content.due_at, brief.state) == (at("2026-02-06 18:00"), DeliveryState.PENDING)
    assert outbox.woken == 1


async def test_what_fails_in_a_tick_is_logged_and_the_next_tick_goes_on(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY))
    await world.follow(TACOMA)
    world.clock.time = at("2026-02-06 17:00")
    housekeeping = Housekeeping(world.clock, fails=True)
    clockwork = Clockwork(world.planner, ScriptedOutbox(world, world.clock), world.clock, housekeeping)
    await clockwork.start()
    world.clock.time = at("2026-02-06 18:30")
    await clockwork.tick()
    await clockwork.tick()
    await clockwork.stop()
    assert len(await world.frozen()) == 1
    assert len(housekeeping.times) == 2


async def test_a_plan_that_fails_ends_the_start(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    async def unavailable() -> int:
        raise StorageUnavailable

    planner, housekeeping = world.planner, Housekeeping(world.clock)
    monkeypatch.setattr(planner, "plan", unavailable)
    clockwork = Clockwork(planner, ScriptedOutbox(world, world.clock), world.clock, housekeeping)
    with pytest.raises(StorageUnavailable):
        await clockwork.start()


async def test_housekeeping_is_done_at_the_start_and_hourly_by_the_clock(world: World) -> None:
    world.clock.time = start = at("2026-02-06 17:00")
    housekeeping = Housekeeping(world.clock)
    clockwork = Clockwork(world.planner, ScriptedOutbox(world, world.clock), world.clock, housekeeping)
    await clockwork.start()
    for minutes in (1, 59, 60, 61, 119, 120, 400):
        world.clock.time = start + timedelta(minutes=minutes)
        await clockwork.tick()
    await clockwork.stop()
    assert [round((one - start) / timedelta(minutes=1)) for one in housekeeping.times] == [0, 60, 120, 400]


async def test_time_steps_from_due_to_due_and_each_step_is_stored(world: World) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "14:00"))
    await world.follow(TACOMA)
    steps = [at("2026-02-06 18:00"), at("2026-02-07 12:00"), at("2026-02-07 18:00")]
    async with driver(*map(time_is, steps)) as one, rehearsing(world, one.url, "2026-02-06 12:00") as stage:
        await until_asked(one, 4)
        async with world.transactions.read() as tx:
            stored = await tx.meta.get(REHEARSAL_ANCHOR)
    assert stored is not None
    assert Anchor.from_text(stored) == stage.clock.anchor
    assert stage.clock.now() == steps[-1]
    asked = [
        (datetime.fromisoformat(each["now"] or ""), datetime.fromisoformat(each["next_due"] or ""))
        for each in one.asked[:4]
    ]
    assert asked == [
        (at("2026-02-06 12:00"), steps[0]),
        (steps[0], steps[1]),
        (steps[1], steps[2]),
        (steps[2], at("2026-02-08 18:00")),
    ]
    assert [each.content.due_at for each in await world.frozen()] == steps[:2]


async def test_the_driver_hears_of_what_coordinators_are_to_be_told_and_is_asked_after_it(
    world: World,
) -> None:
    await world.put(an_entry(TACOMA, SATURDAY, "14:00"))
    await world.follow(TACOMA)
    sooner = "2026-02-06 13:05"
    async with (
        driver(time_is(at(sooner))) as one,
        rehearsing(world, one.url, "2026-02-06 12:00", told=sooner) as stage,
    ):
        await until_asked(one, 2)
        assert stage.desk.told_at == [at(sooner)]
    due = [datetime.fromisoformat(each["next_due"] or "") for each in one.asked[:2]]
    assert due == [at(sooner), at("2026-02-06 18:00")]


async def test_the_driver_is_asked_only_when_the_outbox_is_idle(world: World) -> None:
    async with driver() as one, rehearsing(world, one.url, "2026-02-06 12:00") as stage:
        stage.outbox.busy = 3
        await until_asked(one, 1)
        assert stage.outbox.busy == 0
        assert len(stage.outbox.idle_at) == 1
    assert one.asked == [{"now": at("2026-02-06 12:00").astimezone(UTC).isoformat(), "next_due": None}]


async def test_while_the_driver_holds_its_answer_time_stands_still_and_stopping_is_quick(
    world: World, caplog: pytest.LogCaptureFixture
) -> None:
    async with driver() as one, rehearsing(world, one.url, "2026-02-06 12:00") as stage:
        await until_asked(one, 1)
        await asyncio.sleep(1.2)
        assert stage.clock.now() == at("2026-02-06 12:00")
    assert len(one.asked) == 1
    assert "maximum number of running instances" not in caplog.text


@pytest.mark.parametrize("answer", [b"", b"not json", b"{}", b'{"now": "2026-02-07T12:00:00"}', b'["now"]'])
async def test_an_answer_nobody_can_read_changes_nothing(world: World, answer: bytes) -> None:
    async with driver(answer) as one, rehearsing(world, one.url, "2026-02-06 12:00") as stage:
        await until_asked(one, 1)
        await asyncio.sleep(0.05)
        assert stage.clock.now() == at("2026-02-06 12:00")


async def test_time_never_goes_back(world: World) -> None:
    earlier, later = at("2026-02-05 12:00"), at("2026-02-06 13:00")
    async with (
        driver(time_is(earlier), time_is(later)) as one,
        rehearsing(world, one.url, "2026-02-06 12:00") as stage,
    ):
        await until_asked(one, 3)
        assert stage.clock.now() == later
    assert one.asked[1]["now"] == one.asked[0]["now"]


async def test_an_absent_driver_is_asked_again_each_second(world: World) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    one = Driver([time_is(at("2026-02-06 13:00"))])
    async with rehearsing(world, f"http://127.0.0.1:{port}/", "2026-02-06 12:00") as stage:
        await asyncio.sleep(1.2)
        server = await asyncio.start_server(one.serve, "127.0.0.1", port)
        await until_asked(one, 2)
        assert stage.clock.now() == at("2026-02-06 13:00")
    server.close()
