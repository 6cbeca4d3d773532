"""The audit: written by whoever acts, in the same transaction; read by coordinators for their own places."""

from dataclasses import dataclass
from datetime import datetime

from bot.domain.audit import Act, Acted
from bot.domain.coordinator import Coordinator
from bot.domain.ids import ChatId
from bot.services.authority import acting
from bot.services.ports import Transactions, WriteTx
from bot.services.ports.places import PlaceFinder

SHOWN = 20
LOOKED_AT = 2000
"""Rows in which those of somebody's own places are looked for."""


async def record(
    tx: WriteTx,
    actor_label: str,
    act: Act,
    object_: str,
    digest: str = "",
    place_key: str | None = None,
    *,
    at: datetime,
) -> None:
    """`object_` is a label, a code or a place's key; `digest` names the content acted on."""
    await tx.audit.record(at, actor_label, act, object_, digest, place_key)


@dataclass(frozen=True, slots=True)
class Audit:
    transactions: Transactions
    finder: PlaceFinder

    async def last(self, chat_id: ChatId) -> tuple[Acted, ...]:
        """Newest first: of all places for an operator, else of one's own."""
        async with self.transactions.read() as tx:
            coordinator = await acting(tx, chat_id)
            rows = await tx.audit.latest(SHOWN if coordinator.is_operator else LOOKED_AT)
        acts = (Acted(row, self.finder.place(row.place_key) if row.place_key else None) for row in rows)
        return tuple(acted for acted in acts if _may_see(coordinator, acted))[:SHOWN]


def _may_see(coordinator: Coordinator, acted: Acted) -> bool:
    own = acted.place is not None and coordinator.may_act_for(acted.place)
    return coordinator.is_operator or own or acted.row.actor == coordinator.label
