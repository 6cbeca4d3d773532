"""A coordinators' office in a process of its own, to be killed at any commit of a day's work.

`python -m tests.faults.office URL KEY API` forks a worker for each line of its input, `before 7`, `after 7`
or `never 0`: at which commit it ends, as a power cut would. It prints the worker's exit code, 0 once the
work is done; `commits N` is printed by a worker that lives.
"""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime

from bot.broadcast import chat_limits
from bot.broadcast.cards import Cards
from bot.broadcast.outbox import Outbox
from bot.broadcast.pacer import Pacer
from bot.broadcast.sender import Sender
from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.broadcast import Wording
from bot.domain.cards import CardEdit
from bot.domain.changing import HELD_FOR
from bot.domain.limits import GAP
from bot.services.places import PlaceFinder
from bot.telegram.transport import CARRIES, Transport
from seeds.gazetteer import load_gazetteer
from storage.cipher import ChatCipher
from storage.engine import reader_engine, writer_engine
from storage.lock import only_instance
from storage.tables_of_coordinators import announcement
from storage.transactions import SqlTransactions, Unit
from tests.faults.child import render
from tests.faults.loopback import TOKEN
from tests.handlers.attacks.siege import ANA, BEN, Siege, button
from tests.handlers.drafts import LINE
from tests.handlers.people import People

RATE = 1000.0


class Crash:
    """Ends the process at the nth commit: with all its statements run, or just after."""

    def __init__(self, side: str, number: int) -> None:
        self._point = (side, number)
        self.commits = 0

    def at(self, side: str) -> None:
        if (side, self.commits) == self._point:
            os.kill(os.getpid(), signal.SIGKILL)


def crash_while_committing(crash: Crash) -> None:
    write = SqlTransactions.write

    @asynccontextmanager
    async def crashing(self: SqlTransactions) -> AsyncIterator[Unit]:
        async with write(self) as unit:
            yield unit
            crash.commits += 1
            crash.at("before")
        crash.at("after")

    SqlTransactions.write = crashing  # type: ignore[method-assign]


async def a_days_work(url: str, key: str, api: str, finder: PlaceFinder) -> None:
    """Announce, approve, send, change, approve, send, cancel, approve, send: going on from what is found."""
    cipher = ChatCipher(bytes.fromhex(key), "subscriber")
    transactions = SqlTransactions(writer_engine(url), reader_engine(url), cipher)
    people = People(transactions, finder)
    async with people.opened() as bot:
        siege = Siege(bot, people)
        while (one := await _latest(siege, Purpose.NEW)) is None or await _goes_on(siege, one):
            if one is None:
                await bot.say(LINE, chat_id=ANA)
        await _send(people, api)
        # Sooner, and a limit would hold it.
        people.clock.at += GAP
        while (changed := await _latest(siege, Purpose.CHANGE)) is None or await _goes_on(siege, changed):
            if changed is None:
                await bot.say(f"/change {one.code} moved to Pier Hall", chat_id=ANA)
        people.clock.at += HELD_FOR
        await _send(people, api)
        while (cancelled := await _latest(siege, Purpose.CANCEL)) is None or await _goes_on(siege, cancelled):
            if cancelled is None:
                await bot.say(f"/cancel {one.code}", chat_id=ANA)
        await _send(people, api)
    await transactions.dispose()


async def _latest(siege: Siege, purpose: Purpose) -> Announcement | None:
    async with siege.transactions.read() as tx:
        found = await tx.announcements._found(announcement.c.purpose == purpose)
    return found[0] if found else None


async def _goes_on(siege: Siege, one: Announcement) -> bool:
    """The next step of an announcement; False once it is approved."""
    if one.state is AnnouncementState.APPROVED:
        return False
    if one.state is AnnouncementState.IN_REVIEW:
        await siege.bot.press(button(one), chat_id=BEN)
    elif one.purpose in {Purpose.NEW, Purpose.CHANGE}:
        await siege.bot.say(f"/draft {one.code} submit", chat_id=ANA)
    else:
        (screen,) = await siege.bot.say(f"/{one.purpose} {one.code}", chat_id=ANA)
        await siege.bot.press(next(iter(screen.buttons.values())), chat_id=ANA)
    return True


async def card(_edit: CardEdit, _now: datetime) -> Wording:
    return Wording("what holds now")


async def _send(people: People, api: str) -> None:
    # A message and its edit without a second between them, for there are many days to live through.
    chat_limits.CHAT_INTERVAL = 0.01
    pacer = Pacer(RATE)
    async with Transport(api, TOKEN) as wire, asyncio.TaskGroup() as group:
        sender = Sender(wire, pacer)
        cards = Cards(people.transactions, people.clock, pacer, sender, card)
        outbox = Outbox(people.transactions, people.clock, pacer, sender, render, cards, RATE, CARRIES)
        running = group.create_task(outbox.run())
        while not running.done() and not await outbox.is_idle():  # noqa: ASYNC110 - as a rehearsal asks
            await asyncio.sleep(0.01)
        outbox.stop()


def work(url: str, key: str, api: str, finder: PlaceFinder, crash: Crash) -> None:
    crash_while_committing(crash)
    with only_instance(url):
        asyncio.run(a_days_work(url, key, api, finder))
    sys.stdout.write(f"commits {crash.commits}\n")
    sys.stdout.flush()


def main(url: str, key: str, api: str) -> None:
    gazetteer = load_gazetteer()
    finder = PlaceFinder(gazetteer.cities, gazetteer.alternates)
    for line in sys.stdin:
        side, number = line.split()
        worker = os.fork()
        if worker == 0:
            work(url, key, api, finder, Crash(side, int(number)))
            os._exit(0)
        _, status = os.waitpid(worker, 0)
        sys.stdout.write(f"{os.waitstatus_to_exitcode(status)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])
