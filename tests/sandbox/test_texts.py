"""Texts and keyboards of the bot: what enters the chat, what is too much, what is refused."""

from __future__ import annotations

from typing import Any

import pytest
from telegram import (
    Bot,
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyKeyboardRemove,
    ReplyParameters,
)
from telegram.error import BadRequest

from bot.sandbox import LocalBotApi, Person


def one_button(**action: Any) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([[InlineKeyboardButton("Undo", **action)]])


async def test_html_arrives_as_text_and_entities_and_reads_back(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    source = '🔔 <b>Vigil &amp; march</b>\n<a href="https://example.org/">Map</a> <code>/add Tacoma</code>'
    message = await client.send_message(ana.id, source, parse_mode="HTML")
    assert message.text == "🔔 Vigil & march\nMap /add Tacoma"
    assert message.text_html == source
    assert message.parse_entities([MessageEntity.BOLD]) == {message.entities[0]: "Vigil & march"}
    (sent,) = api.messages(ana)
    assert (sent.text, sent.html, list(sent.entities)) == (
        message.text,
        source,
        [entity.to_dict() for entity in message.entities],
    )


async def test_commands_links_and_hashtags_are_found_but_not_inside_code(client: Bot, ana: Person) -> None:
    text = (
        "🔔 /check_A7F3 or /today@drumbeat_local_bot, see https://example.org/a. #A7F3 #123 <code>/add</code>"
    )
    message = await client.send_message(ana.id, text, parse_mode="HTML")
    found = [(entity.type, message.parse_entity(entity)) for entity in message.entities]
    assert found == [
        ("bot_command", "/check_A7F3"),
        ("bot_command", "/today@drumbeat_local_bot"),
        ("url", "https://example.org/a"),
        ("hashtag", "#A7F3"),
        ("code", "/add"),
    ]


async def test_white_space_at_the_ends_goes_and_entities_follow(client: Bot, ana: Person) -> None:
    message = await client.send_message(ana.id, "\n <b> Brief </b> \n", parse_mode="HTML")
    assert message.text == "Brief"
    assert message.text_html == "<b>Brief</b>"


async def test_the_longest_text_is_4096_units_after_parsing(client: Bot, ana: Person) -> None:
    bells = "🔔" * 2048
    assert (await client.send_message(ana.id, f"<b>{bells}</b>", parse_mode="HTML")).text == bells
    with pytest.raises(BadRequest, match="Message is too long"):
        await client.send_message(ana.id, f"{bells}.")


@pytest.mark.parametrize(
    ("text", "phrase"),
    [("", "Message text is empty"), (" \n", "Message text is empty"), ("<b> </b>", "Text must be non-empty")],
)
async def test_an_empty_text_is_refused(client: Bot, ana: Person, text: str, phrase: str) -> None:
    with pytest.raises(BadRequest, match=phrase):
        await client.send_message(ana.id, text, parse_mode="HTML")


async def test_of_many_entities_the_first_hundred_stay(client: Bot, ana: Person) -> None:
    message = await client.send_message(ana.id, "<b>a</b> " * 120, parse_mode="HTML")
    assert len(message.entities) == 100
    assert len(message.text or "") == 239


async def test_given_entities_are_taken_without_a_parse_mode(client: Bot, ana: Person) -> None:
    message = await client.send_message(ana.id, "a <b> c", entities=[MessageEntity("bold", 0, 1)])
    assert message.text_html == "<b>a</b> &lt;b&gt; c"


async def test_bad_html_comes_back_as_a_bad_request(api: LocalBotApi, client: Bot, ana: Person) -> None:
    with pytest.raises(BadRequest, match='unsupported start tag "br" at byte offset 1'):
        await client.send_message(ana.id, "a<br>b", parse_mode="HTML")
    assert api.messages(ana) == []


async def test_an_unknown_parse_mode_is_refused(client: Bot, ana: Person) -> None:
    with pytest.raises(BadRequest, match="Unsupported parse_mode"):
        await client.send_message(ana.id, "*a*", parse_mode="Wiki")


async def test_options_of_a_message_are_kept(api: LocalBotApi, client: Bot, ana: Person) -> None:
    asked = ana.says("/today")
    message = await client.send_message(
        ana.id,
        "Nothing listed yet.",
        disable_notification=True,
        reply_parameters=ReplyParameters(asked.message_id),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    (sent,) = api.messages(ana)
    assert sent.silent
    assert sent.reply_to is asked
    assert message.reply_to_message
    assert message.reply_to_message.text == "/today"


async def test_a_reply_to_nothing_is_refused_unless_allowed(client: Bot, ana: Person) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await client.send_message(ana.id, "a", reply_parameters=ReplyParameters(999_999))
    lenient = ReplyParameters(999_999, allow_sending_without_reply=True)
    assert (await client.send_message(ana.id, "a", reply_parameters=lenient)).reply_to_message is None


async def test_each_kind_of_keyboard_is_taken(api: LocalBotApi, client: Bot, ana: Person) -> None:
    ask = ReplyKeyboardMarkup([[KeyboardButton("Share location", request_location=True), "Not now"]])
    buttons = InlineKeyboardMarkup(
        [
            [InlineKeyboardButton("Undo", callback_data="undo:1", style="danger")],
            [InlineKeyboardButton("Map", url="https://example.org/map")],
            [InlineKeyboardButton("Copy address", copy_text=CopyTextButton("1 Main St"))],
        ]
    )
    for markup in (ask, ForceReply(), ReplyKeyboardRemove(), buttons):
        await client.send_message(ana.id, "a", reply_markup=markup)
    kinds = [message.markup.kind for message in api.messages(ana) if message.markup]
    assert kinds == ["keyboard", "force_reply", "remove_keyboard", "inline_keyboard"]
    assert api.messages(ana)[0].button("Share location").request_location
    assert api.messages(ana)[3].button_texts == ["Undo", "Map", "Copy address"]


@pytest.mark.parametrize(
    ("markup", "phrase"),
    [
        (one_button(callback_data="x" * 65), "Button_data_invalid"),
        (one_button(callback_data="é" * 33), "Button_data_invalid"),
        (one_button(), "text buttons are unallowed in the inline keyboard"),
        (one_button(callback_data="a", url="https://example.org"), "more than one action"),
        (one_button(url="example"), "Button_url_invalid"),
        (one_button(copy_text=CopyTextButton("x" * 257)), "Button_copy_text_invalid"),
        (one_button(callback_data="a", style="golden"), "invalid button style"),
        (InlineKeyboardMarkup([[InlineKeyboardButton("", callback_data="a")]]), 'field "text" must be'),
        (
            InlineKeyboardMarkup([[InlineKeyboardButton("a", callback_data="a")] * 8] * 13),
            "Reply markup is too long",
        ),
    ],
)
async def test_a_faulty_keyboard_is_refused(
    api: LocalBotApi, client: Bot, ana: Person, markup: InlineKeyboardMarkup, phrase: str
) -> None:
    with pytest.raises(BadRequest, match=f"(?i){phrase}"):
        await client.send_message(ana.id, "a", reply_markup=markup)
    assert api.messages(ana) == []


async def test_callback_data_may_have_64_bytes(api: LocalBotApi, client: Bot, ana: Person) -> None:
    await client.send_message(ana.id, "a", reply_markup=one_button(callback_data="é" * 32))
    assert api.messages(ana)[0].buttons[0][0].callback_data == "é" * 32


async def test_location_is_asked_for_in_private_chats_only(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    group = api.group("Milwaukee neighbours", members=[ana])
    ask = ReplyKeyboardMarkup([[KeyboardButton("Share location", request_location=True)]])
    with pytest.raises(BadRequest, match="Location can be requested in private chats only"):
        await client.send_message(group.id, "a", reply_markup=ask)
