"""Broadcasts as the operator and the housekeeping see them."""

from datetime import datetime
from typing import Protocol

from bot.domain.status import BroadcastTotals


class BroadcastReader(Protocol):
    async def totals(self) -> tuple[BroadcastTotals, ...]:
        """All broadcasts, by the instant they were due."""
        ...

    async def with_key(self, key: str) -> BroadcastTotals | None: ...

    async def unfinished(self) -> tuple[str, ...]:
        """The keys of all that are queued, sending or held."""
        ...


class BroadcastWriter(BroadcastReader, Protocol):
    async def prune_deliveries(self, now: datetime, limit: int) -> int:
        """Delete finished deliveries of editions past their `keep_until`, into the totals; how many."""
        ...

    async def forget_editions(self, kept_until: datetime) -> int:
        """Delete editions with a `keep_until` up to this instant that no delivery needs; how many."""
        ...
