"""What each outcome of a send does to its delivery, its subscriber and its broadcast."""

import asyncio

import pytest

from bot.domain.broadcast import (
    Alert,
    Ambiguous,
    Gone,
    Migrated,
    NoRights,
    NotSent,
    Outcome,
    Rejected,
    Sent,
    TokenRefused,
    TopicClosed,
)
from bot.domain.errors import Misconfigured
from bot.domain.ids import ChatId
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle

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


async def _send_all(sending: World, wire: ScriptedWire, seconds: float = 20) -> None:
    async with sending.sending(wire) as outbox:
        await until_idle(outbox, seconds)


async def test_an_unknown_outcome_is_repeated_once_then_flagged(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(ONE))
    wire = ScriptedWire(lambda _chat, _attempt: Ambiguous("ReadTimeout"))
    await _send_all(sending, wire)
    assert wire.copies[ChatId(FIRST_CHAT)] == 2
    assert await sending.states(broadcast) == {"uncertain": 1}
    assert await sending.one("SELECT ambiguous FROM delivery") == 2
    assert await sending.one("SELECT reason_code FROM delivery") == "ReadTimeout"


async def test_a_repeat_that_arrives_is_sent(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(ONE))
    wire = ScriptedWire(lambda _chat, attempt: Ambiguous("x") if attempt == 1 else Sent(9))
    await _send_all(sending, wire)
    assert await sending.states(broadcast) == {"sent": 1}
    assert await sending.one("SELECT ambiguous FROM delivery") == 1


async def test_a_wire_that_raises_is_an_unknown_outcome(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(ONE))
    await _send_all(sending, ScriptedWire(lambda _chat, _attempt: KeyError("result")))
    assert await sending.states(broadcast) == {"uncertain": 1}


async def test_what_was_not_sent_is_tried_until_it_is(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(ONE))
    wire = ScriptedWire(lambda _chat, attempt: NotSent("ConnectError") if attempt < 3 else Sent(1))
    await _send_all(sending, wire)
    assert await sending.states(broadcast) == {"sent": 1}
    assert await sending.one("SELECT ambiguous FROM delivery") == 0
    assert await sending.one("SELECT attempts FROM delivery") == 3


async def test_while_nobody_answers_one_message_at_a_time_finds_out(sending: World) -> None:
    await sending.broadcast(await sending.people(CHATS))
    wire = ScriptedWire(lambda _chat, _attempt: NotSent("ConnectError"))
    async with sending.sending(wire):
        await asyncio.sleep(2)
    assert len(wire.sent) <= 6


async def test_a_chat_that_is_gone_is_suspended_and_gets_nothing_more(sending: World) -> None:
    people = await sending.people(CHATS[:2])
    first = await sending.broadcast(people, Alert.REMINDER)
    second = await sending.broadcast(people)
    wire = ScriptedWire(lambda chat, _attempt: BLOCKED if chat == FIRST_CHAT else Sent(1))
    await _send_all(sending, wire)
    assert await sending.states(first) == {"gone": 1, "sent": 1}
    assert await sending.states(second) == {"cancelled": 1, "sent": 1}
    assert wire.copies[ChatId(FIRST_CHAT)] == 1
    assert await sending.all("SELECT status, stopped_on IS NOT NULL FROM subscriber ORDER BY id") == [
        ("suspended", 1),
        ("active", 0),
    ]


async def test_when_everybody_is_gone_at_once_nobody_is_suspended(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(CHATS))
    wire = ScriptedWire(lambda _chat, _attempt: Gone("400 chat not found"), seconds=0.01)
    await _send_all(sending, wire)
    assert len(wire.sent) < 40
    states = await sending.states(broadcast)
    assert states["gone"] == len(wire.sent)
    assert states["pending"] == 40 - len(wire.sent)
    assert await sending.one("SELECT count(*) FROM subscriber WHERE status = 'suspended'") == 0
    assert await sending.one("SELECT state FROM broadcast") == "held"


async def test_a_rejected_text_goes_once_more_as_plain_text(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(ONE))
    wire = ScriptedWire(lambda _chat, attempt: REJECTED if attempt == 1 else Sent(1))
    await _send_all(sending, wire)
    assert wire.sent == [
        (FIRST_CHAT, "<b>brief</b> &amp; more", True),
        (FIRST_CHAT, "brief & more", False),
    ]
    assert await sending.states(broadcast) == {"sent": 1}


async def test_a_text_that_nobody_can_get_is_tried_few_times_and_held(sending: World) -> None:
    await sending.broadcast(await sending.people(CHATS))
    wire = ScriptedWire(lambda _chat, _attempt: REJECTED)
    await _send_all(sending, wire)
    assert len(wire.sent) <= 6
    assert await sending.all("SELECT state, reason FROM broadcast") == [("held", REJECTED.reason)]


async def test_groups_that_refuse_do_not_stop_the_others(sending: World) -> None:
    groups = await sending.people([-601, -602, -603, -604])
    broadcast = await sending.broadcast(groups + await sending.people(CHATS), editions=44)
    no_rights = NoRights("400 not enough rights to send text messages")
    wire = ScriptedWire(lambda chat, _attempt: no_rights if chat < 0 else Sent(1))
    await _send_all(sending, wire)
    assert await sending.states(broadcast) == {"pending": 4, "sent": 40}
    assert await sending.one("SELECT count(*) FROM subscriber WHERE status = 'suspended'") == 4
    assert await sending.one("SELECT state FROM broadcast") == "sending"


