"""A process that runs just the outbox over HTTP, to be killed, stopped or starved by a test.

`python -m tests.faults.child URL KEY API RATE [CRASH_POINT AFTER]` prints `ready`, leaves with 0 once idle
or after SIGTERM, 75 if the database is another's.
"""

import asyncio
import os
import signal
import sys
from datetime import datetime
from typing import Any

from bot.broadcast.cards import Cards
from bot.broadcast.journal import Journal
from bot.broadcast.outbox import Outbox
from bot.broadcast.pacer import Pacer
from bot.broadcast.sender import Sender
from bot.clock import SystemClock
from bot.domain.broadcast import Edition, Wording
from bot.domain.cards import CardEdit
from bot.domain.errors import AnotherInstance
from bot.telegram.transport import CARRIES, Transport
from storage.cipher import ChatCipher
from storage.engine import reader_engine, writer_engine
from storage.lock import only_instance
from storage.transactions import SqlTransactions
from tests.faults.loopback import TOKEN

CRASH_POINTS = ("before_intent", "after_intent", "after_wire", "after_reply", "after_result")


async def render(edition: Edition, _now: datetime, _delayed: bool) -> Wording:
    """The text says which broadcast it is, for the ledger."""
    return Wording(f"<b>#{edition.broadcast_id}</b> an alert")


async def no_card(edit: CardEdit, _now: datetime) -> Wording:
    raise LookupError(edit.delivery_id)


class Crash:
    """Ends the process, as a power cut would, when a point is reached for the nth time."""

    def __init__(self, point: str | None, after: int) -> None:
        self._point = point
        self._left = after

    def at(self, point: str) -> None:
        if point == self._point:
            self._left -= 1
            if self._left <= 0:
                os.kill(os.getpid(), signal.SIGKILL)


class CrashingWire(Transport):
    crash: Crash

    async def send(self, *args: Any, **kwargs: Any) -> Any:
        asyncio.get_running_loop().call_later(0.01, self.crash.at, "after_wire")
        outcome = await super().send(*args, **kwargs)
        self.crash.at("after_reply")
        return outcome


def crash_while_writing(crash: Crash) -> None:
    claim, write = Journal._claim, Journal.write

    async def crashing_claim(self: Journal, *args: Any) -> Any:
        claimed = await claim(self, *args)
        if claimed:
            crash.at("before_intent")
        return claimed

    async def crashing_write(self: Journal, *args: Any) -> Any:
        had_results = self.size > 0
        claimed = await write(self, *args)
        crash.at("after_intent" if claimed else "")
        crash.at("after_result" if had_results else "")
        return claimed

    Journal._claim, Journal.write = crashing_claim, crashing_write  # type: ignore[assignment, method-assign]


async def send_all(url: str, key: str, api: str, rate: float, crash: Crash) -> None:
    transactions = SqlTransactions(
        writer_engine(url), reader_engine(url), ChatCipher(bytes.fromhex(key), "subscriber")
    )
    pacer = Pacer(rate)
    async with CrashingWire(api, TOKEN) as wire, asyncio.TaskGroup() as group:
        wire.crash = crash
        clock, sender = SystemClock(), Sender(wire, pacer)
        cards = Cards(transactions, clock, pacer, sender, no_card)
        outbox = Outbox(transactions, clock, pacer, sender, render, cards, rate, CARRIES)
        asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, outbox.stop)
        running = group.create_task(outbox.run())
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        while not running.done() and not await outbox.is_idle():  # noqa: ASYNC110 - as a rehearsal asks
            await asyncio.sleep(0.05)
        outbox.stop()
    await transactions.dispose()


def main(url: str, key: str, api: str, rate: str, point: str | None = None, after: str = "1") -> int:
    crash = Crash(point, int(after))
    crash_while_writing(crash)
    try:
        with only_instance(url):
            asyncio.run(send_all(url, key, api, float(rate), crash))
    except AnotherInstance:
        return 75
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
