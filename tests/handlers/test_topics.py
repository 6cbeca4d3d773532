"""Where in a forum alerts come is for its administrators to say, in words or by a button."""

import pytest

from bot.domain.ids import ChatId
from tests.handlers.harness import GROUP, PERSON, Bot
from tests.handlers.people import People

FORUM = {"chat": {"id": GROUP, "type": "supergroup", "is_forum": True}}


async def thread(people: People) -> int | None:
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(GROUP))
    assert subscriber is not None
    return subscriber.thread


@pytest.fixture
async def forum(drumbeat: Bot) -> Bot:
    drumbeat.request.administrators = {PERSON}
    await drumbeat.say("/add Houston", chat_id=GROUP, thread=7, **FORUM)
    return drumbeat


@pytest.mark.parametrize("said", ["topic here", "tema aquí", "Topic HERE", "hilo aqui"])
async def test_the_topic_that_says_so_gets_the_alerts(forum: Bot, people: People, said: str) -> None:
    _, answer = await forum.say(f"/settings {said}", chat_id=GROUP, thread=9, **FORUM)
    assert answer.params["message_thread_id"] == 9
    assert await thread(people) == 9


@pytest.mark.parametrize("said", ["topic general", "tema general", "topic off"])
async def test_general_has_no_number(forum: Bot, people: People, said: str) -> None:
    await forum.say(f"/settings {said}", chat_id=GROUP, thread=9, **FORUM)
    assert await thread(people) is None


async def test_here_said_in_general_is_general_whatever_number_it_comes_with(
    forum: Bot, people: People
) -> None:
    _, answer = await forum.say("/settings topic here", chat_id=GROUP, thread=1, **FORUM)
    assert "General" in answer.text
    assert await thread(people) is None


async def test_asked_it_says_where_and_offers_the_rest(forum: Bot, people: People) -> None:
    _, answer = await forum.say("/settings topic", chat_id=GROUP, thread=9, **FORUM)
    assert answer.text.startswith("Alerts come to another topic")
    await forum.press(answer.buttons["Send alerts here"], chat_id=GROUP, thread=9, **FORUM)
    assert await thread(people) == 9
    await forum.press("tp:general", chat_id=GROUP, thread=9, **FORUM)
    assert await thread(people) is None


async def test_members_move_nothing(forum: Bot, people: People) -> None:
    await forum.say("/settings topic here", chat_id=GROUP, thread=9, sender=PERSON + 1, **FORUM)
    await forum.press("tp:here", chat_id=GROUP, thread=9, sender=PERSON + 1, **FORUM)
    assert await thread(people) == 7


async def test_what_is_no_topic_is_said_so(forum: Bot, people: People) -> None:
    _, answer = await forum.say("/settings topic Alerts", chat_id=GROUP, thread=9, **FORUM)
    assert 'No topic read in "topic Alerts"' in answer.text
    await forum.press("tp:nowhere", chat_id=GROUP, thread=9, **FORUM)
    assert await thread(people) == 7


async def test_where_there_are_no_topics_it_says_so(drumbeat: Bot) -> None:
    (private,) = await drumbeat.say("/settings topic here")
    assert private.text.startswith("This chat has no topics")
    drumbeat.request.administrators = {PERSON}
    _, group = await drumbeat.say("/settings topic here", chat_id=GROUP)
    assert group.text.startswith("This chat has no topics")


async def test_a_forum_that_follows_nothing_has_nothing_to_move(drumbeat: Bot) -> None:
    drumbeat.request.administrators = {PERSON}
    for typed in ("/settings topic", "/settings topic here"):
        _, answer = await drumbeat.say(typed, chat_id=GROUP, thread=9, **FORUM)
        assert answer.text.startswith("Nothing is kept about this chat")
