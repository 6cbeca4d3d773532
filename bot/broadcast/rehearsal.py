"""Stepped time: a driver outside says when it is next."""

import asyncio
from datetime import datetime
from types import TracebackType
from typing import Self

import httpx

from bot.clock import RehearsalClock
from bot.services.ports import Transactions
from bot.services.ports.meta import REHEARSAL_ANCHOR

CONNECT_SECONDS = 5.0


class ControlUnavailable(Exception):
    """The driver cannot be reached, or its answer cannot be read; ask again."""


class RehearsalControl:
    """`POST {"now": ..., "next_due": ... or null}`, answered by `{"now": ...}`, all ISO 8601 with offset.

    The driver may hold its answer for as long as it likes: meanwhile time stands still. Time never
    goes back; an answer that is not after `now` only makes the question be asked again.
    """

    def __init__(self, url: str, clock: RehearsalClock, transactions: Transactions) -> None:
        self._url = url
        self._clock = clock
        self._transactions = transactions
        # A proxy of the environment has no business between two processes of one machine.
        self._client = httpx.AsyncClient(
            timeout=httpx.Timeout(None, connect=CONNECT_SECONDS), trust_env=False
        )
        self._patience: asyncio.Timeout | None = None
        self._stopping = False

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._client.aclose()

    async def step(self, next_due: datetime | None) -> None:
        """Ask what time it is, and make it so; the new anchor is committed before this returns."""
        now = await self._ask(next_due)
        if now is None or now <= self._clock.now():
            return
        anchor = self._clock.set(now)
        async with self._transactions.write() as tx:
            await tx.meta.put(REHEARSAL_ANCHOR, anchor.to_text())

    def stop(self) -> None:
        """Wait for no answer any more."""
        self._stopping = True
        if self._patience is not None:
            self._patience.reschedule(asyncio.get_running_loop().time())

    async def _ask(self, next_due: datetime | None) -> datetime | None:
        """None if `stop` came first."""
        question = {
            "now": self._clock.now().isoformat(),
            "next_due": next_due.isoformat() if next_due is not None else None,
        }
        try:
            async with asyncio.timeout(0 if self._stopping else None) as self._patience:
                answer = await self._client.post(self._url, json=question)
            now = datetime.fromisoformat(answer.raise_for_status().json()["now"])
        except TimeoutError:
            return None
        except (httpx.HTTPError, ValueError, LookupError, TypeError) as error:
            raise ControlUnavailable(repr(error)) from error
        finally:
            self._patience = None
        if now.tzinfo is None:
            raise ControlUnavailable("the answer has no offset")
        return now
