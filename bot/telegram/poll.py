"""The poll loop: fetch raw, hand over, confirm only what is through; and what to do when fetching fails."""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Protocol

import structlog

from bot.domain.broadcast import NotSent, TokenRefused
from bot.domain.errors import AnotherInstance, Misconfigured
from bot.telegram.inbox import Inbox
from bot.telegram.transport import CallFailed

WAIT = 30
"""Seconds that Telegram keeps an empty getUpdates open."""
ALLOWED = ("message", "callback_query", "my_chat_member", "inline_query")
SETTLE = 0.1
"""Most updates are through within this; asking sooner would only bring the same ones again."""
PAUSE = 0.25
"""Between polls that bring nothing new while something is still being dealt with."""
SOONEST = 0.25
"""Between answers with nothing new, should a server not keep the request open as it was asked to."""
FIRST_BACK_OFF, LONGEST_BACK_OFF = 1.0, 30.0
CONFLICT = 409
CONFLICT_WINDOW = 60.0
AFTER_CONFLICT = 3.0
DRAIN = 20.0
QUIET_WEEK = 6 * 86400.0

log = structlog.stdlib.get_logger(__name__)


class Caller(Protocol):
    async def call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any:
        """The method's result, or CallFailed."""
        ...


class Poll:
    def __init__(
        self,
        caller: Caller,
        inbox: Inbox,
        wait: int = WAIT,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._caller = caller
        self._inbox = inbox
        self._wait = wait
        self._monotonic = monotonic
        self._sleep = sleep
        self._stopping = False
        self._round: asyncio.Task[list[Any] | Exception] | None = None
        self._back_off = FIRST_BACK_OFF
        self._conflicts: deque[float] = deque(maxlen=2)
        self._last_update = monotonic()
        """Monotonic time of the last getUpdates that came back."""

    def stop(self) -> None:
        """Fetch no more; `run` returns when what was fetched is through."""
        self._stopping = True
        if self._round is not None:
            self._round.cancel()

    async def run(self) -> None:
        """Until `stop`; AnotherInstance after two conflicts in a minute, Misconfigured for a bad token."""
        async with asyncio.TaskGroup() as tasks:
            ended_by = await self._poll(tasks)
            await self._inbox.drain(DRAIN)
        if ended_by is not None:
            raise ended_by
        await self._confirm()

    async def _poll(self, tasks: asyncio.TaskGroup) -> Exception | None:
        while not self._stopping:
            began = self._monotonic()
            self._round = tasks.create_task(self._fetch())
            try:
                batch = await self._round
            except asyncio.CancelledError:
                if self._stopping:
                    break
                raise
            if isinstance(batch, Exception):
                return batch
            new = self._inbox.take(batch, tasks)
            if new:
                self._last_update = self._monotonic()
            elif not self._inbox.busy and (early := began + SOONEST - self._monotonic()) > 0:
                await self._sleep(early)
            await self._inbox.progress(SETTLE if new else PAUSE)
        return None

    async def _fetch(self) -> list[Any] | Exception:
        """One round: the updates, or none after a pause where it failed; what ends the loop as a value."""
        if self._monotonic() - self._last_update > QUIET_WEEK:
            self._inbox.forget_position()
        asked = {"offset": self._inbox.offset, "timeout": self._wait, "allowed_updates": list(ALLOWED)}
        try:
            result = await self._caller.call("getUpdates", asked)
        except CallFailed as failed:
            return await self._after(failed)
        if not isinstance(result, list):
            await self._sleep(FIRST_BACK_OFF)
            return []
        self._back_off = FIRST_BACK_OFF
        return result

    async def _after(self, failed: CallFailed) -> list[Any] | Exception:
        log.warning("polling failed", outcome=type(failed.outcome).__name__, status=failed.status)
        if isinstance(failed.outcome, TokenRefused):
            return Misconfigured("BOT_TOKEN", "is refused by Telegram")
        if failed.status == CONFLICT:
            now = self._monotonic()
            self._conflicts.append(now)
            if len(self._conflicts) == 2 and now - self._conflicts[0] <= CONFLICT_WINDOW:
                return AnotherInstance("somebody else fetches this bot's updates, or has stolen its token")
            await self._sleep(AFTER_CONFLICT)
            return []
        asked_to_wait = failed.outcome.retry_after if isinstance(failed.outcome, NotSent) else None
        await self._sleep(self._back_off if asked_to_wait is None else asked_to_wait)
        self._back_off = min(LONGEST_BACK_OFF, self._back_off * 2)
        return []

    async def _confirm(self) -> None:
        """Tell Telegram what is through, so that the next run does not begin with it again."""
        try:
            await self._caller.call("getUpdates", {"offset": self._inbox.offset, "timeout": 0, "limit": 1})
        except CallFailed as failed:
            log.info("updates not confirmed", outcome=type(failed.outcome).__name__)
