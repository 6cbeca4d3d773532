"""Whether: what is due is claimed in the journal, sent, and its outcome put into its row.

One loop. Each round shares one commit between the outcomes of earlier sends and the claim of the next, and
only a committed claim goes on the wire. What could not be committed stays in memory, and nothing new is
claimed, until it is. Cards already sent are edited when there is nothing else to do.
"""

import asyncio
import time
from collections.abc import Callable
from contextlib import suppress

import structlog

from bot.broadcast.backoff import Backoff
from bot.broadcast.cards import Cards
from bot.broadcast.journal import Journal
from bot.broadcast.pacer import Pacer
from bot.broadcast.selection import Selection
from bot.broadcast.sender import Sender
from bot.broadcast.wordings import Prepared, Render, Wordings
from bot.domain.broadcast import Ambiguous, Delivery, Outcome, TokenRefused, Wording
from bot.domain.cards import CardEdit
from bot.domain.errors import Misconfigured, StorageUnavailable
from bot.domain.ids import DeliveryId
from bot.services.ports import Clock, Transactions

TICK = 1.0
"""Seconds after which the outbox looks by itself whether something became due, expired or finished."""
ROUND = 0.01
"""Seconds a round lasts at least, so that at high rates several deliveries share a commit."""
SHARED = 0.05
"""Seconds that outcomes may wait for the next claim, to share its commit."""
STORAGE_PAUSE = 0.5
EXPIRED_AT_ONCE = 1000

log = structlog.stdlib.get_logger(__name__)


def most_sending(rate: float) -> int:
    """W: how many deliveries may be journalled as SENDING at once."""
    return max(8, int(rate * 0.3))


