"""The outbox sends what is due once, journals before it sends, and puts every outcome into its row."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.broadcast.outbox import most_sending
from bot.broadcast.selection import NO_TEXT
from bot.broadcast.sender import without_formatting
from bot.domain.broadcast import (
    Alert,
    Edition,
    Gone,
    Rejected,
    Wording,
)
from bot.domain.ids import ChatId
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle, worded

CHATS = range(FIRST_CHAT, FIRST_CHAT + 40)
ONE = [FIRST_CHAT]
GROUP, SUPERGROUP = -500, -1_000_500
BLOCKED = Gone("403 bot was blocked by the user")
REJECTED = Rejected("400 can't parse entities")


@pytest.fixture(autouse=True)
def _impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.broadcast.chat_limits.CHAT_INTERVAL", 0.05)
    monkeypatch.setattr("bot.broadcast.selection.REPEAT_PAUSE", 0.05)
    monkeypatch.setattr("bot.broadcast.backoff.FIRST_PAUSE", 0.25)


class FixedClock:
    speed = 0.0

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


async def _send_all(sending: World, wire: ScriptedWire, seconds: float = 20) -> None:
    async with sending.sending(wire) as outbox:
        await until_idle(outbox, seconds)


async def test_everybody_gets_it_once_and_the_broadcast_is_done(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(CHATS))
    wire = ScriptedWire()
    await _send_all(sending, wire)
    assert set(wire.copies.values()) == {1}
    assert len(wire.copies) == 40
    assert await sending.states(broadcast) == {"sent": 40}
    assert await sending.one("SELECT state FROM broadcast") == "done"
    assert await sending.one("SELECT count(*) FROM delivery WHERE message_id = 1 AND attempts = 1") == 40


async def test_higher_lanes_go_first(sending: World) -> None:
    people = await sending.people(CHATS)
    for alert, reader in zip(
        (Alert.BRIEF, Alert.NEW, Alert.RETRACTION, Alert.REMINDER), people, strict=False
    ):
        await sending.broadcast([reader], alert)
    wire = ScriptedWire(seconds=0.01)
    async with sending.sending(wire, rate=20) as outbox:
        await until_idle(outbox)
    assert [text.split("</b>")[0] for _, text, _ in wire.sent] == [
        "<b>retraction", "<b>reminder", "<b>new", "<b>brief",
    ]  # fmt: skip


async def test_no_more_than_the_wire_carries_are_sent_at_once(sending: World) -> None:
    await sending.broadcast(await sending.people(CHATS), editions=20)
    wire = ScriptedWire(seconds=0.05)
    async with sending.sending(wire, carries=6) as outbox:
        await until_idle(outbox)
    assert wire.most_at_once == 6


@pytest.mark.parametrize(("rate", "most"), [(1, 8), (25, 8), (100, 30), (1000, 300)])
def test_how_many_may_be_journalled_as_sending(rate: float, most: int) -> None:
    assert most_sending(rate) == most


async def test_what_is_not_due_held_expired_or_for_the_silent_is_not_sent(sending: World) -> None:
    now = datetime.now(UTC)
    people = await sending.people(CHATS)
    early = await sending.broadcast(people[:1], due_at=now + timedelta(hours=1))
    late = await sending.broadcast(
        people[:2], due_at=now - timedelta(hours=2), expires_at=now - timedelta(hours=1)
    )
    held = await sending.broadcast(people[:3])
    await sending.set_state(held, "held")
    async with sending.transactions.write() as tx:
        stopped = await tx.subscribers.by_chat(ChatId(CHATS[30]))
        assert stopped is not None
        await tx.subscribers.erase(stopped.id)
    wire = ScriptedWire()
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
        async with asyncio.timeout(5):
            while (await sending.states(late))["expired"] < 2:  # noqa: ASYNC110 - the tick does it
                await asyncio.sleep(0.05)
    assert wire.sent == []
    assert await sending.states(early) == {"pending": 1}
    assert await sending.states(late) == {"expired": 2}
    assert await sending.states(held) == {"pending": 3}


async def test_what_fell_due_while_down_goes_out_marked_and_counted_as_late(sending: World) -> None:
    await sending.broadcast(await sending.people(ONE), due_at=datetime.now(UTC) - timedelta(minutes=11))
    wire = ScriptedWire()
    await _send_all(sending, wire)
    assert wire.sent[0][1].endswith("(delayed)")
    assert await sending.one("SELECT late FROM broadcast") == 1
    worst = await sending.one("SELECT worst_lateness FROM broadcast")
    assert isinstance(worst, float)
    assert 660 <= worst < 680


async def test_where_time_is_stepped_nothing_is_late(sending: World) -> None:
    now = datetime.now(UTC)
    await sending.broadcast(await sending.people(ONE), due_at=now - timedelta(hours=1))
    wire = ScriptedWire()
    async with sending.sending(wire, clock=FixedClock(now)) as outbox:
        await until_idle(outbox)
    assert not wire.sent[0][1].endswith("(delayed)")
    assert await sending.one("SELECT late FROM broadcast") == 0


async def test_an_edition_is_worded_once_and_kept(sending: World) -> None:
    times = 0

    async def render(edition: Edition, now: datetime, delayed: bool) -> Wording:
        nonlocal times
        times += 1
        return await worded(edition, now, delayed)

    await sending.broadcast(await sending.people(CHATS), editions=2)
    async with sending.sending(ScriptedWire(), render=render) as outbox:
        await until_idle(outbox)
    assert times == 2
    assert await sending.all("SELECT DISTINCT text, buttons FROM edition") == [
        ("<b>brief</b> &amp; more", '{"inline_keyboard":[]}')
    ]


async def test_words_that_are_there_already_are_used(sending: World) -> None:
    await sending.broadcast(await sending.people(ONE))
    async with sending.transactions.write() as tx:
        await tx.outbox.word((await tx.outbox.due(datetime.now(UTC), 1))[0].edition_id, Wording("kept"))
    wire = ScriptedWire()
    await _send_all(sending, wire)
    assert wire.sent[0][1] == "kept"


async def test_a_broadcast_that_cannot_be_worded_is_held_and_the_others_go(sending: World) -> None:
    people = await sending.people(CHATS)
    broken = await sending.broadcast(people, Alert.NEW)
    healthy = await sending.broadcast(people)

    async def render(edition: Edition, now: datetime, delayed: bool) -> Wording:
        if edition.content.alert is Alert.NEW:
            raise KeyError("a bug")
        return await worded(edition, now, delayed)

    async with sending.sending(ScriptedWire(), render=render) as outbox:
        await until_idle(outbox)
    assert await sending.one("SELECT reason FROM broadcast WHERE id = :id", id=broken) == NO_TEXT
    assert await sending.states(broken) == {"pending": 40}
    assert await sending.states(healthy) == {"sent": 40}


async def test_a_stop_lets_what_is_on_the_wire_end(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(CHATS))
    wire = ScriptedWire(seconds=0.5)
    async with sending.sending(wire):
        await asyncio.sleep(0.2)
    states = await sending.states(broadcast)
    assert states["sent"] == len(wire.sent) > 0
    assert states["sending"] == 0


async def test_what_an_earlier_process_left_on_the_wire_has_an_unknown_outcome(sending: World) -> None:
    people = await sending.people(CHATS[:3])
    brief = await sending.broadcast(people)
    cancellation = await sending.broadcast(people, Alert.CANCELLATION)
    for ambiguous in (0, 1):
        async with sending.transactions.write() as tx:
            epoch = await tx.outbox.begin(datetime.now(UTC))
            due = await tx.outbox.due(datetime.now(UTC), 10)
            assert {delivery.ambiguous for delivery in due} == {ambiguous}
            await tx.outbox.claim(due, epoch, datetime.now(UTC))
    async with sending.transactions.write() as tx:
        assert await tx.outbox.begin(datetime.now(UTC)) == 3
    assert await sending.states(brief) == {"uncertain": 3}
    assert await sending.states(cancellation) == {"pending": 3}


async def test_a_result_of_an_erased_row_is_dropped_and_the_totals_stay_whole(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(CHATS[:2]))
    wire = ScriptedWire(seconds=0.3)
    async with sending.sending(wire) as outbox:
        await asyncio.sleep(0.1)
        async with sending.transactions.write() as tx:
            erased = await tx.subscribers.by_chat(ChatId(FIRST_CHAT))
            assert erased is not None
            await tx.subscribers.erase(erased.id)
        await until_idle(outbox)
    assert await sending.states(broadcast) == {"sent": 1}
    assert await sending.one("SELECT pruned FROM broadcast") == '{"cancelled": 1}'


async def test_idle_means_nothing_due_nothing_in_flight_all_written(sending: World) -> None:
    async with sending.sending(ScriptedWire(seconds=0.2)) as outbox:
        await until_idle(outbox)
        await sending.broadcast(await sending.people(ONE))
        assert not await outbox.is_idle()
        outbox.wake()
        await asyncio.sleep(0.1)
        assert not await outbox.is_idle()
        await until_idle(outbox)
    assert await sending.one("SELECT state FROM delivery") == "sent"


async def test_what_expired_is_known_before_time_goes_on(sending: World) -> None:
    clock = FixedClock(datetime.now(UTC))
    async with sending.sending(ScriptedWire(), clock=clock) as outbox:
        await until_idle(outbox)
        expired = clock.now() - timedelta(minutes=1)
        await sending.broadcast(
            await sending.people(ONE), due_at=expired - timedelta(hours=1), expires_at=expired
        )
        await until_idle(outbox)
        assert await sending.one("SELECT state FROM delivery") == "expired"


async def test_in_fast_time_lateness_is_counted_in_real_seconds(sending: World) -> None:
    now = datetime.now(UTC)
    clock = FixedClock(now)
    clock.speed = 600
    await sending.broadcast(await sending.people(ONE), due_at=now - timedelta(minutes=50))
    wire = ScriptedWire()
    async with sending.sending(wire, clock=clock) as outbox:
        await until_idle(outbox)
    assert await sending.one("SELECT worst_lateness FROM broadcast") == 5
    assert not wire.sent[0][1].endswith("(delayed)")


@pytest.mark.parametrize(
    ("formatted", "plain"),
    [
        ("<b>Tomorrow</b>", "Tomorrow"),
        ('<a href="https://x.example">5 &lt; 6</a> &amp; more', "5 < 6 & more"),
        ("plain", "plain"),
    ],
)
def test_plain_text_keeps_the_words_alone(formatted: str, plain: str) -> None:
    assert without_formatting(formatted) == plain
