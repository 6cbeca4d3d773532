"""When the server is away or unwell: pause everybody, 1 to 60 real seconds, then try with one message."""

from bot.domain.broadcast import Ambiguous, NotSent, Outcome

FIRST_PAUSE = 1.0
LONGEST_PAUSE = 60.0
PATIENCE = 3
"""Unknown outcomes in a row that may be single accidents; refused connections need only one."""


class Backoff:
    def __init__(self) -> None:
        self._pauses = 0
        self._unknown = 0
        self._until = float("-inf")

    @property
    def probing(self) -> bool:
        """Nothing has succeeded since the last pause: one message at a time is enough to find out."""
        return self._pauses > 0

    def wait(self, now: float) -> float:
        return max(0.0, self._until - now)

    def saw(self, outcome: Outcome, now: float) -> None:
        match outcome:
            case NotSent(gate=False):
                self._fail(now)
            case Ambiguous():
                self._unknown += 1
                if self._unknown >= PATIENCE or self.probing:
                    self._fail(now)
            case _:
                self._pauses = self._unknown = 0
                self._until = float("-inf")

    def _fail(self, now: float) -> None:
        """Those that were in flight together fail together, and count once."""
        if now >= self._until:
            self._until = now + min(LONGEST_PAUSE, FIRST_PAUSE * 2.0**self._pauses)
            self._pauses += 1
