"""Clocks: the real one, and the simulated one of a rehearsal."""

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta


def real_now() -> datetime:
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class SystemClock:
    def now(self) -> datetime:
        return real_now()

    @property
    def speed(self) -> float:
        return 1.0


@dataclass(frozen=True, slots=True)
class Anchor:
    """At the real instant `real` it was `simulated`, and from there time runs `speed` times as fast.

    A speed of 0 is time that only moves when it is set (stepped from outside).
    """

    simulated: datetime
    real: datetime
    speed: float

    def at(self, real: datetime) -> datetime:
        return self.simulated.astimezone(UTC) + (real - self.real) * self.speed

    def to_text(self) -> str:
        return f"{self.simulated.isoformat()} {self.real.isoformat()} {self.speed}"

    @classmethod
    def from_text(cls, text: str) -> "Anchor":
        simulated, real, speed = text.split(" ")
        return cls(datetime.fromisoformat(simulated), datetime.fromisoformat(real), float(speed))


class RehearsalClock:
    """Simulated time. `set` moves it forward only, so that nothing becomes due twice."""

    def __init__(self, anchor: Anchor) -> None:
        self._anchor = anchor

    @property
    def anchor(self) -> Anchor:
        return self._anchor

    @property
    def speed(self) -> float:
        return self._anchor.speed

    def now(self) -> datetime:
        return self._anchor.at(real_now())

    def set(self, simulated: datetime) -> Anchor:
        """Move to `simulated` (or stay, if that is in the past) and return the new anchor to be stored."""
        self._anchor = Anchor(max(simulated, self.now()), real_now(), self._anchor.speed)
        return self._anchor


def real_duration(simulated: timedelta, speed: float) -> timedelta:
    """How much real time a stretch of clock time took; none where time is stepped."""
    return simulated / speed if speed else timedelta(0)
