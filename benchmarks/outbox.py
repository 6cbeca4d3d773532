"""What a delivery costs: messages per second of processor time, against plain python-telegram-bot.

    python -m benchmarks.outbox [MESSAGES] [ROUNDS]

The yardstick is `Bot.send_message`, eight at a time, without any journal, in the same run; a server in a
process of its own answers both. Rounds alternate; the ratio is the median of the rounds'.
"""

import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from statistics import median

from telegram import Bot
from telegram.request import HTTPXRequest

from bot.broadcast.cards import Cards
from bot.broadcast.outbox import Outbox
from bot.broadcast.pacer import Pacer
from bot.broadcast.sender import Sender
from bot.clock import SystemClock
from bot.telegram.transport import CARRIES, Transport
from storage.cipher import ChatCipher, new_key
from storage.engine import reader_engine, writer_engine
from storage.migrate import migrate
from storage.transactions import SqlTransactions
from tests.broadcast.outbox_world import World, until_idle
from tests.faults.child import no_card, render
from tests.faults.loopback import TOKEN

UNLIMITED = 100_000
AT_ONCE = 8
FIRST_CHAT = 10_000_000
TEXT = "<b>#1</b> an alert"
SERVER = """
import asyncio, json

MESSAGE = {"message_id": 1, "date": 0, "chat": {"id": 1, "type": "private"}}
ANSWER = json.dumps({"ok": True, "result": MESSAGE})
REPLY = f"HTTP/1.1 200 OK\\r\\nContent-Length: {len(ANSWER)}\\r\\n\\r\\n{ANSWER}".encode()

async def serve(reader, writer):
    try:
        while True:
            head = await reader.readuntil(b"\\r\\n\\r\\n")
            length = head.lower().partition(b"content-length:")[2].partition(b"\\r\\n")[0]
            await reader.readexactly(int(length))
            writer.write(REPLY)
    except (asyncio.IncompleteReadError, ConnectionError):
        writer.close()

async def main():
    server = await asyncio.start_server(serve, "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()

asyncio.run(main())
"""


async def main(messages: int, rounds: int) -> None:
    server = await asyncio.create_subprocess_exec(
        sys.executable, "-c", SERVER, stdout=asyncio.subprocess.PIPE
    )
    assert server.stdout is not None
    url = f"http://127.0.0.1:{int(await server.stdout.readline())}"
    try:
        ratios = []
        for _ in range(rounds):
            plain = await cost(messages, lambda: send_plainly(url, messages))
            journalled = await cost(messages, lambda: send_journalled(url, messages))
            ratios.append(journalled / plain)
            print(f"plain {plain:7.0f}/s   outbox {journalled:7.0f}/s   ratio {ratios[-1]:5.2f}")
        print(f"messages per second of processor time, outbox / plain: {median(ratios):.2f}")
    finally:
        server.kill()
        await server.communicate()


async def cost(messages: int, send: Callable[[], Awaitable[float]]) -> float:
    """Messages a second of this process's processor time, all its threads together."""
    return messages / await send()


async def send_plainly(url: str, messages: int) -> float:
    request = HTTPXRequest(AT_ONCE)
    bot = Bot(TOKEN, base_url=f"{url}/bot", request=request)
    chats = iter(range(FIRST_CHAT, FIRST_CHAT + messages))

    async def worker() -> None:
        for chat in chats:
            await bot.send_message(chat, TEXT, parse_mode="HTML")

    began = time.process_time()
    async with asyncio.TaskGroup() as workers:
        for _ in range(AT_ONCE):
            workers.create_task(worker())
    spent = time.process_time() - began
    await request.shutdown()
    return spent


async def send_journalled(url: str, messages: int) -> float:
    with tempfile.TemporaryDirectory() as folder:
        database = f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
        writer, cipher = writer_engine(database), ChatCipher(new_key(), "subscriber")
        await migrate(writer)
        transactions = SqlTransactions(writer, reader_engine(database), cipher)
        world = World(transactions, cipher)
        await world.broadcast(await world.people(range(FIRST_CHAT, FIRST_CHAT + messages)))
        pacer = Pacer(UNLIMITED)
        async with Transport(url, TOKEN) as wire, asyncio.TaskGroup() as group:
            clock, sender = SystemClock(), Sender(wire, pacer)
            cards = Cards(transactions, clock, pacer, sender, no_card)
            outbox = Outbox(transactions, clock, pacer, sender, render, cards, 1000, CARRIES)
            began = time.process_time()
            group.create_task(outbox.run())
            await until_idle(outbox, 600)
            spent = time.process_time() - began
            outbox.stop()
        await transactions.dispose()
    return spent


if __name__ == "__main__":
    asyncio.run(main(*(int(argument) for argument in [*sys.argv[1:], "2000", "5"][:2])))
