"""People in private chats: every act reaches the bot as the update it would be, complete enough to parse."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from telegram import (
    Bot,
    ChatMember,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageOriginUser,
    Update,
)
from telegram.error import BadRequest, Forbidden

from bot.sandbox import LocalBotApi, Person


async def test_a_message_carries_its_author_chat_date_and_commands(client: Bot, ana: Person) -> None:
    ana.says("/add Tacoma")
    (update,) = await client.get_updates()
    message = update.message
    assert message
    assert message.from_user
    assert (message.from_user.id, message.from_user.first_name) == (ana.id, "Ana")
    assert message.from_user.language_code == "es"
    assert not message.from_user.is_bot
    assert (message.chat.id, message.chat.type, message.chat.first_name) == (ana.id, "private", "Ana")
    assert abs((datetime.now(UTC) - message.date).total_seconds()) < 5
    assert [(entity.type, entity.offset, entity.length) for entity in message.entities] == [
        ("bot_command", 0, 4)
    ]


async def test_a_deep_link_starts_with_its_payload(api: LocalBotApi, client: Bot) -> None:
    ben = api.person("Ben")
    ben.starts("city_5812944")
    (update,) = await client.get_updates()
    assert update.message
    assert update.message.text == "/start city_5812944"


async def test_a_shared_location_arrives(client: Bot, ana: Person) -> None:
    ana.shares_location(47.25, -122.44)
    (update,) = await client.get_updates()
    assert update.message
    assert update.message.location
    assert (update.message.location.latitude, update.message.location.longitude) == (47.25, -122.44)


async def test_a_reply_names_what_it_answers(api: LocalBotApi, client: Bot, ana: Person) -> None:
    await client.send_message(ana.id, "Which city?")
    ana.says("Tacoma", reply_to=api.messages(ana)[0])
    (update,) = await client.get_updates()
    assert update.message
    assert update.message.reply_to_message
    assert update.message.reply_to_message.text == "Which city?"


async def test_a_forwarded_message_names_who_wrote_it(api: LocalBotApi, client: Bot, ana: Person) -> None:
    ana.forwards("/retract A7F3 yes", api.person("Fritz"))
    (update,) = await client.get_updates()
    assert update.message
    assert update.message.text == "/retract A7F3 yes"
    assert update.message.from_user
    assert update.message.from_user.id == ana.id
    origin = update.message.forward_origin
    assert isinstance(origin, MessageOriginUser)
    assert origin.sender_user.first_name == "Fritz"


async def test_an_edited_message_comes_as_one(client: Bot, ana: Person) -> None:
    said = ana.says("/add Takoma")
    ana.edited(said, "/add Tacoma")
    _, update = await client.get_updates()
    assert update.edited_message
    assert (update.edited_message.text, update.edited_message.message_id) == ("/add Tacoma", said.message_id)
    assert update.edited_message.edit_date


async def test_a_press_carries_the_message_and_is_answered_once(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Undo", callback_data="undo:1")]])
    await client.send_message(ana.id, "Added", reply_markup=markup)
    press = ana.presses(api.messages(ana)[0], "undo:1")
    (update,) = await client.get_updates()
    query = update.callback_query
    assert query
    assert query.message
    assert (query.data, query.from_user.id, query.message.chat.id) == ("undo:1", ana.id, ana.id)
    assert query.chat_instance
    before = press.answer
    await query.answer("Removed", show_alert=True)
    assert before is None
    assert (press.answer, press.alert) == ("Removed", True)
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer("Removed")


async def test_an_unknown_press_cannot_be_answered(client: Bot) -> None:
    with pytest.raises(BadRequest, match="Query is too old and response timeout expired"):
        await client.answer_callback_query("42")


async def test_a_button_that_is_not_there_cannot_be_pressed(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Map", url="https://example.org")]])
    await client.send_message(ana.id, "Vigil", reply_markup=markup)
    with pytest.raises(ValueError, match="it has: Map"):
        ana.presses(api.messages(ana)[0], "Undo")
    with pytest.raises(ValueError, match="sends nothing"):
        ana.presses(api.messages(ana)[0], "Map")


async def test_blocking_is_told_and_closes_the_chat_until_the_next_start(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    ana.blocks()
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await client.send_message(ana.id, "Brief")
    with pytest.raises(ValueError, match="blocks the bot"):
        ana.says("/today")
    ana.starts()
    await client.send_message(ana.id, "Welcome")
    blocked, unblocked, started = await client.get_updates()
    assert _standing(blocked) == (ChatMember.MEMBER, ChatMember.BANNED)
    assert _standing(unblocked) == (ChatMember.BANNED, ChatMember.MEMBER)
    assert started.message
    assert [message.text for message in api.messages(ana)] == ["Welcome"]


def _standing(update: Update) -> tuple[str, str]:
    change = update.my_chat_member
    assert change
    assert change.chat.type == "private"
    return change.old_chat_member.status, change.new_chat_member.status


async def test_the_bot_cannot_write_first(api: LocalBotApi, client: Bot) -> None:
    ben = api.person("Ben")
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await client.send_message(ben.id, "Hello")
    ben.says("hello")
    await client.send_message(ben.id, "Hello")


async def test_who_is_gone_or_was_never_there_cannot_be_written_to(client: Bot, ana: Person) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.send_message(12345, "Hello")
    ana.deletes_account()
    with pytest.raises(Forbidden, match="user is deactivated"):
        await client.send_message(ana.id, "Hello")
