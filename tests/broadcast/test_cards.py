"""Cards already sent are edited to what holds now: after the message, and where Telegram allows it."""

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from bot.domain.broadcast import (
    Alert,
    Outcome,
    Sent,
    Wording,
)
from bot.domain.calendar import Status
from bot.domain.cards import CardEdit
from bot.domain.ids import ChatId, SubscriberId
from bot.domain.subscriber import SubscriberStatus
from bot.services.status import read_status
from tests.broadcast.card_world import MESSAGE, cancel, edits, publish, put_rally, set_subscribers, told
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle
from tests.builders import TACOMA, an_entry

pytestmark = pytest.mark.usefixtures("fast_chats")
CHATS = [ChatId(FIRST_CHAT + number) for number in range(6)]


def edited_chats(wire: ScriptedWire) -> list[ChatId]:
    return [chat for chat, _, _ in wire.edited]


async def test_each_message_is_edited_after_all_messages_have_gone(sending: World) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS)
    await told(sending, people, rally)
    assert await cancel(sending, rally) == len(CHATS)
    assert await edits(sending) == len(CHATS)
    await sending.broadcast(people[:2])
    wire = ScriptedWire(seconds=0.01)
    sent_before: list[int] = []

    def note(_chat: ChatId, _attempt: int) -> Outcome:
        sent_before.append(len(wire.sent))
        return Sent(1)

    wire.behave_on_edit = note
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert sent_before == [len(CHATS) + 2] * len(CHATS)
    assert sorted(wire.edited) == [
        (chat, MESSAGE + number, "what holds now (en)") for number, chat in enumerate(CHATS)
    ]
    assert await edits(sending) == 0


async def test_an_outbox_is_idle_only_once_the_cards_are_edited(sending: World) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:1])
    await told(sending, people, rally)
    await cancel(sending, rally)
    wire = ScriptedWire(seconds=0.05)
    async with sending.sending(wire) as outbox:
        while not wire.edited:
            assert not await outbox.is_idle()
            await asyncio.sleep(0.01)
        assert not await outbox.is_idle()
        await until_idle(outbox)


async def test_two_fast_changes_end_in_the_last_one(sending: World) -> None:
    # So soon that a change does not wait for others to join it.
    rally = await put_rally(sending, timedelta(hours=1))
    people = await sending.people(CHATS[:1])
    await told(sending, people, rally)
    await publish(sending, rally, venue="Library")

    async def word(edit: CardEdit, _now: datetime) -> Wording:
        async with sending.transactions.read() as tx:
            (entry,) = (await tx.calendar.by_ids([edit.content.items[0].entry_id])).values()
        return Wording(f"{entry.status} {entry.venue}")

    wire = ScriptedWire(seconds=0.1)
    async with sending.sending(wire, card=word) as outbox:
        while not wire.edited:  # noqa: ASYNC110 - watched from outside
            await asyncio.sleep(0.005)
        await cancel(sending, rally)
        outbox.wake()
        await until_idle(outbox)
    assert [text for _, _, text in wire.edited if text.startswith("announced")] == ["announced Library"]
    last = {message: text for _, message, text in wire.edited}
    assert last[MESSAGE] == "cancelled Library"
    assert await edits(sending) == 0


async def test_the_words_are_in_the_language_chosen_now(sending: World) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:1])
    await told(sending, people, rally)
    await set_subscribers(sending, *people, language="es")
    await cancel(sending, rally)
    wire = ScriptedWire()
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert [text for _, _, text in wire.edited] == ["what holds now (es)"]


@pytest.mark.parametrize("status", [SubscriberStatus.STOPPED, SubscriberStatus.SUSPENDED])
async def test_who_stopped_or_left_meanwhile_gets_no_edit(sending: World, status: SubscriberStatus) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:3])
    await told(sending, people, rally)
    await cancel(sending, rally)
    await set_subscribers(sending, people[0], status=status)
    async with sending.transactions.write() as tx:
        await tx.subscribers.erase(SubscriberId(people[1]))
    wire = ScriptedWire()
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert edited_chats(wire) == [CHATS[2]]


@pytest.mark.parametrize(("status", "edited"), [(Status.CANCELLED, 0), (Status.RETRACTED, 2)])
async def test_a_halt_holds_edits_but_those_of_a_retraction(
    sending: World, status: Status, edited: int
) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:2])
    await told(sending, people, rally)
    await publish(sending, rally, status=status)
    async with sending.transactions.write() as tx:
        await tx.halts.put(f"c{TACOMA.id}", "C-01", datetime.now(UTC))
    wire = ScriptedWire()
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
        assert len(wire.edited) == edited
        async with sending.transactions.write() as tx:
            await tx.halts.lift(f"c{TACOMA.id}")
        outbox.wake()
        await until_idle(outbox)
    assert len(wire.edited) == 2


async def test_a_held_notice_holds_its_edits(sending: World) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:2])
    await told(sending, people, rally)
    await cancel(sending, rally)
    notice = int(str(await sending.one("SELECT id FROM broadcast WHERE alert = 'cancellation'")))
    await sending.set_state(notice, "held")
    wire = ScriptedWire()
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert not wire.edited
    assert await edits(sending) == 2


async def test_a_message_of_several_is_edited_too_and_one_about_another_is_not(sending: World) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:2])
    other = an_entry(TACOMA, rally.starts_on, "18:00")
    async with sending.transactions.write() as tx:
        await tx.calendar.put_all([other])
    await told(sending, people[:1], rally, other, alert=Alert.BRIEF)
    await told(sending, people, other, alert=Alert.REMINDER, key="other")
    await cancel(sending, rally)
    wire = ScriptedWire()
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    assert edited_chats(wire) == [CHATS[0]]


async def test_status_counts_the_cards_that_wait_apart_from_the_backlog(sending: World) -> None:
    rally, people = await put_rally(sending), await sending.people(CHATS[:3])
    await told(sending, people, rally)
    await cancel(sending, rally)
    status = await read_status(sending.transactions, datetime.now(UTC), 2)
    assert (status.card_edits, status.backlog) == (3, 3)
