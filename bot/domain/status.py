"""How the bot stands, in figures about nobody."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from bot.domain.broadcast import OPEN_STATES, Alert, BroadcastState, DeliveryState
from bot.domain.halt import Halt

FEW = 10
"""Below so many people no number is told."""


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

    @property
    def open(self) -> int:
        """Not yet finished."""
        return sum(self.states.get(state, 0) for state in OPEN_STATES)


@dataclass(frozen=True, slots=True)
class Status:
    """`subscribers` as `rounded` writes it. `approvals`: persons a coordinator's broadcast needs.

    `card_edits`: messages sent before that are still to be edited; no deliveries, and no part of the backlog.
    """

    broadcasts: tuple[BroadcastTotals, ...]
    halts: tuple[Halt, ...]
    subscribers: str
    calendar_ahead: bool
    approvals: int
    card_edits: int = 0

    @property
    def backlog(self) -> int:
        """Deliveries not yet finished, held ones included."""
        return sum(totals.open for totals in self.broadcasts)

    @property
    def held(self) -> tuple[BroadcastTotals, ...]:
        return tuple(totals for totals in self.broadcasts if totals.state is BroadcastState.HELD)


def rounded(people: int) -> str:
    """`<10`, else to tens: a tally never tells whether one person is in it."""
    return f"<{FEW}" if people < FEW else str((people + 5) // 10 * 10)
