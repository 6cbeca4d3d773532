"""`@bot tacoma` in any chat: cards of what is coming there, quickly, and nothing about who asks."""

import json
from datetime import date, timedelta
from typing import Any

import pytest

from bot.domain.calendar import Scope, Status
from bot.domain.places import Coordinates
from bot.services.inline import MOST
from bot.telegram.limits import PER_MINUTE
from bot.views.words import visible
from handlers.guards import SEARCHES_PER_MINUTE
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, SEATTLE, TACOMA, an_entry
from tests.handlers.harness import BOT_USERNAME, PERSON, Bot, Call
from tests.handlers.people import People
from tests.services.people import rows_about_people

LISTED: dict[str, Any] = {"announced_on": date(2026, 2, 1)}
WATER = an_entry(None, date(2026, 2, 9), scope=Scope.NATIONAL, **LISTED)
RALLY = an_entry(
    TACOMA,
    date(2026, 2, 5),
    "18:00",
    venue="Harbor Plaza",
    organizers=("Harbor Neighbors",),
    belongs_to=WATER.id,
    **LISTED,
)
FAR = an_entry(SEATTLE, date(2026, 2, 6), **LISTED)
OFF = an_entry(TACOMA, date(2026, 2, 7), status=Status.CANCELLED, **LISTED)
RETRACTED = an_entry(TACOMA, date(2026, 2, 7), status=Status.RETRACTED, venue="Wrong Street", **LISTED)
MAPPED = an_entry(
    TACOMA, date(2026, 2, 8), coordinates=Coordinates(47.25, -122.44), own_coordinates=True, **LISTED
)
ALONE = an_entry(HOUSTON, NOW.date() + timedelta(days=60), **LISTED)
SECRET = an_entry(TACOMA, date(2026, 2, 16))


@pytest.fixture(autouse=True)
async def _calendar(transactions: SqlTransactions) -> None:
    async with transactions.write() as tx:
        await tx.calendar.put_all([WATER, RALLY, FAR, OFF, RETRACTED, MAPPED, ALONE, SECRET])


async def asked(bot: Bot, text: str, **facts: Any) -> Call:
    (call,) = await bot.search(text, **facts)
    assert call.method == "answerInlineQuery"
    return call


def codes(answer: Call) -> list[str]:
    return [str(result["id"]).partition("-")[0] for result in answer.params["results"]]


async def test_a_city_offers_its_coming_actions_by_start(drumbeat: Bot) -> None:
    answer = await asked(drumbeat, "tacoma")
    assert codes(answer) == [RALLY.code, FAR.code, MAPPED.code, WATER.code]
    assert answer.params["results"][1]["description"] == "Seattle, 25 miles"
    assert answer.params["button"] == {
        "text": "Get alerts for Tacoma, WA",
        "start_parameter": f"city_{TACOMA.id}",
    }
    first = answer.params["results"][0]
    assert first["title"] == "Rally, Thu, Feb 5, 6:00 PM, Tacoma"
    assert first["description"] == "Harbor Plaza"
    assert codes(await asked(drumbeat, "Tacoma, WA 10")) == [RALLY.code, MAPPED.code, WATER.code]


async def test_a_card_says_where_it_comes_from_and_how_to_check_it(drumbeat: Bot) -> None:
    card = (await asked(drumbeat, "tacoma")).params["results"][0]
    content = card["input_message_content"]
    assert (content["parse_mode"], content["link_preview_options"]) == ("HTML", {"is_disabled": True})
    text = visible(content["message_text"])
    assert f"Code {RALLY.code} · /check_{RALLY.code}" in text
    assert f"Part of: {WATER.title.en}, code {WATER.code}" in text
    assert text.endswith(
        f"From @{BOT_USERNAME}, as of Tue, Feb 3, 10:00 AM Pacific Time. What holds now is said there."
    )
    buttons = [button for row in card["reply_markup"]["inline_keyboard"] for button in row]
    assert [button["text"] for button in buttons] == ["Copy address", "Check and get alerts"]
    assert buttons[1]["url"] == f"https://t.me/{BOT_USERNAME}?start=a_{RALLY.code}"


async def test_a_map_is_shown_only_of_an_actions_own_place(drumbeat: Bot) -> None:
    cards = (await asked(drumbeat, "tacoma 10")).params["results"]
    maps = ["openstreetmap" in json.dumps(card["reply_markup"]) for card in cards]
    assert maps == [False, True, False]


async def test_it_speaks_the_asking_apps_language_and_keeps_answers_for_that_person(drumbeat: Bot) -> None:
    answer = await asked(drumbeat, "tacoma", app_language="es-MX")
    assert answer.params["button"]["text"] == "Recibir avisos de Tacoma, WA"
    assert answer.params["results"][0]["title"].startswith("Concentración, jue 5 feb")
    assert answer.params["is_personal"] is True or answer.params["is_personal"] == "true"
    assert answer.params["cache_time"] == 60


