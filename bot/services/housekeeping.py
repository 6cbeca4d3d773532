"""Forgetting in time: deliveries, editions, mutes, flags, invites, old acts, and who has left."""

from collections.abc import Awaitable, Callable
from datetime import timedelta

import structlog

from bot.domain.audit import KEPT_FOR
from bot.domain.coordinator import PENDING_LASTS
from bot.domain.planning import KEEP_AFTER_END
from bot.domain.subscriber import KEEP_STOPPED_DAYS
from bot.services.ports import Clock, Transactions

KEEP_EDITIONS = timedelta(days=30)
"""After the last action a text names has ended; `keep_until`, until when its deliveries stay, is sooner."""
AT_ONCE = 1000
"""Rows deleted in one transaction, so that no alert waits for the housekeeping."""

log = structlog.stdlib.get_logger(__name__)


class Housekeeping:
    """To be called hourly. `checkpoint` empties the database's journal of what was erased."""

    def __init__(
        self, transactions: Transactions, clock: Clock, checkpoint: Callable[[], Awaitable[None]]
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._checkpoint = checkpoint

    async def __call__(self) -> None:
        now = self._clock.now()
        deliveries = await self._prune_deliveries()
        async with self._transactions.write() as tx:
            editions = await tx.broadcasts.forget_editions(now - KEEP_EDITIONS + KEEP_AFTER_END)
            mutes = await tx.subscribers.forget_mutes(now)
            flags = await tx.flags.forget(now)
            invites = await tx.coordinators.forget(now, now - PENDING_LASTS)
            invites += await tx.extensions.forget(now - PENDING_LASTS)
            left = await tx.subscribers.erase_left_before(now.date() - timedelta(days=KEEP_STOPPED_DAYS))
            acts = await tx.audit.prune(now - KEPT_FOR, now)
        if acts is None:
            log.error("audit.not-sound", kept="rows that should have been pruned")
        if deliveries or editions or mutes or flags or left or invites or acts:
            await self._checkpoint()
            log.info(
                "forgotten",
                deliveries=deliveries,
                editions=editions,
                mutes=mutes,
                flags=flags,
                subscribers=left,
                invites=invites,
                acts=acts,
            )

    async def _prune_deliveries(self) -> int:
        total, pruned = 0, AT_ONCE
        while pruned == AT_ONCE:
            async with self._transactions.write() as tx:
                pruned = await tx.broadcasts.prune_deliveries(self._clock.now(), AT_ONCE)
            total += pruned
        return total
