"""/stop, /export and /delete; a blocked bot and its return."""

import json
from typing import Any

import pytest

from bot.domain.ids import ChatId
from bot.domain.subscriber import Subscriber, SubscriberStatus
from bot.services.own_data import FILE_NAME
from storage.transactions import SqlTransactions
from tests.handlers.harness import BOT_ID, GROUP, PERSON, WHEN, Bot
from tests.handlers.people import People
from tests.services.people import rows_about_people


async def stored(people: People, chat_id: int = PERSON) -> Subscriber | None:
    async with people.transactions.read() as tx:
        return await tx.subscribers.by_chat(ChatId(chat_id))


async def status(people: People, chat_id: int = PERSON) -> SubscriberStatus | None:
    subscriber = await stored(people, chat_id)
    return subscriber.status if subscriber else None


@pytest.mark.parametrize("back", ["button", "/start", "/add Tacoma"])
async def test_stop_is_at_once_and_can_be_undone(drumbeat: Bot, people: People, back: str) -> None:
    await drumbeat.say("/add Tacoma 50")
    (stopped,) = await drumbeat.say("/stop")
    assert "7 days" in stopped.text
    assert await status(people) is SubscriberStatus.STOPPED
    if back == "button":
        calls = await drumbeat.press(stopped.buttons["Resume alerts"])
    else:
        calls = await drumbeat.say(back)
    assert "on again" in calls[-1].text
    assert "Tacoma, WA, and 50 miles around" in calls[-1].text
    assert await status(people) is SubscriberStatus.ACTIVE


