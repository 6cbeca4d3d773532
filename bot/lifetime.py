"""How the process runs and ends: parts side by side, one signal to end in order, a second to end at once."""

import asyncio
import os
import signal
from collections.abc import Awaitable, Callable, Iterable
from typing import Self

import structlog

Work = Callable[[], Awaitable[None]]

AT_ONCE = 130
"""Exit code of a second signal; what was on the wire is unknown then."""

log = structlog.stdlib.get_logger(__name__)


class Lifetime:
    """Entered first of all: until `run` begins, a signal cancels the task that entered."""

    def __init__(self) -> None:
        self._stop: Callable[[], object] = lambda: None
        self._asked = False

    async def __aenter__(self) -> Self:
        loop = asyncio.get_running_loop()
        task = asyncio.current_task()
        assert task is not None
        self._stop = task.cancel
        for number in (signal.SIGTERM, signal.SIGINT):
            loop.add_signal_handler(number, self._on_signal)
        loop.set_exception_handler(_log_loose_end)
        return self

    async def __aexit__(self, *_error: object) -> None:
        for number in (signal.SIGTERM, signal.SIGINT):
            asyncio.get_running_loop().remove_signal_handler(number)

    async def run(self, works: Iterable[Work], stop: Callable[[], None], beside: Iterable[Work] = ()) -> None:
        """Until all `works` have ended. The first that ends, in whatever way, has the others stopped.

        None is cancelled: what is on its way gets its end. Raises the first error. The works `beside`
        may end without consequence, and are cancelled with the rest.
        """
        errors: list[Exception] = []

        async def guarded(work: Work) -> None:
            try:
                await work()
            except Exception as error:  # noqa: BLE001 - raised again below, when the others have ended in order
                errors.append(error)
            finally:
                stop()

        self._stop = stop
        async with asyncio.TaskGroup() as extras:
            others = [extras.create_task(_harmless(work)) for work in beside]
            async with asyncio.TaskGroup() as parts:
                for work in works:
                    parts.create_task(guarded(work))
            for task in others:
                task.cancel()
        if errors:
            raise errors[0]

    def _on_signal(self) -> None:
        if self._asked:
            os._exit(AT_ONCE)
        self._asked = True
        log.info("stopping; what is on its way gets its end")
        self._stop()


async def _harmless(work: Work) -> None:
    try:
        await work()
    except Exception as error:  # noqa: BLE001 - the bot works without it
        log.warning("not done", error=type(error).__name__)


def _log_loose_end(_loop: asyncio.AbstractEventLoop, context: dict[str, object]) -> None:
    """The loop's own words quote the exception."""
    error = context.get("exception")
    log.error("loose end", exc_info=error if isinstance(error, BaseException) else None)
