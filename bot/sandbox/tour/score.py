"""How the scenes of a story went."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(slots=True)
class Score:
    """`unmet` says of each expectation that was not met: when, who did what, and what was missing."""

    expectations: int = 0
    unmet: list[str] = field(default_factory=list)
    restarts: int = 0
    kills: int = 0

    @property
    def held(self) -> int:
        return self.expectations - len(self.unmet)
