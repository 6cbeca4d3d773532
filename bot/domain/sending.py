"""An announcement's broadcast on its way: what is counted, and who watches it."""

from collections.abc import Mapping
from dataclasses import dataclass

from bot.domain.announcement import Purpose
from bot.domain.broadcast import OPEN_STATES, BroadcastState, DeliveryState
from bot.domain.codes import read_code
from bot.domain.ids import Code


@dataclass(frozen=True, slots=True)
class Standing:
    """The deliveries of one broadcast, by state. Until it is due it waits for others to join it."""

    code: Code
    state: BroadcastState
    states: Mapping[DeliveryState, int]
    is_due: bool = True

    def count(self, *states: DeliveryState) -> int:
        return sum(self.states.get(state, 0) for state in states)

    @property
    def is_replaced(self) -> bool:
        """Did another take all of it upon itself before anything went out?"""
        return set(self.states) == {DeliveryState.CANCELLED}

    @property
    def is_done(self) -> bool:
        return not self.count(*OPEN_STATES)


def announced_in(key: str) -> tuple[Code, int] | None:
    """Code and revision in a broadcast's key, `new:A7F3:2`; None if nobody announced it here."""
    purpose, _, rest = key.partition(":")
    typed, _, revision = rest.partition(":")
    code = read_code(typed)
    if purpose not in set(Purpose) or code is None or not revision.isdecimal():
        return None
    return code, int(revision)
