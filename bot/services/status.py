"""How the broadcasts stand, for the operator: figures only, about nobody."""

import json
from dataclasses import dataclass
from datetime import datetime

from bot.clock import Anchor, real_now
from bot.domain.broadcast import OPEN_STATES, DeliveryState
from bot.domain.ids import ChatId
from bot.domain.status import BroadcastTotals, Status, rounded
from bot.services.authority import acting_operator
from bot.services.ports import Clock, Transactions
from bot.services.ports.meta import REHEARSAL_ANCHOR

_COLUMNS = ("broadcast", "state", "due (UTC)", "planned", "sent", "open", "other", "late", "worst")


async def read_status(transactions: Transactions, now: datetime, approvals: int) -> Status:
    """`approvals` is how many persons the settings ask of a coordinator's broadcast."""
    async with transactions.read() as tx:
        return Status(
            broadcasts=await tx.broadcasts.totals(),
            halts=await tx.halts.all(),
            subscribers=rounded(await tx.subscribers.count_active()),
            calendar_ahead=await tx.calendar.has_ahead(now),
            approvals=approvals,
            card_edits=await tx.cards.count(),
        )


@dataclass(frozen=True, slots=True)
class OperatorsStatus:
    """The same in chat, for operators only."""

    transactions: Transactions
    clock: Clock
    approvals: int

    async def read(self, chat_id: ChatId) -> Status:
        async with self.transactions.read() as tx:
            await acting_operator(tx, chat_id)
        return await read_status(self.transactions, self.clock.now(), self.approvals)


async def now_of(transactions: Transactions) -> datetime:
    """The time of the bot that runs on this database: simulated where it rehearses."""
    async with transactions.read() as tx:
        anchor = await tx.meta.get(REHEARSAL_ANCHOR)
    return Anchor.from_text(anchor).at(real_now()) if anchor else real_now()


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
    halts = [{"place": halt.place_key, "by": halt.label, "at": halt.at.isoformat()} for halt in status.halts]
    report = {
        "broadcasts": broadcasts,
        "backlog": status.backlog,
        "held": held,
        "halts": halts,
        "subscribers": status.subscribers,
        "calendar_ahead": status.calendar_ahead,
        "approvals": status.approvals,
        "card_edits": status.card_edits,
    }
    return json.dumps(report, indent=2)


def as_text(status: Status) -> str:
    held = [f"HELD {totals.key}: {totals.reason}" for totals in status.held]
    halts = [f"HALTED {halt.place_key}: by {halt.label} {halt.at:%Y-%m-%d %H:%M}" for halt in status.halts]
    facts = [
        f"backlog: {status.backlog}",
        f"cards to edit: {status.card_edits}",
        *held,
        *halts,
        f"subscribers: {status.subscribers}",
        f"calendar ahead: {'yes' if status.calendar_ahead else 'nothing'}",
        f"approvals: {status.approvals}",
    ]
    return "\n".join([*_table(status), "", *facts])


def _table(status: Status) -> list[str]:
    if not status.broadcasts:
        return ["Nothing was broadcast yet."]
    rows = [_COLUMNS, *(_row(totals) for totals in status.broadcasts)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(_COLUMNS))]
    return [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    ]


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
        str(totals.open),
        ", ".join(other) or "-",
        str(totals.late),
        f"{totals.worst_lateness:.0f} s",
    )
