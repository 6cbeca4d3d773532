"""From the tap to the last of those told: a retraction, while a long brief is being sent.

    python -m benchmarks.retraction [TOLD BRIEF RATE]

The whole bot as `run` starts it, in a process of its own, against the local Bot API in this one. A brief to
BRIEF chats is on its way when an operator taps; TOLD of these chats, every so-manieth, had heard of the
action before. Prints the seconds from the tap to the first and the last of them, and how much of the brief
went out in between.
"""

import asyncio
import sys
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from bot.domain.broadcast import Alert, Wording
from bot.domain.calendar import Entry
from bot.sandbox.api import LocalBotApi
from bot.sandbox.chats import Chat, User
from bot.sandbox.messages import Sent
from bot.sandbox.people import Person
from bot.sandbox.tour.process import BotProcess
from storage.cipher import ChatCipher, new_key
from storage.opening import opened
from tests.broadcast.card_world import put_rally, told
from tests.broadcast.outbox_world import World

TOKEN = "7000000001:local-benchmark-token"  # noqa: S105 - of no real bot
FIRST_CHAT = 10_000_000
SENT_BEFORE = 0.02
"""Of the brief, when the tap comes."""
PATIENCE = 600.0


async def main(number_told: int, brief: int, rate: float) -> None:
    api = LocalBotApi(TOKEN)
    for number in range(brief):
        user = User(FIRST_CHAT + number, "Somebody")
        api.world.add(Chat(user.id, "private", user.first_name, person=user))
    operator = api.person("Operator")
    with tempfile.TemporaryDirectory() as name:
        folder, key = Path(name), new_key()
        database = f"sqlite:///{folder / 'drumbeat.sqlite3'}"
        async with api.serve() as url:
            entry = await fill(database, key, number_told, brief)
            settings = {
                "BOT_TOKEN": TOKEN,
                "BOT_API_URL": url,
                "DATABASE_URL": database,
                "SECRET_KEY": key.hex(),
                "OPERATOR_IDS": str(operator.id),
                "SEND_RATE": str(rate),
            }
            bot = BotProcess(folder, settings)
            await bot.start()
            try:
                await measure(api, operator, entry, number_told, int(brief * SENT_BEFORE))
                bot.tell_to_stop()
                await bot.stopped()
            finally:
                await bot.kill()


async def fill(database: str, key: bytes, number_told: int, brief: int) -> Entry:
    async with opened(database, lambda _: key) as storage:
        world = World(storage.transactions, ChatCipher(key, "subscriber"))
        people = await world.people(range(FIRST_CHAT, FIRST_CHAT + brief))
        entry = await put_rally(world)
        await told(world, people[:: brief // number_told][:number_told], entry)
        now = datetime.now(UTC)
        await world.broadcast(people, Alert.BRIEF, due_at=now)
        async with storage.transactions.write() as tx:
            (first,) = await tx.outbox.due(now, 1)
            await tx.outbox.word(first.edition_id, Wording("a brief"))
        return entry


async def measure(
    api: LocalBotApi, operator: Person, entry: Entry, number_told: int, sent_before: int
) -> None:
    await api.wait_for(lambda: len(api.ledger) >= sent_before, PATIENCE)
    operator.starts()
    await api.wait_for(lambda: api.messages(operator), PATIENCE)
    operator.says(f"/retract {entry.code}")
    await api.wait_for(lambda: api.messages(operator)[-1].button_texts == [f"Retract {entry.code}"], PATIENCE)
    tapped = len(api.ledger)
    at = datetime.now(UTC)
    operator.presses(api.messages(operator)[-1], f"Retract {entry.code}")
    await api.wait_for(lambda: len(retractions(api, tapped)) >= number_told, PATIENCE)
    found = retractions(api, tapped)
    seconds = [(message.at - at).total_seconds() for _, message in found]
    between = sum(call.text == "a brief" for call in api.ledger[tapped : found[-1][0]])
    print(f"told {len(set(chats(found)))} of {number_told}")
    print(f"from the tap to the first {seconds[0]:6.2f} s, to the last {seconds[-1]:6.2f} s")
    print(f"of the brief: {tapped} before the tap, {between} more before the last of them")


def retractions(api: LocalBotApi, since: int) -> list[tuple[int, Sent]]:
    """Where in the ledger, and the message."""
    calls = enumerate(api.ledger[since:], since)
    return [(place, call.sent) for place, call in calls if call.sent and "Do not act on it" in call.sent.text]


def chats(found: list[tuple[int, Sent]]) -> list[int]:
    return [message.chat.id for _, message in found]


if __name__ == "__main__":
    given = [float(argument) for argument in sys.argv[1:]]
    told_, brief_, rate_ = given or (1_000, 10_000, 25)
    asyncio.run(main(int(told_), int(brief_), rate_))
