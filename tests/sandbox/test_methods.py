"""The other methods: edits, deletions, documents, places, chats, menus and profile texts."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from telegram import (
    Bot,
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InputFile,
    Location,
    ReplyKeyboardRemove,
    Venue,
)
from telegram.constants import ChatAction
from telegram.error import BadRequest, Forbidden

from bot.sandbox import LocalBotApi, Person

UNDO = InlineKeyboardMarkup([[InlineKeyboardButton("Undo", callback_data="undo:1")]])


async def test_an_edit_replaces_text_and_keyboard_and_keeps_the_history(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    message = await client.send_message(ana.id, "<b>Added</b>", parse_mode="HTML", reply_markup=UNDO)
    changed: list[str] = []
    api.on_edited(lambda sent: changed.append(f"{sent.edits[-1].text} > {sent.text}"))
    await message.edit_text("Removed")
    (sent,) = api.messages(ana)
    assert (sent.text, sent.buttons, len(sent.edits)) == ("Removed", (), 1)
    assert (sent.edits[0].html, sent.edits[0].buttons[0][0].text) == ("<b>Added</b>", "Undo")
    assert changed == ["Added > Removed"]


async def test_a_keyboard_is_taken_away_alone(api: LocalBotApi, client: Bot, ana: Person) -> None:
    message = await client.send_message(ana.id, "Added", reply_markup=UNDO)
    await message.edit_reply_markup(None)
    (sent,) = api.messages(ana)
    assert (sent.text, sent.buttons) == ("Added", ())


async def test_an_edit_that_changes_nothing_is_refused(client: Bot, ana: Person) -> None:
    message = await client.send_message(ana.id, "<b>Added</b>", parse_mode="HTML", reply_markup=UNDO)
    with pytest.raises(BadRequest, match="Message is not modified: specified new message content"):
        await message.edit_text("<strong>Added</strong> ", parse_mode="HTML", reply_markup=UNDO)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await message.edit_reply_markup(UNDO)
    await message.edit_text("Added", reply_markup=UNDO)


async def test_what_is_not_there_or_not_the_bots_cannot_be_edited(client: Bot, ana: Person) -> None:
    theirs = ana.says("hello")
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await client.edit_message_text("x", ana.id, 999_999)
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await client.edit_message_text("x", ana.id, theirs.message_id)
    with pytest.raises(BadRequest, match="Message identifier is not specified"):
        await client.edit_message_text("x", inline_message_id="7")
    message = await client.send_message(ana.id, "a")
    with pytest.raises(BadRequest, match="Inline keyboard expected"):
        await client.edit_message_reply_markup(
            ana.id,
            message.message_id,
            reply_markup=ReplyKeyboardRemove(),  # type: ignore[arg-type]
        )
    location = await client.send_location(ana.id, 1, 2)
    with pytest.raises(BadRequest, match="There is no text in the message to edit"):
        await client.edit_message_text("x", ana.id, location.message_id)
    ana.blocks()
    with pytest.raises(Forbidden, match="blocked"):
        await message.edit_text("b")


async def test_own_messages_can_be_deleted_for_two_days(api: LocalBotApi, client: Bot, ana: Person) -> None:
    begun = datetime(2026, 1, 22, 18, tzinfo=UTC)
    now = begun
    api.simulated_now = lambda: now
    old, new = [await client.send_message(ana.id, text) for text in ("old", "new")]
    assert new.date == begun
    await new.delete()
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await new.delete()
    now = begun + timedelta(days=2, seconds=1)
    with pytest.raises(BadRequest, match="Message can't be deleted for everyone"):
        await old.delete()
    assert [message.text for message in api.messages(ana)] == ["old"]


async def test_messages_of_others_in_a_group_need_an_administrator(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    group = api.group("Milwaukee neighbours", members=[ana])
    theirs = ana.says("hello", chat=group)
    with pytest.raises(BadRequest, match="Message can't be deleted"):
        await client.delete_message(group.id, theirs.message_id)
    group.promotes_bot()
    assert await client.delete_message(group.id, theirs.message_id)


async def test_a_document_arrives_whole(api: LocalBotApi, client: Bot, ana: Person) -> None:
    content = b'{"places": ["Tacoma"]}' * 100
    export = InputFile(content, filename="drumbeat.json")
    message = await client.send_document(ana.id, export, caption="<b>Your data</b>", parse_mode="HTML")
    (sent,) = api.messages(ana)
    assert sent.document
    assert (sent.document.name, sent.document.content) == ("drumbeat.json", content)
    assert sent.text == "Your data"
    assert message.document
    assert (message.document.file_name, message.document.file_size) == ("drumbeat.json", len(content))
    assert message.caption_html == "<b>Your data</b>"


async def test_a_document_must_have_content_and_a_short_caption(client: Bot, ana: Person) -> None:
    with pytest.raises(BadRequest, match="File must be non-empty"):
        await client.send_document(ana.id, InputFile(b"", filename="empty.json"))
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await client.send_document(ana.id, InputFile(b"x", filename="a.json"), caption="x" * 1025)
    with pytest.raises(BadRequest, match="There is no document in the request"):
        await client.send_document(ana.id, "BQAC-unknown")


async def test_places_are_shown_on_a_map(api: LocalBotApi, client: Bot, ana: Person) -> None:
    pin = await client.send_location(ana.id, 47.25, -122.44)
    assert pin.location
    assert pin.location.latitude == 47.25
    venue = await client.send_venue(ana.id, 47.25, -122.44, "Harbor Plaza", "1 Main St")
    assert venue.venue
    assert (venue.venue.title, venue.venue.address) == ("Harbor Plaza", "1 Main St")
    with pytest.raises(BadRequest, match="Wrong location specified"):
        await client.send_location(ana.id, 147.25, -122.44)
    with pytest.raises(BadRequest, match="Venue address must be non-empty"):
        await client.send_venue(ana.id, venue=Venue(Location(-122.44, 47.25), "Harbor Plaza", ""))
    assert len(api.messages(ana)) == 2


async def test_chat_actions_are_checked(client: Bot, ana: Person) -> None:
    assert await client.send_chat_action(ana.id, ChatAction.TYPING)
    with pytest.raises(BadRequest, match="Wrong parameter action in request"):
        await client.send_chat_action(ana.id, "dancing")


async def test_a_chat_can_be_looked_up(api: LocalBotApi, client: Bot, ana: Person) -> None:
    group = api.group("Milwaukee neighbours", members=[ana])
    assert (await client.get_chat(ana.id)).first_name == "Ana"
    assert (await client.get_chat(group.id)).title == "Milwaukee neighbours"
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.get_chat(api.person("Ben").id)
    group.removes_bot()
    with pytest.raises(Forbidden, match="kicked"):
        await client.get_chat(group.id)
    with pytest.raises(BadRequest, match="no administrators in the private chat"):
        await client.get_chat_administrators(ana.id)


async def test_menus_are_kept_by_scope_and_language(api: LocalBotApi, client: Bot, ana: Person) -> None:
    private = BotCommandScopeAllPrivateChats()
    english, spanish = [BotCommand("add", "Add a place")], [BotCommand("add", "Agregar una zona")]
    await client.set_my_commands(english, scope=private)
    await client.set_my_commands(spanish, scope=private, language_code="es")
    await client.set_my_commands(english, scope=BotCommandScopeChat(ana.id))
    assert await client.get_my_commands(private, "es") == tuple(spanish)
    assert await client.get_my_commands() == ()
    await client.delete_my_commands(private, "es")
    assert await client.get_my_commands(private, "es") == ()
    assert api.world.menus["all_private_chats", ""] == [{"command": "add", "description": "Add a place"}]


async def test_faulty_menus_are_refused(client: Bot) -> None:
    faults = [
        ([BotCommand("Add", "x")], "bot_command_invalid"),
        ([BotCommand("add", "x" * 257)], "bot_command_description_invalid"),
        ([BotCommand("add", "x")] * 101, "bot_commands_too_much"),
    ]
    for commands, phrase in faults:
        with pytest.raises(BadRequest, match=f"(?i){phrase}"):
            await client.set_my_commands(commands)
    with pytest.raises(BadRequest, match="Chat not found"):
        await client.set_my_commands([], scope=BotCommandScopeChat(5))
    with pytest.raises(BadRequest, match="Invalid language code"):
        await client.set_my_commands([], language_code="english")


async def test_profile_texts_are_kept_by_language(client: Bot) -> None:
    await client.set_my_description("Alerts about public actions")
    await client.set_my_description("Avisos de acciones públicas", language_code="es")
    await client.set_my_short_description("Alerts")
    await client.set_my_name("Drumbeat alerts")
    assert (await client.get_my_description("es")).description == "Avisos de acciones públicas"
    assert (await client.get_my_description("fr")).description == "Alerts about public actions"
    assert (await client.get_my_short_description()).short_description == "Alerts"
    assert (await client.get_my_name()).name == "Drumbeat alerts"
    with pytest.raises(BadRequest, match="Bot short description is too long"):
        await client.set_my_short_description("x" * 121)
