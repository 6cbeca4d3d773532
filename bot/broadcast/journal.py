"""What is still to be written down: outcomes and holds, kept in memory until a commit has taken them."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace
from datetime import timedelta

import structlog

from bot.broadcast.guard import MANY_GONE, Guard
from bot.broadcast.wordings import Prepared
from bot.clock import real_duration
from bot.domain.broadcast import Delivery, DeliveryState, Outcome
from bot.domain.errors import StorageUnavailable
from bot.domain.ids import BroadcastId, DeliveryId
from bot.domain.settling import Result, settle
from bot.services.ports import Clock, Transactions, WriteTx

log = structlog.stdlib.get_logger(__name__)


class Journal:
    def __init__(self, transactions: Transactions, clock: Clock, monotonic: Callable[[], float]) -> None:
        self._transactions = transactions
        self._clock = clock
        self._monotonic = monotonic
        self.guard = Guard()
        self._epoch = 0
        self._results: list[Result] = []
        self._holds: dict[BroadcastId, str] = {}
        self._unsure = False
        self.commits = 0

    @property
    def is_open(self) -> bool:
        """Something waits to be committed."""
        return bool(self._results or self._holds)

    @property
    def size(self) -> int:
        """Deliveries that are still journalled as SENDING though their outcome is known."""
        return len(self._results)

    async def begin(self) -> None:
        async with self._transactions.write() as tx:
            self._epoch = await tx.outbox.begin(self._clock.now())
        self.commits += 1

    def add(self, delivery: Delivery, outcome: Outcome) -> None:
        result = settle(delivery, outcome, self._clock.now())
        self._results.append(result)
        if result.state in {DeliveryState.REJECTED, DeliveryState.UNCERTAIN}:
            log.error("delivery.lost", delivery=delivery.id, state=result.state, reason=result.reason)
        reason = self.guard.saw(delivery, outcome, self._monotonic())
        if reason is not None:
            self.hold(delivery.broadcast_id, reason)

    def hold(self, broadcast_id: BroadcastId, reason: str) -> None:
        log.error("broadcast.held", broadcast=broadcast_id, reason=reason)
        self._holds[broadcast_id] = reason

    async def write(
        self, batch: Sequence[Delivery], prepared: Prepared, in_flight: Collection[DeliveryId]
    ) -> frozenset[DeliveryId]:
        """One commit: the outcomes so far, the holds, and the claim of `batch`; what was claimed."""
        results, holds = tuple(self._results), dict(self._holds)
        try:
            async with self._transactions.write() as tx:
                if self._unsure:
                    # All that are known at this instant: what was in flight may have ended meanwhile.
                    known = {*in_flight, *(result.id for result in self._results)}
                    await tx.outbox.release(self._epoch, known)
                await self._record(tx, results, holds)
                claimed = await self._claim(tx, batch, prepared)
                if not (claimed or in_flight):
                    await tx.outbox.finish({result.broadcast_id for result in results})
        except StorageUnavailable:
            # A commit that failed may yet have been made; what it claimed is not on the wire.
            self._unsure = True
            raise
        self._unsure = False
        self.commits += 1
        del self._results[: len(results)]
        self._holds = {id_: reason for id_, reason in self._holds.items() if id_ not in holds}
        return claimed

    async def _record(self, tx: WriteTx, results: Sequence[Result], holds: dict[BroadcastId, str]) -> None:
        believed = [
            replace(result, gone=result.gone and self.guard.suspends(result.broadcast_id))
            for result in results
        ]
        if believed:
            await tx.outbox.record(
                believed, self._epoch, {result.id: self._late(result) for result in results}
            )
        for broadcast_id, reason in holds.items():
            await tx.outbox.hold(broadcast_id, reason, take_back=reason == MANY_GONE)

    async def _claim(
        self, tx: WriteTx, batch: Sequence[Delivery], prepared: Prepared
    ) -> frozenset[DeliveryId]:
        if not batch:
            return frozenset()
        claimed = await tx.outbox.claim(batch, self._epoch, self._clock.now())
        await prepared.store(tx, {delivery.edition_id for delivery in batch if delivery.id in claimed})
        return claimed

    def _late(self, result: Result) -> float:
        """Real seconds."""
        after = max(result.at - result.delivery.since, timedelta(0))
        return real_duration(after, self._clock.speed).total_seconds()
