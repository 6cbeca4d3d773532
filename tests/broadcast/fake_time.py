"""Monotonic time that moves only when everybody sleeps."""

import asyncio
from collections.abc import Coroutine
from heapq import heappop, heappush
from itertools import count
from typing import Any


class FakeTime:
    def __init__(self) -> None:
        self.now = 1000.0
        self._sleepers: list[tuple[float, int, asyncio.Future[None]]] = []
        self._numbers = count()

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        future: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        heappush(self._sleepers, (self.now + seconds, next(self._numbers), future))
        await future

    async def run(self, *work: Coroutine[Any, Any, None]) -> None:
        """Run all to their end, jumping from one sleeper's hour to the next."""
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(part) for part in work]
            while not all(task.done() for task in tasks):
                for _ in range(20):
                    await asyncio.sleep(0)
                if self._sleepers:
                    self.now, _, future = heappop(self._sleepers)
                    if not future.done():
                        future.set_result(None)
