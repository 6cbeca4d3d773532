"""The words of editions: rendered when first needed, then kept in the database."""

from collections.abc import Awaitable, Callable, Collection
from dataclasses import dataclass, field
from datetime import datetime

import structlog

from bot.domain.broadcast import Edition, Wording
from bot.domain.ids import BroadcastId, EditionId
from bot.services.ports import Transactions, WriteTx

Render = Callable[[Edition, datetime, bool], Awaitable[Wording]]
"""(edition, now, delayed) -> its words as they are true at `now`."""

_IN_MEMORY = 256

log = structlog.stdlib.get_logger(__name__)


@dataclass(slots=True)
class Prepared:
    """Words for one batch: `fresh` are in no database yet, `failed` broadcasts have none."""

    wordings: dict[EditionId, Wording] = field(default_factory=dict)
    fresh: set[EditionId] = field(default_factory=set)
    failed: set[BroadcastId] = field(default_factory=set)

    async def store(self, tx: WriteTx, editions: Collection[EditionId]) -> None:
        """Within the claim: keep the fresh words of these, unless somebody else's came first."""
        for edition_id in self.fresh.intersection(editions):
            self.wordings[edition_id] = await tx.outbox.word(edition_id, self.wordings[edition_id])
            self.fresh.discard(edition_id)


class Wordings:
    def __init__(self, transactions: Transactions, render: Render) -> None:
        self._transactions = transactions
        self._render = render
        self._kept: dict[EditionId, Wording] = {}

    async def prepare(
        self, editions: Collection[EditionId], now: datetime, delayed: Collection[EditionId]
    ) -> Prepared:
        """Not inside a write transaction: rendering may take its time."""
        prepared = Prepared({id_: self._kept[id_] for id_ in editions if id_ in self._kept})
        missing = set(editions) - prepared.wordings.keys()
        if not missing:
            return prepared
        async with self._transactions.read() as tx:
            found = await tx.outbox.editions(missing)
        for edition, wording in found.values():
            if wording is not None:
                prepared.wordings[edition.id] = wording
            else:
                await self._word(prepared, edition, now, delayed=edition.id in delayed)
        self.keep(prepared)
        return prepared

    def keep(self, prepared: Prepared) -> None:
        """Remember what is certain to be in the database."""
        for edition_id, wording in prepared.wordings.items():
            if edition_id not in prepared.fresh:
                self._kept[edition_id] = wording
        while len(self._kept) > _IN_MEMORY:
            del self._kept[next(iter(self._kept))]

    async def _word(self, prepared: Prepared, edition: Edition, now: datetime, *, delayed: bool) -> None:
        try:
            prepared.wordings[edition.id] = await self._render(edition, now, delayed)
        except Exception as error:  # noqa: BLE001 - a bug in one text must not stop the others
            log.error("edition.failed", edition=edition.id, error=type(error).__name__)  # noqa: TRY400 - no texts in logs
            prepared.failed.add(edition.broadcast_id)
        else:
            prepared.fresh.add(edition.id)
