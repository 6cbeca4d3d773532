"""/start, its links and languages, /help, /privacy: nothing is kept before a place is added."""

from datetime import date

import pytest

from bot.domain.ids import ChatId
from bot.domain.subscriber import Language
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, TACOMA, an_entry
from tests.handlers.harness import PERSON, Bot
from tests.handlers.people import CONTACT, People
from tests.services.people import rows_about_people

RALLY = an_entry(TACOMA, date(2026, 2, 5), "18:00")
LATER = an_entry(TACOMA, date(2026, 2, 16))


@pytest.fixture
async def _calendar(transactions: SqlTransactions) -> None:
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY, LATER])


async def language_of(people: People) -> Language | None:
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(PERSON))
    return subscriber.language if subscriber else None


@pytest.mark.parametrize(
    ("app_language", "title"),
    [
        ("es-MX", "Avisos de acciones públicas cerca de ti"),
        ("en-GB", "Alerts about public actions near you"),
        ("fr", "Alerts about public actions near you"),
        (None, "Alerts about public actions near you"),
    ],
)
async def test_the_welcome_speaks_the_apps_language(
    drumbeat: Bot, app_language: str | None, title: str
) -> None:
    (call,) = await drumbeat.say("/start", app_language=app_language)
    assert title in call.text


async def test_the_default_language_serves_where_the_apps_is_not_spoken(people: People) -> None:
    async with people.opened(Language.ES) as bot:
        (call,) = await bot.say("/start", app_language="fr")
    assert "Avisos de acciones" in call.text


@pytest.mark.usefixtures("_calendar")
async def test_looking_around_stores_nothing(drumbeat: Bot, transactions: SqlTransactions) -> None:
    for typed in (
        "/start",
        f"/start city_{TACOMA.id}",
        f"/start a_{RALLY.code}",
        "/help",
        "/privacy",
        "/today Tacoma",
        "/near Tacoma, WA 50",
        "/cities",
        "/settings",
        "/language es",
        "/language",
        "/quiet 22-8",
        f"/mute {RALLY.code}",
        "/stop",
        "/export",
        "/delete yes",
    ):
        assert await drumbeat.say(typed)
    assert await rows_about_people(transactions) == 0


async def test_a_link_to_a_city_leads_to_its_alerts_in_two_taps(drumbeat: Bot, people: People) -> None:
    (welcome,) = await drumbeat.say(f"/start city_{TACOMA.id}")
    _acknowledged, added = await drumbeat.press(welcome.buttons["Get alerts for Tacoma, WA"])
    assert "Added: Tacoma, WA" in added.text
    assert [place.key for place in await people.subscriptions.followed(ChatId(PERSON))] == [f"c{TACOMA.id}"]


@pytest.mark.parametrize(
    ("payload", "label", "key"),
    [("state_TX", "Get alerts for Texas", "sTX"), ("country", "Get alerts for the whole country", "us")],
)
async def test_a_link_to_a_state_or_the_country_leads_to_its_alerts_in_two_taps(
    drumbeat: Bot, people: People, payload: str, label: str, key: str
) -> None:
    (welcome,) = await drumbeat.say(f"/start {payload}")
    assert "Adding a place means you agree" in welcome.text
    _acknowledged, _added = await drumbeat.press(welcome.buttons[label])
    assert [place.key for place in await people.subscriptions.followed(ChatId(PERSON))] == [key]


@pytest.mark.usefixtures("_calendar")
async def test_a_link_to_an_action_shows_it_and_offers_its_city(drumbeat: Bot) -> None:
    action, welcome = await drumbeat.say(f"/start a_{RALLY.code.lower()}")
    assert RALLY.code in action.text
    assert f"start%3Da_{RALLY.code}" in action.buttons["Share"]
    assert "Get alerts for Tacoma, WA" in welcome.buttons


@pytest.mark.usefixtures("_calendar")
@pytest.mark.parametrize("payload", [f"a_{LATER.code}", "a_ZZZZ", "city_1", "city_x", "x" * 64])
async def test_a_link_that_leads_nowhere_still_welcomes(drumbeat: Bot, payload: str) -> None:
    (welcome,) = await drumbeat.say(f"/start {payload}")
    assert welcome.buttons.keys() == {"Add a place", "Español"}


async def test_a_calendar_with_nothing_ahead_says_so(drumbeat: Bot, transactions: SqlTransactions) -> None:
    (empty,) = await drumbeat.say("/start")
    assert "Nothing is listed ahead" in empty.text
    async with transactions.write() as tx:
        await tx.calendar.put_all([RALLY])
    (listed,) = await drumbeat.say("/start")
    assert "Nothing is listed ahead" not in listed.text


async def test_the_welcome_is_reworded_and_keeps_its_offer(
    drumbeat: Bot, transactions: SqlTransactions
) -> None:
    (welcome,) = await drumbeat.say(f"/start city_{TACOMA.id}")
    _acknowledged, reworded = await drumbeat.press(welcome.buttons["Español"], message_id=9)
    assert (reworded.method, reworded.params["message_id"]) == ("editMessageText", 9)
    assert "Recibir avisos de Tacoma, WA" in reworded.buttons
    assert await rows_about_people(transactions) == 0


async def test_the_language_of_the_screen_agreed_to_is_the_one_chosen(drumbeat: Bot, people: People) -> None:
    (welcome,) = await drumbeat.say(f"/start city_{TACOMA.id}", app_language="en")
    _acknowledged, reworded = await drumbeat.press(welcome.buttons["Español"], app_language="en")
    agree = reworded.buttons["Recibir avisos de Tacoma, WA"]
    _acknowledged, added = await drumbeat.press(agree, app_language="en")
    assert "Zona agregada" in added.text
    assert await language_of(people) is Language.ES
    (later,) = await drumbeat.say("/cities", app_language="en")
    assert "Tu zona" in later.text


async def test_who_comes_back_sees_their_places_and_what_the_link_offers(drumbeat: Bot) -> None:
    await drumbeat.say("/add Tacoma")
    (places,) = await drumbeat.say("/start")
    assert "Tacoma, WA" in places.text
    (again,) = await drumbeat.say(f"/start city_{TACOMA.id}")
    assert again.text == places.text
    (offer,) = await drumbeat.say(f"/start city_{HOUSTON.id}")
    assert "Get alerts for Houston, TX" in offer.buttons


async def test_privacy_names_whom_to_write_to(drumbeat: Bot) -> None:
    (call,) = await drumbeat.say("/privacy")
    assert CONTACT in call.text


async def test_a_made_up_language_button_changes_nothing(drumbeat: Bot) -> None:
    await drumbeat.say("/add Tacoma")
    _acknowledged, refused, fresh = await drumbeat.press("la:xx:")
    assert "out of date" in refused.text
    assert "Tacoma, WA" in fresh.text
