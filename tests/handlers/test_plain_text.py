"""A text without a command: a place named exactly is added, anything less is asked about."""

import pytest

from bot.domain.ids import ChatId
from bot.domain.subscriber import SubscriberStatus
from storage.transactions import SqlTransactions
from tests.handlers.harness import PERSON, Bot
from tests.handlers.people import People
from tests.services.people import rows_about_people


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        ("Tacoma", "c5812944"),
        ("tacoma wa 50", "c5812944"),
        ("Tacoma, Washington", "c5812944"),
        ("98402", "c5812944"),
        ("Hope, AR", "c4115181"),
        ("Texas", "sTX"),
        ("todo el país", "us"),
    ],
)
async def test_a_place_named_exactly_is_added_with_an_undo(
    drumbeat: Bot, people: People, typed: str, key: str
) -> None:
    (call,) = await drumbeat.say(typed)
    assert "Added" in call.text
    assert "Undo" in call.buttons
    assert [place.key for place in await people.subscriptions.followed(ChatId(PERSON))] == [key]


@pytest.mark.parametrize("typed", ["Takoma", "NYC", "Springfield", "hope", "Othello", "TX", "TACOMAA 50"])
async def test_a_doubtful_text_gets_buttons_and_adds_nothing(
    drumbeat: Bot, transactions: SqlTransactions, typed: str
) -> None:
    (call,) = await drumbeat.say(typed)
    assert call.buttons
    assert all(data.startswith("ap:") for data in call.buttons.values())
    assert "/add " in call.text
    assert await rows_about_people(transactions) == 0


@pytest.mark.parametrize("typed", ["what is this", "xyzzy", "😀", "a" * 4000, "Tacoma and Seattle"])
async def test_what_is_no_place_says_what_to_type(
    drumbeat: Bot, transactions: SqlTransactions, typed: str
) -> None:
    (call,) = await drumbeat.say(typed)
    assert "/add " in call.text
    assert await rows_about_people(transactions) == 0


@pytest.mark.parametrize("typed", ["hi", "ok", "Hola!", "ayuda", "Help?"])
async def test_courtesies_get_the_help(drumbeat: Bot, typed: str) -> None:
    (call,) = await drumbeat.say(typed)
    assert "/help" in call.text
    assert "/add" in call.text


@pytest.mark.parametrize("typed", ["STOP", "stop.", "Parar", "unsubscribe"])
async def test_stop_without_its_slash_stops_too(drumbeat: Bot, people: People, typed: str) -> None:
    await drumbeat.say("/add Tacoma")
    await drumbeat.say(typed)
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(PERSON))
    assert subscriber is not None
    assert subscriber.status is SubscriberStatus.STOPPED
