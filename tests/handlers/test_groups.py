"""In a group its administrators decide, and only as themselves; everybody else may ask."""

from typing import Any

import pytest

from bot.domain.ids import ChatId
from storage.transactions import SqlTransactions
from tests.handlers.harness import BOT_ID, BOT_USERNAME, GROUP, PERSON, Bot
from tests.handlers.people import People
from tests.services.people import rows_about_people

ADMINISTRATOR, OTHER = PERSON, PERSON + 1
ANONYMOUS = {
    "from": {"id": 1087968824, "is_bot": True, "first_name": "Group", "username": "GroupAnonymousBot"},
    "sender_chat": {"id": GROUP, "type": "supergroup", "title": "Canary-Title"},
}
CHANGES = (
    "/add Seattle",
    "/remove Houston",
    "/remove",
    "/settings",
    "/settings brief off",
    "/language es",
    "/quiet off",
    "/mute A7F3",
    "/stop",
    "/delete",
    "/delete yes",
)


@pytest.fixture
async def group(drumbeat: Bot, people: People) -> Bot:
    drumbeat.request.administrators = {ADMINISTRATOR}
    await drumbeat.say("/add Houston", chat_id=GROUP, sender=ADMINISTRATOR, thread=7)
    return drumbeat


async def everything(people: People) -> tuple[object, ...]:
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(GROUP))
        assert subscriber is not None
        return subscriber, await tx.subscribers.subscriptions(subscriber.id)


@pytest.mark.parametrize("typed", CHANGES)
async def test_members_change_nothing(group: Bot, people: People, typed: str) -> None:
    before = await everything(people)
    _asked, refused = await group.say(typed, chat_id=GROUP, sender=OTHER)
    assert "administrators" in refused.text
    assert "/today" in refused.text
    assert await everything(people) == before


@pytest.mark.parametrize("typed", CHANGES)
async def test_who_writes_in_the_groups_name_is_refused_plainly(
    group: Bot, people: People, typed: str
) -> None:
    before = await everything(people)
    (refused,) = await group.say(typed, chat_id=GROUP, **ANONYMOUS)
    assert "/" in refused.text
    assert await everything(people) == before


async def test_when_telegram_does_not_say_who_administers_nothing_is_changed(
    group: Bot, people: People
) -> None:
    before = await everything(people)
    for status, description in ((400, "Bad Request: CHAT_ADMIN_REQUIRED"), (500, "Internal Server Error")):
        group.request.refuse["getChatMember"] = [(status, description)]
        _asked, refused = await group.say("/stop", chat_id=GROUP, sender=ADMINISTRATOR)
        assert "Nothing was changed" in refused.text
    assert await everything(people) == before


BUTTONS = (
    "ap:c5809844:0:en",
    "ua:c4699066:1",
    "rp:c4699066",
    "up:c4699066:100:0",
    "cr:c4699066",
    "sr:c4699066:100",
    "ss",
    "st:brief:off:",
    "la:es:",
    "me:A7F3",
    "um:A7F3",
    "sp",
    "ra",
    "ad",
    "dd",
    "kd",
)


@pytest.mark.parametrize("button", BUTTONS)
async def test_only_administrators_presses_count(group: Bot, people: People, button: str) -> None:
    before = await everything(people)
    calls = await group.press(button, chat_id=GROUP, sender=OTHER)
    assert "administrators" in calls[-1].text
    assert await everything(people) == before


async def test_an_administrator_sets_up_the_group_in_its_thread(
    group: Bot, people: People, transactions: SqlTransactions
) -> None:
    async with transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(GROUP))
    assert subscriber is not None
    assert subscriber.thread == 7
    _asked, removed = await group.say("/remove Houston", chat_id=GROUP, sender=ADMINISTRATOR, thread=7)
    assert removed.params["message_thread_id"] == 7
    assert await people.subscriptions.followed(ChatId(GROUP)) == ()


async def test_who_is_no_administrator_any_more_is_asked_about_at_the_act(group: Bot, people: People) -> None:
    before = await everything(people)
    group.request.administrators = set()
    await group.say("/stop", chat_id=GROUP, sender=ADMINISTRATOR)
    assert await everything(people) == before


async def test_a_stopped_group_comes_back_by_its_administrator_only(group: Bot, people: People) -> None:
    before = await everything(people)
    await group.say("/stop", chat_id=GROUP, sender=ADMINISTRATOR)
    stopped = await everything(people)
    assert stopped != before
    await group.say("/start", chat_id=GROUP, sender=OTHER)
    assert await everything(people) == stopped
    await group.say("/start", chat_id=GROUP, sender=ADMINISTRATOR)
    assert await everything(people) == before


async def test_an_administrator_erases_the_groups_rows(group: Bot, transactions: SqlTransactions) -> None:
    await group.say("/delete yes", chat_id=GROUP, sender=ADMINISTRATOR)
    assert await rows_about_people(transactions) == 0


async def test_start_and_help_are_short_and_for_everybody(
    drumbeat: Bot, transactions: SqlTransactions
) -> None:
    for typed in ("/start", "/help", f"/start@{BOT_USERNAME}"):
        (call,) = await drumbeat.say(typed, chat_id=GROUP, sender=OTHER)
        assert "in a group" in call.text
    assert await rows_about_people(transactions) == 0


async def test_the_copy_is_given_in_private_only(group: Bot) -> None:
    (call,) = await group.say("/export", chat_id=GROUP, sender=ADMINISTRATOR)
    assert f"https://t.me/{BOT_USERNAME}" in call.buttons.values()


async def test_a_groups_places_are_no_secret_in_it(group: Bot) -> None:
    (call,) = await group.say("/cities", chat_id=GROUP, sender=OTHER)
    assert "Houston, TX" in call.text


async def test_talk_and_replies_between_members_are_left_alone(group: Bot) -> None:
    assert await group.say("Tacoma", chat_id=GROUP, sender=ADMINISTRATOR) == []
    assert await group.say("stop", chat_id=GROUP, sender=ADMINISTRATOR) == []


async def test_a_reply_to_the_bots_question_counts_from_administrators_only(
    group: Bot, people: People
) -> None:
    _asked, question = await group.say("/add", chat_id=GROUP, sender=ADMINISTRATOR)
    text = question.text.replace("<code>", "").replace("</code>", "")
    bot = {"from": {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}}
    asked: dict[str, Any] = group.message(chat_id=GROUP, text=text) | bot
    await group.say("Seattle", chat_id=GROUP, sender=OTHER, reply_to_message=asked)
    assert len(await people.subscriptions.followed(ChatId(GROUP))) == 1
    await group.say("Seattle", chat_id=GROUP, sender=ADMINISTRATOR, reply_to_message=asked)
    assert len(await people.subscriptions.followed(ChatId(GROUP))) == 2
