"""How much one sender may ask for: real time, in memory, and never more memory than `REMEMBERED` senders."""

import time
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum, auto

PER_MINUTE = 20
MINUTE = 60.0
SILENCE = 300.0
REMEMBERED = 10_000


class Verdict(Enum):
    """`NOTICE` is given once, when the silence begins."""

    ALLOWED = auto()
    NOTICE = auto()
    SILENT = auto()


@dataclass(slots=True)
class _Sender:
    asked: deque[float] = field(default_factory=deque)
    silent_until: float = 0.0


class CommandLimits:
    def __init__(self, monotonic: Callable[[], float] = time.monotonic, per_minute: int = PER_MINUTE) -> None:
        self._monotonic = monotonic
        self._per_minute = per_minute
        self._senders: OrderedDict[int, _Sender] = OrderedDict()

    def take(self, sender: int) -> Verdict:
        now = self._monotonic()
        known = self._senders.setdefault(sender, _Sender())
        self._senders.move_to_end(sender)
        if len(self._senders) > REMEMBERED:
            self._senders.popitem(last=False)
        if now < known.silent_until:
            return Verdict.SILENT
        if len(known.asked) == self._per_minute and now - known.asked[0] < MINUTE:
            known.silent_until = now + SILENCE
            known.asked.clear()
            return Verdict.NOTICE
        known.asked.append(now)
        if len(known.asked) > self._per_minute:
            known.asked.popleft()
        return Verdict.ALLOWED
