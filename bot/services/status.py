"""How the broadcasts stand, for the operator: figures only, about nobody."""

import json
from dataclasses import dataclass

from bot.domain.broadcast import OPEN_STATES, BroadcastState, DeliveryState
from bot.services.ports import Transactions
from bot.services.ports.broadcasts import BroadcastTotals

_COLUMNS = ("broadcast", "state", "due (UTC)", "planned", "sent", "open", "other", "late", "worst")


@dataclass(frozen=True, slots=True)
class Status:
    broadcasts: tuple[BroadcastTotals, ...]

    @property
    def backlog(self) -> int:
        """Deliveries not yet finished, held ones included."""
        return sum(_open(totals) for totals in self.broadcasts)

    @property
    def held(self) -> tuple[BroadcastTotals, ...]:
        return tuple(totals for totals in self.broadcasts if totals.state is BroadcastState.HELD)


async def read_status(transactions: Transactions) -> Status:
    async with transactions.read() as tx:
        return Status(await tx.broadcasts.totals())


def as_json(status: Status) -> str:
    """`states` names every state and sums up to `planned`; `worst_lateness` in real seconds."""
    broadcasts = [
        {
            "key": totals.key,
            "alert": totals.alert,
            "state": totals.state,
            "due_at": totals.due_at.isoformat(),
            "planned": totals.planned,
            "states": {state: totals.states.get(state, 0) for state in DeliveryState},
            "late": totals.late,
            "worst_lateness": round(totals.worst_lateness, 1),
        }
        for totals in status.broadcasts
    ]
    held = [{"key": totals.key, "reason": totals.reason} for totals in status.held]
    return json.dumps({"broadcasts": broadcasts, "backlog": status.backlog, "held": held}, indent=2)


def as_text(status: Status) -> str:
    if not status.broadcasts:
        return "Nothing was broadcast yet."
    rows = [_COLUMNS, *(_row(totals) for totals in status.broadcasts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    table = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]
    held = [f"HELD {totals.key}: {totals.reason}" for totals in status.held]
    return "\n".join([*table, "", f"backlog: {status.backlog}", *held])


def _row(totals: BroadcastTotals) -> tuple[str, ...]:
    sent = totals.states.get(DeliveryState.SENT, 0)
    other = [
        f"{count} {state}"
        for state, count in totals.states.items()
        if count and state is not DeliveryState.SENT and state not in OPEN_STATES
    ]
    return (
        totals.key,
        totals.state,
        f"{totals.due_at:%Y-%m-%d %H:%M}",
        str(totals.planned),
        str(sent),
        str(_open(totals)),
        ", ".join(other) or "-",
        str(totals.late),
        f"{totals.worst_lateness:.0f} s",
    )


def _open(totals: BroadcastTotals) -> int:
    return sum(totals.states.get(state, 0) for state in OPEN_STATES)
