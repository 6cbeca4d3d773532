"""The bot's queue of updates, with Telegram's rules of polling: an update stays until it is confirmed."""

from __future__ import annotations

import asyncio
from itertools import islice, takewhile
from typing import Any

from bot.sandbox.errors import conflict

_UNASKED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_LONGEST_POLL = 50

Update = dict[str, Any]


class UpdateQueue:
    """One poller at a time: a second one ends the first with a conflict, as a second bot process would."""

    def __init__(self, first_id: int = 731_204_001) -> None:
        self.next_id = first_id
        self.pending: dict[int, Update] = {}
        self.allowed: frozenset[str] | None = None
        self.confirmed = 0
        self._poll: asyncio.Future[None] | None = None
        self._closed = False

    def push(self, kind: str, payload: dict[str, Any]) -> int | None:
        """The new update's id; None if the bot did not ask for this kind."""
        wanted = kind not in _UNASKED if self.allowed is None else kind in self.allowed
        if not wanted:
            return None
        update_id = self.next_id
        self.next_id += 1
        self.pending[update_id] = {"update_id": update_id, kind: payload}
        self._wake()
        return update_id

    async def poll(
        self,
        offset: int = 0,
        limit: int = 100,
        timeout: float = 0,  # noqa: ASYNC109  the parameter of getUpdates, answered with an empty list
        allowed: list[str] | None = None,
    ) -> list[Update]:
        """Confirms everything below `offset`, then answers what is there, or waits for it."""
        if self._poll is not None and not self._poll.done():
            self._poll.set_exception(conflict())
        if allowed is not None:
            self.allowed = frozenset(allowed) or None
        self._confirm(offset)
        if not self.pending and timeout > 0 and not self._closed:
            await self._arrival(min(timeout, _LONGEST_POLL))
        return list(islice(self.pending.values(), max(1, min(limit, 100))))

    def forget_all(self) -> None:
        self.confirmed += len(self.pending)
        self.pending.clear()

    def close(self) -> None:
        self._closed = True
        self._wake()

    def reopen(self) -> None:
        self._closed = False

    async def _arrival(self, seconds: float) -> None:
        poll = asyncio.get_running_loop().create_future()
        self._poll = poll
        timer = asyncio.get_running_loop().call_later(seconds, _end, poll)
        try:
            await poll
        finally:
            timer.cancel()

    def _wake(self) -> None:
        if self._poll is not None:
            _end(self._poll)

    def _confirm(self, offset: int) -> None:
        """A negative offset keeps that many of the newest and forgets the rest."""
        if offset < 0:
            offset = min(list(self.pending)[offset:], default=0)
        done = list(takewhile(lambda key: key < offset, self.pending))
        for key in done:
            del self.pending[key]
        self.confirmed += len(done)


def _end(poll: asyncio.Future[None]) -> None:
    if not poll.done():
        poll.set_result(None)
