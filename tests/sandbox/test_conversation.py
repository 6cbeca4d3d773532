"""One person and the bot, over HTTP, through every step of a conversation."""

from __future__ import annotations

from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup

from bot.sandbox import LocalBotApi, Person


async def test_a_conversation_goes_there_and_back(api: LocalBotApi, client: Bot, ana: Person) -> None:
    assert (await client.get_me()).username == "drumbeat_local_bot"
    ana.says("/add Tacoma")
    (asked,) = await client.get_updates(timeout=1)
    assert asked.message
    assert asked.message.text == "/add Tacoma"

    undo = InlineKeyboardMarkup([[InlineKeyboardButton("Undo", callback_data="undo:1")]])
    reply = await client.send_message(ana.id, "<b>Added</b> 🏟 <i>x</i>", parse_mode="HTML", reply_markup=undo)
    assert reply.text_html == "<b>Added</b> 🏟 <i>x</i>"

    press = ana.presses(api.messages(ana)[0], "Undo")
    (pressed,) = await client.get_updates(offset=asked.update_id + 1, timeout=1)
    assert pressed.callback_query
    await pressed.callback_query.answer("Removed")
    await pressed.callback_query.edit_message_text("Removed: Tacoma")
    assert press.answer == "Removed"
    assert [message.text for message in api.messages(ana)] == ["Removed: Tacoma"]

    await client.get_updates(offset=pressed.update_id + 1)
    await api.idle(timeout=1)
