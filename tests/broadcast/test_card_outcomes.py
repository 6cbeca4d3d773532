"""What becomes of an edit that cannot be made, or of which nobody knows whether it was."""

import asyncio
from datetime import datetime

import pytest

from bot.broadcast.cards import AT_ONCE
from bot.domain.broadcast import (
    Ambiguous,
    Gone,
    Migrated,
    NotSent,
    Outcome,
    Rejected,
    Sent,
    TokenRefused,
    Wording,
)
from bot.domain.cards import TRIES, CardEdit
from bot.domain.errors import Misconfigured
from bot.domain.ids import ChatId
from tests.broadcast.card_world import cancel, edits, put_rally, told
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle

pytestmark = pytest.mark.usefixtures("fast_chats")
CHATS = [ChatId(FIRST_CHAT + number) for number in range(6)]


def edited_chats(wire: ScriptedWire) -> list[ChatId]:
    return [chat for chat, _, _ in wire.edited]


@pytest.mark.parametrize(
    "answer",
    [
        Rejected("400 message is not modified"),
        Rejected("400 message to edit not found"),
        Rejected("400 message can't be edited"),
        Gone("403 bot was blocked by the user"),
        Migrated(ChatId(-100)),
        LookupError("a bug"),
    ],
)
async def test_what_cannot_be_edited_is_left_and_costs_nobody_anything(
    sending: World, answer: Outcome | Exception
) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:2])
    await told(sending, people, rally)
    await cancel(sending, rally)
    asked: list[CardEdit] = []

    async def word(edit: CardEdit, _now: datetime) -> Wording:
        asked.append(edit)
        if isinstance(answer, Exception):
            raise answer
        return Wording("now")

    wire = ScriptedWire()
    if not isinstance(answer, Exception):
        wire.behave_on_edit = lambda _chat, _attempt: answer
    async with sending.sending(wire, card=word) as outbox:
        await until_idle(outbox)
    assert len(asked) == 2
    assert await edits(sending) == 0
    assert await sending.one("SELECT count(*) FROM subscriber WHERE status = 'active'") == 2


async def test_an_unknown_edit_is_made_again_a_few_times(
    sending: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.broadcast.cards.REPEAT_PAUSE", 0.01)
    monkeypatch.setattr("bot.broadcast.backoff.FIRST_PAUSE", 0.01)
    rally, people = await put_rally(sending), await sending.people(CHATS[:2])
    await told(sending, people, rally)
    await cancel(sending, rally)
    wire = ScriptedWire()
    wire.behave_on_edit = lambda chat, attempt: (
        Ambiguous("ReadTimeout") if chat == CHATS[0] or attempt == 1 else Sent(1)
    )
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert edited_chats(wire).count(CHATS[0]) == TRIES
    assert edited_chats(wire).count(CHATS[1]) == 2
    assert await edits(sending) == 0


async def test_a_ban_stops_edits_and_they_are_made_after_it(
    sending: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.broadcast.cards.AFTER_BAN", 2.0)
    rally, people = await put_rally(sending), await sending.people(CHATS)
    await told(sending, people, rally)
    await cancel(sending, rally)
    wire, answers = ScriptedWire(), iter([NotSent("429", 0.2, gate=True)])
    wire.behave_on_edit = lambda _chat, _attempt: next(answers, Sent(1))
    async with sending.sending(wire) as outbox:
        while not wire.edited:  # noqa: ASYNC110 - watched from outside
            await asyncio.sleep(0.005)
        await asyncio.sleep(0.3)
        during = len(wire.edited)
        # Messages go again as soon as the ban is over, edits later.
        await sending.broadcast(await sending.people([FIRST_CHAT + 99]))
        outbox.wake()
        while wire.sent[-1][0] != FIRST_CHAT + 99:  # noqa: ASYNC110 - watched from outside
            await asyncio.sleep(0.01)
        assert len(wire.edited) == during
        await until_idle(outbox)
    assert during <= AT_ONCE
    assert len(wire.edited) == len(CHATS) + 1
    assert set(edited_chats(wire)) == set(CHATS)
    assert await edits(sending) == 0


async def test_edits_that_are_banned_again_and_again_are_given_up(
    sending: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rehearsal that waits for the edits does not wait for ever."""
    for name in ("bot.broadcast.cards.AFTER_BAN", "bot.broadcast.pacer.AFTER_BAN"):
        monkeypatch.setattr(name, 0.01)
    rally, people = await put_rally(sending), await sending.people(CHATS[:2])
    await told(sending, people, rally)
    await cancel(sending, rally)
    wire = ScriptedWire()
    wire.behave_on_edit = lambda _chat, _attempt: NotSent("429", 0.01, gate=True)
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert len(wire.edited) == 2 * TRIES
    assert await edits(sending) == 0


async def test_a_refused_token_ends_the_process_and_keeps_the_edits(sending: World) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:1])
    await told(sending, people, rally)
    await cancel(sending, rally)
    wire = ScriptedWire()
    wire.behave_on_edit = lambda _chat, _attempt: TokenRefused("401")
    with pytest.raises(ExceptionGroup) as raised:
        async with sending.sending(wire), asyncio.timeout(5):
            await asyncio.sleep(60)
    assert raised.group_contains(Misconfigured)
    assert await edits(sending) == 1


async def test_what_was_left_undone_is_edited_after_a_restart(sending: World) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:3])
    await told(sending, people, rally)
    await cancel(sending, rally)
    hanging, wire = ScriptedWire(), ScriptedWire()
    hanging.behave_on_edit = lambda _chat, _attempt: NotSent("ConnectError")
    async with sending.sending(hanging):
        while not hanging.edited:  # noqa: ASYNC110 - watched from outside
            await asyncio.sleep(0.005)
    assert await edits(sending) == 3
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert sorted(edited_chats(wire)) == CHATS[:3]
    assert not wire.sent


async def test_a_group_that_moved_keeps_no_number_of_its_old_messages(sending: World) -> None:
    old, new = ChatId(-500), ChatId(-1_000_000_000_500)
    rally, people = await put_rally(sending), await sending.people([old])
    await told(sending, people, rally)
    await cancel(sending, rally)
    wire = ScriptedWire(lambda chat, _: Migrated(new) if chat == old else Sent(9))
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert [chat for chat, _, _ in wire.sent] == [old, new]
    assert not wire.edited
