"""Telegram's flood limits: a real bucket for all sends, and pauses for one chat and one group."""

from __future__ import annotations

import math
from collections import deque
from dataclasses import dataclass, field
from time import monotonic

from bot.sandbox.errors import too_many_requests


@dataclass(slots=True)
class FloodLimit:
    """More than `per_second` sends locks the bot out for `lockout` seconds, whoever they go to.

    `chat_gap` is the least time between two sends to one chat, `group_per_minute` the most a group takes;
    None leaves either out. `refusals` counts what was turned away.
    """

    per_second: float = 30.0
    lockout: float = 3.0
    chat_gap: float | None = None
    group_per_minute: int | None = None
    refusals: int = 0
    _tokens: float = field(init=False)
    _filled: float = field(default_factory=monotonic)
    _locked_until: float = 0.0
    _last: dict[int, float] = field(default_factory=dict)
    _minute: dict[int, deque[float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._tokens = self.per_second

    def admit(self, chat_id: int | None) -> None:
        now = monotonic()
        wait = self._locked_until - now
        if wait <= 0:
            wait = self._bucket(now)
        if wait <= 0 and chat_id is not None:
            wait = max(self._chat(chat_id, now), self._group(chat_id, now))
        if wait > 0:
            self.refusals += 1
            raise too_many_requests(math.ceil(wait))

    def _bucket(self, now: float) -> float:
        self._tokens = min(self.per_second, self._tokens + (now - self._filled) * self.per_second)
        self._filled = now
        if self._tokens < 1:
            self._locked_until = now + self.lockout
            return self.lockout
        self._tokens -= 1
        return 0.0

    def _chat(self, chat_id: int, now: float) -> float:
        if self.chat_gap is None:
            return 0.0
        wait = self._last.get(chat_id, -math.inf) + self.chat_gap - now
        if wait <= 0:
            self._last[chat_id] = now
        return wait

    def _group(self, chat_id: int, now: float) -> float:
        if self.group_per_minute is None or chat_id > 0:
            return 0.0
        recent = self._minute.setdefault(chat_id, deque())
        while recent and recent[0] <= now - 60:
            recent.popleft()
        if len(recent) >= self.group_per_minute:
            return recent[0] + 60 - now
        recent.append(now)
        return 0.0
