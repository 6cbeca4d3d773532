"""A retraction overtakes whatever is on its way."""

import asyncio

from bot.broadcast.outbox import most_sending
from bot.domain.broadcast import Alert
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle

RATE = 200


async def test_a_retraction_goes_before_the_rest_of_a_brief(sending: World) -> None:
    people = await sending.people(range(FIRST_CHAT, FIRST_CHAT + 300))
    await sending.broadcast(people)
    wire = ScriptedWire(seconds=0.01)
    async with sending.sending(wire, rate=RATE) as outbox:
        while len(wire.sent) < 30:  # noqa: ASYNC110 - watched from outside
            await asyncio.sleep(0.005)
        await sending.broadcast(people[250:], Alert.RETRACTION)
        known = len(wire.sent)
        outbox.wake()
        await until_idle(outbox)
    after = [text.startswith("<b>retraction") for _, text, _ in wire.sent[known:]]
    last = len(after) - after[::-1].index(True)
    assert sum(after) == 50
    assert last <= 50 + most_sending(RATE)
    assert len(wire.sent) == 350
