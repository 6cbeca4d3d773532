"""Who administers a group anonymously types, and one press under their own number does it."""

from datetime import time

import pytest

from bot.domain.ids import ChatId
from bot.domain.subscriber import QuietHours, Subscriber
from bot.views.group_buttons import AsMyself
from bot.views.words import visible
from tests.handlers.harness import BOT_ID, GROUP, PERSON, Bot, Call
from tests.handlers.people import People
from tests.handlers.test_groups import ANONYMOUS, OTHER

HOUSTON = "c4699066"


@pytest.fixture
async def group(drumbeat: Bot) -> Bot:
    drumbeat.request.administrators = {PERSON}
    await drumbeat.say("/add Houston", chat_id=GROUP)
    return drumbeat


async def stored(people: People) -> Subscriber | None:
    async with people.transactions.read() as tx:
        return await tx.subscribers.by_chat(ChatId(GROUP))


async def confirmed(group: Bot, typed: str, sender: int = PERSON) -> list[Call]:
    (offered,) = await group.say(typed, chat_id=GROUP, **ANONYMOUS)
    (data,) = offered.buttons.values()
    return await group.press(data, chat_id=GROUP, sender=sender)


async def test_the_press_of_an_administrator_does_what_was_typed(group: Bot, people: People) -> None:
    for typed in ("/remove Houston", "/add@drumbeat_test_bot Seattle 50", "/agregar@drumbeat_test_bot Miami"):
        calls = await confirmed(group, typed)
        assert [call.method for call in calls] == ["getChatMember", "answerCallbackQuery", "sendMessage"]
    followed = await people.subscriptions.followed(ChatId(GROUP))
    assert [place.key for place in followed] == ["c5809844", "c4164138"]


async def test_what_was_typed_may_hold_colons(group: Bot, people: People) -> None:
    await confirmed(group, "/quiet 21:30-7:00")
    subscriber = await stored(people)
    assert subscriber is not None
    assert subscriber.quiet == QuietHours(time(21, 30), time(7))


async def test_the_press_of_anybody_else_does_nothing(group: Bot, people: People) -> None:
    before = await stored(people)
    calls = await confirmed(group, "/stop", sender=OTHER)
    assert "administrators" in calls[-1].text
    assert await stored(people) == before


async def test_erasing_is_asked_for_once_more(group: Bot, people: People) -> None:
    calls = await confirmed(group, "/delete yes")
    assert "Delete my data" in calls[-1].buttons
    assert await stored(people) is not None


async def test_an_answer_to_the_bots_question_is_confirmed_too(group: Bot, people: People) -> None:
    (question,) = await group.say("/add", chat_id=GROUP, **ANONYMOUS)
    assert question.params["reply_markup"]["force_reply"]
    asked = group.message(chat_id=GROUP, text=visible(question.text)) | {
        "from": {"id": BOT_ID, "is_bot": True, "first_name": "Drumbeat"}
    }
    (offered,) = await group.say("Seattle", chat_id=GROUP, reply_to_message=asked, **ANONYMOUS)
    assert offered.buttons == {"Confirm /add Seattle": AsMyself("add", "Seattle").pack()}


async def test_what_no_button_can_carry_is_to_be_sent_again(group: Bot) -> None:
    (refused,) = await group.say(f"/add {'x' * 80}", chat_id=GROUP, **ANONYMOUS)
    assert refused.buttons == {}
    assert "under your own name" in refused.text


@pytest.mark.parametrize("data", ["an:nothing:x", "an:announce:Rally Sat 2pm", "an:add", "an"])
async def test_a_forged_press_has_no_effect(group: Bot, people: People, data: str) -> None:
    before = await stored(people)
    calls = await group.press(data, chat_id=GROUP)
    assert "sendMessage" in [call.method for call in calls]
    assert await stored(people) == before


async def test_in_a_private_chat_there_is_nobody_else_to_be(drumbeat: Bot, people: People) -> None:
    calls = await drumbeat.press("an:add:Houston")
    assert "out of date" in calls[1].text
    assert await people.subscriptions.followed(ChatId(PERSON)) == ()


async def test_a_member_is_not_asked_which_place(group: Bot) -> None:
    calls = await group.press("ak:add:en", chat_id=GROUP, sender=OTHER)
    assert "administrators" in calls[-1].text
    calls = await group.press("ak:today:en", chat_id=GROUP, sender=OTHER)
    assert calls[-1].text.startswith("Which place?")
