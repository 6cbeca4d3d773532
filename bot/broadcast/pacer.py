"""How fast. One pacer for everything that is sent; all of it in real (monotonic) time.

Even spacing without a start burst, one message a second to a chat, 18 a minute to a group, replies before
broadcasts, and a gate that a 429 closes for everybody.
"""

import asyncio
import time
from bisect import insort
from collections.abc import Awaitable, Callable, Iterable
from itertools import count

from bot.broadcast.chat_limits import ChatLimits
from bot.domain.broadcast import Lane
from bot.domain.ids import ChatId

SHARE = 0.97
"""Of the rate, so that jitter on the way does not push a second over the limit."""
CATCH_UP = 0.02
"""Seconds of turns that a busy pacer may make up for when it was woken late; an idle one none."""
AFTER_BAN = 0.5
UNKNOWN_BAN = 5.0
"""Seconds to wait where a 429 does not say how long."""
SECOND_CHAT_WITHIN = 10.0
REPLIES_BETWEEN = 3
"""Replies go first, but under a flood of commands every fourth turn is still a broadcast's."""

_Ticket = tuple[Lane, int]


class Pacer:
    def __init__(
        self,
        rate: float,
        monotonic: Callable[[], float] = time.monotonic,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
    ) -> None:
        self._interval = 1 / (rate * SHARE)
        self._monotonic = monotonic
        self._sleep = sleep
        self._next = monotonic()
        self._last_turn = float("-inf")
        self._gate = float("-inf")
        self._chats = ChatLimits()
        self._flooded_group: tuple[ChatId, float] | None = None
        self._passed_over = 0
        self._line: list[_Ticket] = []
        self._numbers = count()

    async def turn(self, chat_id: ChatId, lane: Lane = Lane.REPLY) -> None:
        """Wait until one message may go to this chat; the lower lane first, then who came first."""
        ticket = (lane, next(self._numbers))
        try:
            while True:
                now = self._monotonic()
                if (busy := self._chats.wait(chat_id, now)) > 0:
                    self._leave(ticket)
                    await self._sleep(busy)
                    continue
                self._join(ticket)
                wait = self._wait(ticket, now)
                if wait <= 0:
                    self._spend([chat_id], now)
                    self._passed_over += 1
                    return
                await self._sleep(wait)
        finally:
            self._leave(ticket)

    def opens_in(self) -> float:
        """Seconds until a broadcast may send again, as far as is known now; 0 if at once."""
        now = self._monotonic()
        behind = min(len(self._line), max(0, REPLIES_BETWEEN - self._passed_over)) * self._interval
        return max(0.0, self._gate - now, self._first_turn(now) + behind - now)

    def turns(self) -> int:
        """How many broadcast messages may go right now."""
        now = self._monotonic()
        if now < self._gate or (self._line and self._passed_over < REPLIES_BETWEEN):
            return 0
        turns = max(0, int((now - self._first_turn(now)) / self._interval + 1 + 1e-9))
        return min(turns, 1) if self._line else turns

    def chat_opens_in(self, chat_id: ChatId) -> float:
        """Seconds until this chat may be written to, by its own limits alone."""
        return self._chats.wait(chat_id, self._monotonic())

    def take(self, chats: Iterable[ChatId]) -> int:
        """For a batch: how many of these sends, from the first on, may go right now; they count as sent.

        Never more than the time allows, nothing before waiting replies unless they had their share, and
        it ends before a chat that has to wait.
        """
        now = self._monotonic()
        allowed = self.turns()
        taken: list[ChatId] = []
        for chat_id in chats:
            if len(taken) >= allowed or chat_id in taken or self._chats.wait(chat_id, now) > 0:
                break
            taken.append(chat_id)
        if taken:
            self._spend(taken, now)
            self._passed_over = 0
        return len(taken)

    def flooded(self, chat_id: ChatId, retry_after: float | None) -> None:
        """A 429. A group waits alone at first; a private chat, or a second group soon after, stops all."""
        now = self._monotonic()
        until = now + (UNKNOWN_BAN if retry_after is None else retry_after) + AFTER_BAN
        another = True
        if chat_id < 0:
            self._chats.pause(chat_id, until)
            before, self._flooded_group = self._flooded_group, (chat_id, now)
            another = before is not None and before[0] != chat_id and now - before[1] <= SECOND_CHAT_WITHIN
        if another:
            self._gate = max(self._gate, until)

    def _first_turn(self, now: float) -> float:
        """The instant from which turns are counted."""
        busy = now - self._last_turn <= max(self._interval, CATCH_UP) + CATCH_UP
        return max(self._next, now - CATCH_UP if busy else now)

    def _wait(self, ticket: _Ticket, now: float) -> float:
        """Seconds until this ticket's turn; positive as long as a better one stands in line."""
        if now < self._gate:
            return self._gate - now
        ahead = self._line.index(ticket)
        turn = self._first_turn(now) + ahead * self._interval
        return max(turn - now, self._interval if ahead else 0.0)

    def _spend(self, chats: list[ChatId], now: float) -> None:
        self._next = self._first_turn(now) + len(chats) * self._interval
        self._last_turn = now
        for chat_id in chats:
            self._chats.sent(chat_id, now)

    def _join(self, ticket: _Ticket) -> None:
        if ticket not in self._line:
            insort(self._line, ticket)

    def _leave(self, ticket: _Ticket) -> None:
        if ticket in self._line:
            self._line.remove(ticket)