async def test_what_is_next_is_offered_where_nothing_is_near_in_time(drumbeat: Bot, people: People) -> None:
    assert codes(await asked(drumbeat, "houston")) == [WATER.code]
    people.clock.at = NOW + timedelta(days=30)
    answer = await asked(drumbeat, "Texas")
    assert codes(answer) == [ALONE.code]
    assert answer.params["button"] == {"text": "Get alerts for Texas", "start_parameter": "state_TX"}
    nothing = await asked(drumbeat, "Milwaukee")
    assert nothing.params["results"] == []
    assert nothing.params["button"]["text"] == "Nothing listed: get alerts for Milwaukee, WI"


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("", "Type a city or a ZIP code. Open the bot"),
        ("   ", "Type a city or a ZIP code. Open the bot"),
        ("qqqqqqqqqq", "No such place found. Open the bot"),
        ("Tacoma 30", "No such place found. Open the bot"),
        ("x" * 256, "No such place found. Open the bot"),
        ("\u202e\x00😀\ud800", "No such place found. Open the bot"),
    ],
)
async def test_what_names_no_place_is_answered_with_the_way_to_the_bot(
    drumbeat: Bot, text: str, label: str
) -> None:
    answer = await asked(drumbeat, text)
    assert answer.params["results"] == []
    assert answer.params["button"] == {"text": label, "start_parameter": "inline"}


async def test_half_a_word_finds_what_may_be_meant(drumbeat: Bot) -> None:
    assert RALLY.code in codes(await asked(drumbeat, "tacom"))


async def test_a_code_brings_its_action_first_whatever_became_of_it(drumbeat: Bot) -> None:
    cancelled = await asked(drumbeat, f"#{OFF.code.lower()}")
    assert codes(cancelled)[0] == OFF.code
    assert "ancelled" in cancelled.params["results"][0]["description"]
    assert "ancelled" in cancelled.params["results"][0]["input_message_content"]["message_text"]
    retracted = (await asked(drumbeat, RETRACTED.code)).params["results"][0]
    assert "Wrong Street" not in json.dumps(retracted)
    assert SECRET.code not in codes(await asked(drumbeat, SECRET.code))


async def test_at_most_fifty_and_each_once(drumbeat: Bot, transactions: SqlTransactions) -> None:
    async with transactions.write() as tx:
        await tx.calendar.put_all(
            [an_entry(TACOMA, date(2026, 2, 6), f"{n % 24}:00", **LISTED) for n in range(80)]
        )
    shown = codes(await asked(drumbeat, "tacoma"))
    assert len(shown) == len(set(shown)) == MOST


async def test_asking_stores_nothing_and_shows_nothing_of_who_asks(
    drumbeat: Bot, transactions: SqlTransactions, people: People
) -> None:
    await asked(drumbeat, "tacoma")
    assert await rows_about_people(transactions) == 0
    await drumbeat.say("/add Houston")
    answer = await asked(drumbeat, "tacoma")
    assert str(PERSON) not in json.dumps(answer.params["results"])
    assert "Canary" not in json.dumps(answer.params)
    assert "Houston" not in json.dumps(answer.params)
    assert people.checkpoints.times == 0


async def test_a_flood_of_queries_is_met_with_silence_and_leaves_the_chat_alone(drumbeat: Bot) -> None:
    assert SEARCHES_PER_MINUTE > 2 * PER_MINUTE
    for _ in range(SEARCHES_PER_MINUTE):
        assert await drumbeat.search("")
    assert await drumbeat.search("tacoma") == []
    assert await drumbeat.search("tacoma", sender=PERSON + 1)
    assert await drumbeat.say("/help")


async def test_a_machine_is_not_answered(drumbeat: Bot) -> None:
    machine: dict[str, Any] = {"from": {"id": 9, "is_bot": True, "first_name": "b"}}
    assert await drumbeat.search("tacoma", **machine) == []


async def test_who_has_typed_on_costs_nothing(drumbeat: Bot) -> None:
    drumbeat.request.refuse["answerInlineQuery"] = [(400, "Bad Request: query is too old")]
    (refused,) = await drumbeat.search("tacoma")
    assert refused.method == "answerInlineQuery"
    assert codes(await asked(drumbeat, "tacoma"))


async def test_a_card_sent_into_the_bots_own_chat_is_no_command(drumbeat: Bot) -> None:
    via = {"id": 1, "is_bot": True, "first_name": "Drumbeat"}
    assert await drumbeat.say("/add Tacoma", via_bot=via) == []
