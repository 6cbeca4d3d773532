"""F34: called off in mid-broadcast, with originals that arrive ten seconds late. Real times, a real wire."""

import asyncio
from collections import defaultdict

from telegram.request import HTTPXRequest

from bot.broadcast.outbox import most_sending
from bot.broadcast.rendering import Rendering
from bot.sandbox import faults
from bot.sandbox.api import LocalBotApi
from bot.sandbox.chats import Chat, User
from bot.sandbox.messages import Sent
from bot.telegram.transport import Transport
from tests.broadcast.card_world import cancel, edits, put_rally, telling
from tests.broadcast.outbox_world import FIRST_CHAT, World, until_idle
from tests.faults.loopback import TOKEN

AUDIENCE, SENT_BEFORE, RATE = 1_000, 500, 150
LATE, LATE_SHARE, PATIENCE = 10.0, 0.02, 3.0
"""Seconds; of the originals; seconds after which the outbox gives up an answer, so that nobody knows."""

OPEN = "SELECT count(*) FROM delivery WHERE state IN ('pending', 'sending')"


async def test_a_cancellation_comes_after_each_original_however_late(world: World) -> None:
    people = await world.people(range(FIRST_CHAT, FIRST_CHAT + AUDIENCE))
    rally = await put_rally(world)
    await telling(world, people, rally)
    api = LocalBotApi(TOKEN, seed=34)
    for chat in range(FIRST_CHAT, FIRST_CHAT + AUDIENCE):
        api.world.add(Chat(chat, "private", "Somebody", person=User(chat, "Somebody")))
    late = [
        api.faults.add(faults.late(LATE), probability=LATE_SHARE),
        api.faults.add(faults.late(PATIENCE / 2), probability=LATE_SHARE / 2),
    ]
    arrived: dict[int, list[str]] = defaultdict(list)

    def note(message: Sent) -> None:
        arrived[message.chat.id].append(message.text.split()[1])

    api.on_sent(note)
    carrier = HTTPXRequest(20, read_timeout=PATIENCE, httpx_kwargs={"trust_env": False})
    rendering = Rendering(world.transactions, lambda _: None)
    async with (
        api.serve() as url,
        Transport(url, TOKEN, carrier=carrier) as wire,
        world.sending(wire, rate=RATE, render=rendering, card=rendering.card) as outbox,
        asyncio.timeout(90),
    ):
        await api.wait_for(lambda: len(api.ledger) >= SENT_BEFORE, 60)
        cancelled = await cancel(world, rally)
        at_commit = len(api.ledger)
        for rule in late:
            api.faults.remove(rule)
        outbox.wake()
        while await world.one(OPEN):  # noqa: ASYNC110 - asked from outside
            await asyncio.sleep(0.1)
        await until_idle(outbox)
    late_ones = {call.chat_id for call in api.ledger if call.fault == "late"}
    assert len(late_ones) >= SENT_BEFORE * LATE_SHARE
    told = {call.chat_id for call in api.ledger if "New:" in call.text}
    assert len(told) >= SENT_BEFORE * (1 - LATE_SHARE)
    # At most what was on the wire.
    assert sum("New:" in call.text for call in api.ledger[at_commit:]) <= most_sending(RATE)
    # Whoever got the original, or may have, gets the cancellation, once, and last.
    assert set(arrived) == told
    assert cancelled == len(told)
    for texts in arrived.values():
        assert texts[-1] == "Cancelled:"
        assert texts.count("Cancelled:") == 1
        assert set(texts) == {"New:", "Cancelled:"}
    # Nobody is left with a card that says it takes place, but those of whose message nobody knows.
    stale = {chat for chat in arrived if api.messages(chat)[0].text.split()[1] == "New:"}
    assert stale <= late_ones
    assert await edits(world) == 0
