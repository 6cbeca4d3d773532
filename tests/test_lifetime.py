"""Parts side by side: the first end has all end, in order, and the first error is told."""

import asyncio

import pytest

from bot.lifetime import Lifetime


class Part:
    """Works until told to stop; then still finishes what it does."""

    def __init__(self, error: Exception | None = None) -> None:
        self.stopping = asyncio.Event()
        self.finished = False
        self._error = error

    async def run(self) -> None:
        if self._error is not None:
            raise self._error
        await self.stopping.wait()
        await asyncio.sleep(0.01)
        self.finished = True


async def test_an_error_in_one_lets_the_others_finish() -> None:
    good, bad = Part(), Part(KeyError("first"))
    async with Lifetime() as lifetime:
        with pytest.raises(KeyError, match="first"):
            await lifetime.run((good.run, bad.run), good.stopping.set)
    assert good.finished


async def test_an_orderly_end_of_one_ends_all() -> None:
    parts = Part(), Part()
    async with Lifetime() as lifetime:
        asyncio.get_running_loop().call_later(0.01, parts[0].stopping.set)
        await lifetime.run([part.run for part in parts], parts[1].stopping.set)
    assert all(part.finished for part in parts)


async def test_what_runs_beside_has_no_say_in_the_end() -> None:
    part, hanging = Part(), Part()
    async with Lifetime() as lifetime:
        asyncio.get_running_loop().call_later(0.02, part.stopping.set)
        await lifetime.run((part.run,), part.stopping.set, beside=(Part(ValueError()).run, hanging.run))
    assert part.finished
    assert not hanging.finished