class Outbox:
    """`carries` is how many sends the wire carries well at once."""

    def __init__(  # noqa: PLR0913, PLR0917 - put together once, in the composition root
        self,
        transactions: Transactions,
        clock: Clock,
        pacer: Pacer,
        sender: Sender,
        render: Render,
        cards: Cards,
        rate: float,
        carries: int = 16,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._pacer = pacer
        self._sender = sender
        self._cards = cards
        self._most = most_sending(rate)
        self._carries = carries
        self._monotonic = monotonic
        self._wordings = Wordings(transactions, render)
        self._journal = Journal(transactions, clock, monotonic)
        self._selection = Selection(transactions, clock, pacer, self._wordings, self._journal, monotonic)
        self._backoff = Backoff()
        self._in_flight: dict[DeliveryId, Delivery] = {}
        self._next_tick = 0.0
        self._writing = False
        self._stopping = False
        self._refused = False
        self._something = asyncio.Event()

    async def run(self) -> None:
        """Send until `stop`; then let what is on the wire end, and commit it.

        Cancelled instead, it leaves rows as SENDING, whose outcome the next start treats as unknown.
        """
        async with asyncio.TaskGroup() as sends:
            while not self._stopping:
                began = self._monotonic()
                try:
                    await self._round(sends)
                except StorageUnavailable as error:
                    log.warning("storage.unavailable", error=str(error))
                    await asyncio.sleep(STORAGE_PAUSE)
                await self._rest(began)
        await self._write_the_rest()
        # What cannot be written down now is edited once more by the next start.
        with suppress(StorageUnavailable):
            await self._cards.write_down()
        if self._refused:
            raise Misconfigured("BOT_TOKEN", "is refused by the Bot API")

    def wake(self) -> None:
        """Something may be due."""
        self._something.set()

    def stop(self) -> None:
        self._stopping = True
        self._something.set()

    async def is_idle(self) -> bool:
        """Nothing due is unsent or to be edited, nothing is on the wire, and all outcomes are committed."""
        commits = -1
        while commits != self._journal.commits:
            commits = self._journal.commits
            async with self._transactions.read() as tx:
                has_due = await tx.outbox.has_due(self._clock.now())
                overdue = await tx.outbox.overdue(self._clock.now(), 1)
                has_due = has_due or await tx.cards.has_due()
        if overdue:
            # Where time is stepped, what expired must be known before the next step.
            self._next_tick = 0.0
            self.wake()
        busy = self._in_flight or self._writing or self._journal.is_open or self._cards.is_busy
        return not (has_due or overdue or not commits or busy)

    async def _round(self, sends: asyncio.TaskGroup) -> None:
        if not self._journal.commits:
            await self._journal.begin()
        if self._monotonic() >= self._next_tick:
            await self._tick()
        batch, prepared = await self._selection.choose(self._free(), self._in_flight.values())
        if not (batch or self._journal.is_open):
            await self._edit_cards(sends)
            return
        self._writing = True
        try:
            claimed = await self._journal.write(batch, prepared, self._in_flight)
            self._wordings.keep(prepared)
            for delivery in batch:
                if delivery.id in claimed:
                    self._in_flight[delivery.id] = delivery
                    sends.create_task(self._send(delivery, prepared.wordings[delivery.edition_id]))
        finally:
            self._writing = False
        # What was put back may go again at once.
        self._selection.backlog = True

    async def _edit_cards(self, sends: asyncio.TaskGroup) -> None:
        """Only with nothing due and nothing on the wire: no message waits for an edit."""
        free = self._free() if self._selection.found_nothing and not self._in_flight else 0
        for edit, wording in await self._cards.choose(free):
            sends.create_task(self._edit(edit, wording))

    async def _edit(self, edit: CardEdit, wording: Wording) -> None:
        self._saw(await self._cards.edit(edit, wording))
        self._something.set()

    async def _tick(self) -> None:
        """Housework: what expired, and which broadcasts are done."""
        now = self._clock.now()
        async with self._transactions.read() as tx:
            overdue = await tx.outbox.overdue(now, EXPIRED_AT_ONCE)
            finished = await tx.outbox.finished(now)
        if overdue or finished:
            async with self._transactions.write() as tx:
                await tx.outbox.expire(overdue, now)
                await tx.outbox.finish(finished)
        self._journal.guard.forget(finished)
        more = len(overdue) == EXPIRED_AT_ONCE
        self._next_tick = self._monotonic() + (0.0 if more else TICK)

    def _free(self) -> int:
        """How many more may be journalled as SENDING now."""
        if self._stopping or self._backoff.wait(self._monotonic()) > 0:
            return 0
        in_flight = len(self._in_flight)
        if self._backoff.probing:
            return 1 - in_flight - self._cards.on_wire
        carries = self._carries - in_flight - self._cards.on_wire
        return min(self._most - in_flight - self._journal.size, carries)

    async def _send(self, delivery: Delivery, wording: Wording) -> None:
        outcome = await self._sender.send(delivery, wording)
        self._saw(outcome)
        if isinstance(outcome, Ambiguous):
            self._selection.repeat_later(delivery)
        self._journal.add(delivery, outcome)
        del self._in_flight[delivery.id]
        self._something.set()

    def _saw(self, outcome: Outcome) -> None:
        self._backoff.saw(outcome, self._monotonic())
        if isinstance(outcome, TokenRefused):
            log.critical("token.refused", reason=outcome.reason)
            self._refused = True
            self.stop()

    async def _rest(self, began: float) -> None:
        """Until something happens, the next turn comes or the tick is due."""
        next_at = min(self._next_tick, self._selection.next_at(), self._cards.next_at())
        pause = next_at - self._monotonic()
        if self._journal.is_open:
            pause = 0.0
        if (away := self._backoff.wait(self._monotonic())) > 0:
            pause = min(pause, away)
        backlog = self._selection.backlog or self._cards.backlog
        if backlog and self._free() > 0:
            pause = min(pause, self._pacer.opens_in())
        with suppress(TimeoutError):
            async with asyncio.timeout(max(pause, 0.0)):
                await self._something.wait()
        self._something.clear()
        next_turn = min(self._pacer.opens_in(), SHARED) if backlog else 0.0
        await asyncio.sleep(max(0.0, next_turn, began + ROUND - self._monotonic()))

    async def _write_the_rest(self) -> None:
        """For as long as the process lives: what was sent must not be sent again."""
        while self._journal.is_open:
            try:
                await self._journal.write((), Prepared(), ())
            except StorageUnavailable as error:
                log.warning("storage.unavailable", error=str(error))
                await asyncio.sleep(STORAGE_PAUSE)
