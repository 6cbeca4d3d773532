"""Inline mode of the local Bot API: asked, answered as Telegram checks it, sent on through the bot."""

from __future__ import annotations

import pytest
from telegram import (
    Bot,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    InlineQueryResultArticle,
    InlineQueryResultsButton,
    InputTextMessageContent,
)
from telegram.error import BadRequest

from bot.sandbox import LocalBotApi, Person


@pytest.fixture(autouse=True)
def _on(api: LocalBotApi) -> None:
    api.world.inline.on = True


def article(number: int = 1, text: str = "<b>Rally</b> /check_A7F3") -> InlineQueryResultArticle:
    keyboard = InlineKeyboardMarkup([[InlineKeyboardButton("Details", url="https://t.me/b?start=a_A7F3")]])
    content = InputTextMessageContent(text, parse_mode="HTML")
    return InlineQueryResultArticle(f"r{number}", f"Rally {number}", content, reply_markup=keyboard)


async def test_a_query_arrives_with_its_words_and_language_and_no_chat(client: Bot, ana: Person) -> None:
    asked = ana.asks_inline("tacoma")
    (update,) = await client.get_updates()
    query = update.inline_query
    assert query
    assert (query.id, query.query, query.offset) == (asked.id, "tacoma", "")
    assert (query.from_user.id, query.from_user.language_code) == (ana.id, "es")
    assert update.effective_chat is None


async def test_an_answer_is_what_the_person_sees(client: Bot, ana: Person) -> None:
    asked = ana.asks_inline("tacoma")
    button = InlineQueryResultsButton("Open", start_parameter="city_1")
    await client.answer_inline_query(asked.id, [article()], cache_time=60, is_personal=True, button=button)
    assert asked.titles == ["Rally 1"]
    assert (asked.button, asked.cache_time, asked.personal) == (("Open", "city_1"), 60, True)
    with pytest.raises(BadRequest, match=r"(?i)query is too old"):
        await client.answer_inline_query(asked.id, [])


async def test_what_telegram_refuses_is_refused(client: Bot, ana: Person) -> None:
    asked = ana.asks_inline("tacoma")
    with pytest.raises(BadRequest, match=r"(?i)DUPLICATE"):
        await client.answer_inline_query(asked.id, [article(), article()])
    with pytest.raises(BadRequest, match=r"(?i)TOO_MUCH"):
        await client.answer_inline_query(asked.id, [article(n) for n in range(51)])
    bad = InlineQueryResultsButton("Open", start_parameter="a b")
    with pytest.raises(BadRequest, match=r"(?i)START_PARAM"):
        await client.answer_inline_query(asked.id, [], button=bad)
    with pytest.raises(BadRequest, match=r"(?i)parse"):
        await client.answer_inline_query(asked.id, [article(text="<b>open")])
    with pytest.raises(BadRequest, match=r"(?i)empty"):
        await client.answer_inline_query(asked.id, [article(text="")])
    assert asked.results is None


async def test_a_result_is_sent_by_the_person_through_the_bot(
    api: LocalBotApi, client: Bot, ana: Person
) -> None:
    asked = ana.asks_inline("tacoma")
    await client.answer_inline_query(asked.id, [article(1), article(2)])
    group = api.group("Neighbors", [ana])
    api.world.updates.forget_all()
    sent = ana.sends_result(asked, "Rally 2", group)
    assert (sent.text, sent.button_texts) == ("Rally /check_A7F3", ["Details"])
    (update,) = await client.get_updates()
    assert update.message
    assert update.message.via_bot
    assert update.message.via_bot.id == api.world.bot.id
    assert update.message.from_user
    assert update.message.from_user.id == ana.id
    with pytest.raises(ValueError, match="no result"):
        ana.sends_result(asked, "Rally 3")


async def test_nothing_happens_while_the_switch_is_off(api: LocalBotApi, client: Bot, ana: Person) -> None:
    assert (await client.get_me()).supports_inline_queries
    api.world.inline.on = False
    me = await client.get_me()
    assert not me.supports_inline_queries
    with pytest.raises(ValueError, match="switched off"):
        ana.asks_inline("tacoma")
