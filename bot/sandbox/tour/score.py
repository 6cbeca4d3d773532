"""How the scenes of a story went."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.sandbox.tour.record import Said


@dataclass(frozen=True, slots=True)
class Drill:
    """How long it took to retract: real seconds from the tap to the last of the chats."""

    code: str
    chats: int
    seconds: float


@dataclass(slots=True)
class Score:
    """`unmet` says of each expectation that was not met: when, who did what, and what was missing.

    `retracted_at` are the codes with the monotonic time of the tap.
    """

    expectations: int = 0
    unmet: list[str] = field(default_factory=list)
    restarts: int = 0
    kills: int = 0
    retracted_at: dict[str, float] = field(default_factory=dict)

    @property
    def held(self) -> int:
        return self.expectations - len(self.unmet)

    def drills(self, said: Iterable[Said]) -> list[Drill]:
        told = [each for each in said if each.kind == "retraction" and not each.edited]
        drills = []
        for code, tapped in self.retracted_at.items():
            heard = [each.monotonic for each in told if code in each.text]
            drills.append(Drill(code, len(heard), max(heard, default=tapped) - tapped))
        return drills
