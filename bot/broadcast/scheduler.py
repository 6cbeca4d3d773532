"""The clockwork: one tick a second that has whatever is due planned. It knows no facts itself."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import Protocol

import structlog
from apscheduler.schedulers.asyncio import AsyncIOScheduler

from bot.broadcast.planner import Planner
from bot.broadcast.rehearsal import ControlUnavailable, RehearsalControl
from bot.clock import real_now
from bot.services.ports import Clock

TICK = 1.0
"""Real seconds."""
HOUSEKEEPING_EVERY = timedelta(hours=1)
"""By the clock, so that a rehearsal forgets in its own time."""
_LOOK_AGAIN = 0.01

log = structlog.stdlib.get_logger(__name__)


class Sending(Protocol):
    """The side of the outbox that the clockwork drives."""

    def wake(self) -> None:
        """Something may be due."""
        ...

    async def is_idle(self) -> bool:
        """Nothing due is unsent, and all outcomes are committed."""
        ...


class Attending(Protocol):
    """Others who have their own instants: a control must not step over these."""

    async def round(self) -> None:
        """All that is due."""
        ...

    async def next_due(self) -> datetime | None: ...


class Clockwork:
    """`housekeeping` is run at the start and then hourly. With a `control`, time moves only as it says,
    and what is `attending` does its part before it is asked.
    """

    def __init__(
        self,
        planner: Planner,
        outbox: Sending,
        clock: Clock,
        housekeeping: Callable[[], Awaitable[None]],
        control: RehearsalControl | None = None,
        attending: Attending | None = None,
    ) -> None:
        self._attending = attending
        self._planner = planner
        self._outbox = outbox
        self._clock = clock
        self._housekeeping = housekeeping
        self._control = control
        self._scheduler = AsyncIOScheduler(timezone="UTC")
        self._ticking = asyncio.Lock()
        self._stopping = False
        self._kept_house_at: datetime | None = None

    async def start(self) -> None:
        """Plan once, then tick. To be awaited before updates are taken in: see the package's invariants.

        A plan that fails ends the start: who comes now would else get what was due before them.
        """
        await self._planner.plan()
        await self._guarded(self._whatever_is_due)
        self._scheduler.add_job(
            self.tick,
            "interval",
            id="tick",
            seconds=TICK,
            next_run_time=real_now(),
            coalesce=True,
            max_instances=1,
            misfire_grace_time=None,
        )
        self._scheduler.start()

    async def stop(self) -> None:
        """Let a running tick end, then tick no more."""
        self._stopping = True
        if self._control is not None:
            self._control.stop()
        self._scheduler.remove_all_jobs()
        async with self._ticking:
            self._scheduler.shutdown(wait=False)

    async def tick(self) -> None:
        """Have everything done that is due. What fails is logged: planning is tried again by the next tick,
        housekeeping in an hour.
        """
        async with self._ticking:
            if not self._stopping:
                await self._guarded(self._whatever_is_due if self._control is None else self._step_by_step)

    async def _whatever_is_due(self) -> None:
        if await self._planner.plan():
            self._outbox.wake()
        now = self._clock.now()
        last = self._kept_house_at
        if last is None or not timedelta() <= now - last < HOUSEKEEPING_EVERY:
            self._kept_house_at = now
            await self._housekeeping()

    async def _step_by_step(self) -> None:
        """Time stands still until all due work is done; then the control is asked, and so on."""
        assert self._control is not None
        # A tick that lasts is no tick that was missed.
        self._scheduler.pause_job("tick")
        try:
            while not self._stopping:
                await self._whatever_is_due()
                await self._until_idle()
                if self._attending is not None:
                    await self._attending.round()
                before = self._clock.now()
                await self._control.step(await self._next_due())
                if self._clock.now() > before:
                    self._outbox.wake()
                else:
                    await asyncio.sleep(_LOOK_AGAIN)
        finally:
            if not self._stopping:
                self._scheduler.resume_job("tick")

    async def _next_due(self) -> datetime | None:
        instants = [await self._planner.next_due()]
        if self._attending is not None:
            instants.append(await self._attending.next_due())
        return min((instant for instant in instants if instant is not None), default=None)

    async def _until_idle(self) -> None:
        while not (self._stopping or await self._outbox.is_idle()):  # noqa: ASYNC110 - a state of rows, no event
            await asyncio.sleep(_LOOK_AGAIN)

    async def _guarded(self, work: Callable[[], Awaitable[None]]) -> None:
        try:
            await work()
        except ControlUnavailable as error:
            log.warning("rehearsal.control-unavailable", error=str(error))
        except Exception:
            log.exception("tick.failed")
