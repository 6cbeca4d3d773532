"""Broadcasts as the operator and the housekeeping see them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.broadcast import Alert, BroadcastState, DeliveryState


@dataclass(frozen=True, slots=True)
class BroadcastTotals:
    """One broadcast in figures. `states` counts its deliveries, those included whose rows are gone.

    `late` arrived more than ten real minutes after they were due; `worst_lateness` in real seconds.
    """

    key: str
    alert: Alert
    state: BroadcastState
    reason: str | None
    due_at: datetime
    planned: int
    states: Mapping[DeliveryState, int]
    late: int
    worst_lateness: float


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