async def test_a_second_stop_says_what_can_be_done(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("/add Tacoma")
    await drumbeat.say("/stop")
    _acknowledged, again = await drumbeat.press("sp")
    assert "/start" in again.text
    assert "/delete" in again.text
    assert await status(people) is SubscriberStatus.STOPPED


@pytest.mark.parametrize("yes", ["/delete yes", "/delete Sí", "/delete si"])
async def test_delete_asks_and_then_erases_everything(
    drumbeat: Bot, people: People, transactions: SqlTransactions, yes: str
) -> None:
    await drumbeat.say("/add Tacoma")
    (asked,) = await drumbeat.say("/delete")
    assert "/delete yes" in asked.text
    assert await stored(people) is not None
    (erased,) = await drumbeat.say(yes)
    assert "Erased" in erased.text
    assert await rows_about_people(transactions) == 0
    assert people.checkpoints.times == 1
    (again,) = await drumbeat.say(yes)
    assert "Nothing is kept" in again.text


async def test_erasing_by_buttons_takes_a_tap_and_a_confirmation(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("/add Tacoma")
    (stopped,) = await drumbeat.say("/stop")
    _acknowledged, asked = await drumbeat.press(stopped.buttons["Delete my data"])
    assert await stored(people) is not None
    _acknowledged, kept = await drumbeat.press(asked.buttons["Keep my data"])
    assert "Nothing was erased" in kept.text
    assert await stored(people) is not None
    _acknowledged, erased = await drumbeat.press(asked.buttons["Delete my data"])
    assert "Erased" in erased.text
    assert await stored(people) is None
    _acknowledged, nothing = await drumbeat.press(asked.buttons["Delete my data"])
    assert "Nothing is kept" in nothing.text


async def test_a_delete_that_is_no_yes_only_asks(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("/add Tacoma")
    (asked,) = await drumbeat.say("/delete no")
    assert "/delete yes" in asked.text
    assert await stored(people) is not None


async def test_the_copy_comes_as_a_file_once_a_day(drumbeat: Bot) -> None:
    await drumbeat.say("/add Tacoma")
    (sent,) = await drumbeat.say("/export")
    assert sent.method == "sendDocument"
    document = json.loads(sent.files[FILE_NAME])
    assert document["settings"]["kind"] == "private"
    assert document["places"][0]["name"] == "Tacoma, WA"
    assert str(PERSON) not in sent.files[FILE_NAME].decode()
    (refused,) = await drumbeat.say("/export")
    assert refused.method == "sendMessage"
    assert "/export" in refused.text


def membership(status: str, chat: dict[str, Any], **facts: Any) -> dict[str, Any]:
    bot = {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}
    new: dict[str, Any] = {"status": status, "user": bot} | facts
    if status == "kicked":
        new["until_date"] = 0
    person = {"id": PERSON, "is_bot": False, "first_name": "Canary-Name"}
    old = {"status": "member", "user": bot}
    change = {"chat": chat, "from": person, "date": WHEN, "old_chat_member": old, "new_chat_member": new}
    return {"my_chat_member": change}


PRIVATE = {"id": PERSON, "type": "private"}
IN_GROUP = {"id": GROUP, "type": "supergroup", "title": "Canary-Title"}


async def test_a_blocked_chat_is_left_alone_and_comes_back_with_its_places(
    drumbeat: Bot, people: People
) -> None:
    await drumbeat.say("/add Tacoma")
    before = await stored(people)
    assert await drumbeat.feed(membership("kicked", PRIVATE)) == []
    assert await status(people) is SubscriberStatus.SUSPENDED
    assert await drumbeat.feed(membership("member", PRIVATE)) == []
    assert await stored(people) == before
    assert len(await people.subscriptions.followed(ChatId(PERSON))) == 1


async def test_unblocking_is_no_consent_to_what_was_stopped(drumbeat: Bot, people: People) -> None:
    await drumbeat.say("/add Tacoma")
    await drumbeat.say("/stop")
    await drumbeat.feed(membership("kicked", PRIVATE))
    await drumbeat.feed(membership("member", PRIVATE))
    assert await status(people) is SubscriberStatus.STOPPED


SENDING = ("messages", "audios", "documents", "photos", "videos", "video_notes", "voice_notes", "polls")
OTHER = ("change_info", "invite_users", "pin_messages", "manage_topics", "add_web_page_previews")
LATEST = ("edit_tag", "react_to_messages", "send_other_messages")
RESTRICTIONS: dict[str, Any] = {
    **{f"can_send_{right}": False for right in SENDING},
    **{f"can_{right}": False for right in OTHER + LATEST},
    "until_date": 0,
}
MAY_WRITE = RESTRICTIONS | {"can_send_messages": True}


@pytest.mark.parametrize(
    ("change", "left"),
    [
        (membership("left", IN_GROUP), True),
        (membership("kicked", IN_GROUP), True),
        (membership("restricted", IN_GROUP, is_member=False, **RESTRICTIONS), True),
        (membership("restricted", IN_GROUP, is_member=True, **RESTRICTIONS), True),
        (membership("restricted", IN_GROUP, is_member=True, **MAY_WRITE), False),
        (membership("member", IN_GROUP), False),
    ],
)
async def test_a_group_that_puts_the_bot_out_or_silences_it_gets_nothing_more(
    drumbeat: Bot, people: People, change: dict[str, Any], left: bool
) -> None:
    drumbeat.request.administrators = {PERSON}
    await drumbeat.say("/add Houston", chat_id=GROUP)
    await drumbeat.feed(change)
    expected = SubscriberStatus.SUSPENDED if left else SubscriberStatus.ACTIVE
    assert await status(people, GROUP) is expected
    await drumbeat.feed(membership("member", IN_GROUP))
    assert await status(people, GROUP) is SubscriberStatus.ACTIVE


async def test_strangers_and_channels_that_come_and_go_leave_no_trace(
    drumbeat: Bot, transactions: SqlTransactions
) -> None:
    for change in (
        membership("kicked", PRIVATE),
        membership("member", IN_GROUP),
        membership("left", {"id": -100999, "type": "channel", "title": "Canary-Title"}),
    ):
        assert await drumbeat.feed(change) == []
    assert await rows_about_people(transactions) == 0
