"""A retraction overtakes whatever is on its way, at the numbers that count."""

import asyncio

import pytest

from bot.broadcast.outbox import most_sending
from bot.domain.broadcast import Alert
from bot.domain.calendar import Status
from tests.broadcast.card_world import publish, put_rally, told
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle

TOLD, BRIEF, SENT_BEFORE = 1_000, 10_000, 200
CARRIES = 16


@pytest.fixture
async def brief(sending: World) -> list[int]:
    """Subscribers of a long brief that is due."""
    people = await sending.people(range(FIRST_CHAT, FIRST_CHAT + BRIEF))
    await sending.broadcast(people)
    return people


async def test_all_of_1000_are_retracted_before_any_more_of_a_brief_to_10000(
    sending: World, brief: list[int]
) -> None:
    rally = await put_rally(sending)
    await told(sending, brief[-TOLD:], rally)
    wire = ScriptedWire(seconds=0.01)
    async with sending.sending(wire, rate=1000, carries=CARRIES) as outbox, asyncio.timeout(60):
        await _until_sent(wire, SENT_BEFORE)
        assert await publish(sending, rally, status=Status.RETRACTED) == TOLD
        outbox.wake()
        known = len(wire.sent)
        while _retractions(wire) < TOLD:  # noqa: ASYNC110 - watched from outside
            await asyncio.sleep(0.01)
        outbox.stop()
    alerts = [words.startswith("<b>retraction") for _, words, _ in wire.sent]
    last = len(alerts) - 1 - alerts[::-1].index(True)
    overtaken = alerts[known : last + 1].count(False)
    assert overtaken <= CARRIES, "only what was claimed before"
    assert not any(alerts[:known])
    # From the first of them on it is theirs alone.
    first = alerts.index(True)
    assert alerts[first : last + 1] == [True] * TOLD
    assert not wire.edited
    assert await sending.one("SELECT count(*) FROM delivery WHERE state = 'pending'") == (
        BRIEF - alerts.count(False)
    )


async def test_a_retraction_planned_late_takes_its_turn_at_once_at_the_rate_of_live(sending: World) -> None:
    """At the rate of 25 a second W is 8: so many of the rest at most come before it."""
    people = await sending.people(range(FIRST_CHAT, FIRST_CHAT + 60))
    await sending.broadcast(people)
    rally = await put_rally(sending)
    await told(sending, people[-10:], rally)
    wire = ScriptedWire(seconds=0.2)
    async with sending.sending(wire, rate=25) as outbox:
        await _until_sent(wire, 10)
        await publish(sending, rally, status=Status.RETRACTED)
        known = len(wire.sent)
        outbox.wake()
        await until_idle(outbox)
    alerts = [words.startswith("<b>retraction") for _, words, _ in wire.sent]
    last = len(alerts) - 1 - alerts[::-1].index(True)
    assert alerts[known : last + 1].count(False) <= most_sending(25)
    assert alerts.count(True) == 10
    # The brief goes on, and the cards come last of all.
    assert len(wire.sent) == 70
    assert len(wire.edited) == 10


async def test_no_other_alert_goes_first_while_a_retraction_is_new(sending: World) -> None:
    """Nobody has got its text yet, and still none of its readers waits for the first to answer."""
    people = await sending.people(range(FIRST_CHAT, FIRST_CHAT + 40))
    await sending.broadcast(people[20:])
    await sending.broadcast(people[:12], Alert.RETRACTION)
    wire = ScriptedWire(seconds=0.5)
    async with sending.sending(wire, rate=1000, carries=12) as outbox:
        await _until_sent(wire, 12)
        assert all(words.startswith("<b>retraction") for _, words, _ in wire.sent[:12])
        await until_idle(outbox)


async def _until_sent(wire: ScriptedWire, number: int) -> None:
    while len(wire.sent) < number:  # noqa: ASYNC110 - watched from outside
        await asyncio.sleep(0.002)


def _retractions(wire: ScriptedWire) -> int:
    return sum(words.startswith("<b>retraction") for _, words, _ in wire.sent)
