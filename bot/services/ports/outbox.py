"""The outbox as the sender's side sees it: what is due, and what became of it."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Protocol

from bot.domain.broadcast import Delivery, Edition, Wording
from bot.domain.ids import BroadcastId, DeliveryId, EditionId
from bot.domain.settling import Result


class OutboxReader(Protocol):
    async def due(
        self,
        now: datetime,
        limit: int,
        waiting: Collection[DeliveryId] = (),
        blocked: Collection[EditionId] = (),
    ) -> tuple[Delivery, ...]:
        """The next deliveries in lane order, without those that wait and those of blocked editions.

        Only what is pending, due and unexpired, of a broadcast that is neither held nor cancelled, to an
        active subscriber, and naming nothing that is halted.
        """
        ...

    async def has_due(self, now: datetime) -> bool: ...

    async def editions(
        self, ids: Collection[EditionId]
    ) -> Mapping[EditionId, tuple[Edition, Wording | None]]:
        """Editions with the words they went out with, None before the first claim."""
        ...

    async def overdue(self, now: datetime, limit: int) -> tuple[DeliveryId, ...]:
        """Pending deliveries that are past their expiry."""
        ...

    async def finished(self, now: datetime) -> tuple[BroadcastId, ...]:
        """Broadcasts not yet marked as done of which no delivery is open."""
        ...


class OutboxWriter(OutboxReader, Protocol):
    async def begin(self, at: datetime) -> int:
        """Start a new epoch; whatever an earlier one left on the wire has an unknown outcome."""
        ...

    async def word(self, edition_id: EditionId, wording: Wording) -> Wording:
        """Keep the words of an edition; the first ones stay, and are returned."""
        ...

    async def claim(self, ids: Collection[DeliveryId], epoch: int, now: datetime) -> frozenset[DeliveryId]:
        """Journal these as SENDING, as far as each may still be sent; which ones."""
        ...

    async def record(
        self, results: Sequence[Result], epoch: int, lateness: Mapping[DeliveryId, float]
    ) -> None:
        """Put results into their rows, with what follows for the subscriber and the broadcast's totals.

        `lateness` in real seconds, of those that arrived.
        """
        ...

    async def release(self, epoch: int, known: Collection[DeliveryId]) -> int:
        """Back to pending: rows of this epoch journalled as SENDING that never reached the wire."""
        ...

    async def expire(self, ids: Collection[DeliveryId], now: datetime) -> int: ...

    async def finish(self, ids: Collection[BroadcastId]) -> None:
        """Mark them done, where still nothing is open."""
        ...

    async def hold(self, broadcast_id: BroadcastId, reason: str, *, take_back: bool = False) -> None:
        """Stop a broadcast. `take_back`: who became unreachable through it counts as reachable again."""
        ...