async def test_when_nobody_lets_the_bot_write_at_once_nobody_is_silenced_by_it(sending: World) -> None:
    await sending.broadcast(await sending.people(range(-640, -600)))
    wire = ScriptedWire(lambda _chat, _attempt: NoRights("403 chat_write_forbidden"), seconds=0.01)
    await _send_all(sending, wire)
    assert len(wire.sent) < 40
    assert await sending.one("SELECT count(*) FROM subscriber WHERE status = 'suspended'") == 0
    assert await sending.one("SELECT state FROM broadcast") == "held"


async def test_two_alerts_on_the_wire_to_a_closed_topic_say_so_once(sending: World) -> None:
    (group,) = await sending.people([GROUP])
    await sending.set_thread(group, 7)
    broadcasts = [await sending.broadcast([group], alert) for alert in (Alert.REMINDER, Alert.BRIEF)]
    wire = ScriptedWire(lambda _chat, attempt: TopicClosed("x") if attempt <= 2 else Sent(1), seconds=0.3)
    await _send_all(sending, wire)
    assert [await sending.states(each) for each in broadcasts] == [{"sent": 1}, {"sent": 1}]
    assert wire.threads == [7, 7, None, None]
    assert sum("/settings topic here" in text for _, text, _ in wire.sent) == 1


async def test_what_waits_for_a_group_that_is_gone_stays_until_it_expires(sending: World) -> None:
    (group,) = await sending.people([GROUP])
    first, second = await sending.broadcast([group], Alert.REMINDER), await sending.broadcast([group])
    await _send_all(sending, ScriptedWire(lambda _chat, _attempt: Gone("403 bot was kicked")))
    assert await sending.states(first) == {"gone": 1}
    assert await sending.states(second) == {"pending": 1}


async def test_what_a_group_takes_down_is_not_posted_again(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people([GROUP]))
    wire = ScriptedWire(lambda _chat, _attempt: Rejected("500 immediately deleted", removed=True))
    await _send_all(sending, wire)
    assert len(wire.sent) == 1
    assert await sending.states(broadcast) == {"rejected": 1}


async def test_a_group_that_moved_gets_it_in_its_new_chat(sending: World) -> None:
    await sending.broadcast(await sending.people([GROUP]))
    wire = ScriptedWire(lambda chat, _: Migrated(ChatId(SUPERGROUP)) if chat == GROUP else Sent(1))
    await _send_all(sending, wire)
    assert [chat for chat, _, _ in wire.sent] == [GROUP, SUPERGROUP]
    async with sending.transactions.read() as tx:
        assert await tx.subscribers.by_chat(ChatId(GROUP)) is None
        moved = await tx.subscribers.by_chat(ChatId(SUPERGROUP))
    assert moved is not None
    assert moved.kind == "supergroup"


async def test_two_moves_in_a_row_are_followed(sending: World) -> None:
    await sending.broadcast(await sending.people([GROUP]))
    moves: dict[int, Outcome] = {GROUP: Migrated(ChatId(-700)), -700: Migrated(ChatId(SUPERGROUP))}
    wire = ScriptedWire(lambda chat, _: moves.get(chat, Sent(1)))
    await _send_all(sending, wire)
    assert [chat for chat, _, _ in wire.sent] == [GROUP, -700, SUPERGROUP]


async def test_a_group_that_moved_to_a_chat_already_here_is_merged_into_it(sending: World) -> None:
    old, kept = await sending.people([GROUP, SUPERGROUP])
    both = await sending.broadcast([old, kept], Alert.REMINDER)
    only_old = await sending.broadcast([old])
    wire = ScriptedWire(lambda chat, _: Migrated(ChatId(SUPERGROUP)) if chat == GROUP else Sent(1))
    await _send_all(sending, wire)
    assert wire.copies[ChatId(SUPERGROUP)] == 2
    assert await sending.states(both) == {"sent": 1}
    assert await sending.one("SELECT pruned FROM broadcast WHERE id = :id", id=both) == '{"cancelled": 1}'
    assert await sending.states(only_old) == {"sent": 1}
    async with sending.transactions.read() as tx:
        assert await tx.subscribers.by_chat(ChatId(GROUP)) is None


async def test_a_refused_token_stops_everything_and_loses_nothing(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(CHATS))
    wire = ScriptedWire(lambda _chat, _attempt: TokenRefused("401 unauthorized"))
    with pytest.raises(ExceptionGroup) as stopped:
        async with sending.sending(wire):
            await asyncio.sleep(5)
    assert stopped.group_contains(Misconfigured)
    assert len(wire.sent) <= 3
    assert await sending.states(broadcast) == {"pending": 40}


async def test_a_flood_warning_closes_the_gate_for_all(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(CHATS))
    wire = ScriptedWire(lambda _, attempt: NotSent("429", 0.5, gate=True) if attempt == 1 else Sent(1))
    async with sending.sending(wire):
        await asyncio.sleep(0.8)
        assert len(wire.sent) <= 3
    assert await sending.states(broadcast) == {"pending": 40}
