"""/settings, /language, /quiet and /mute, typed in either language and by buttons."""

from datetime import date, time

import pytest

from bot.domain.calendar import Entry
from bot.domain.ids import Code
from bot.domain.subscriber import Language, NewAlerts, QuietHours
from storage.transactions import SqlTransactions
from tests.builders import TACOMA, an_entry
from tests.handlers.harness import Bot
from tests.handlers.people import People
from tests.handlers.set_up import stored


@pytest.fixture
async def rally(transactions: SqlTransactions) -> Entry:
    rally = an_entry(TACOMA, date(2026, 2, 5), "18:00", code=Code("A0F1"))
    async with transactions.write() as tx:
        await tx.calendar.put_all([rally])
    return rally


async def test_one_screen_shows_everything_that_is_set(subscribed: Bot) -> None:
    (screen,) = await subscribed.say("/settings")
    for fact in ("Brief: on", "Reminders", "10:00 PM to 8:00 AM", "English", "Pacific Time", "/cities"):
        assert fact in screen.text


@pytest.mark.parametrize(
    ("typed", "field", "value"),
    [
        ("/settings brief off", "brief", False),
        ("/settings resumen no", "brief", False),
        ("/settings nuevas no", "new", NewAlerts.OFF),
        ("/settings new brief", "new", NewAlerts.BRIEF),
        ("/settings recordatorio no", "reminder", False),
        ("/settings zone Chicago", "home_zone", "America/Chicago"),
        ("/settings zona horaria hora del Este", "home_zone", "America/New_York"),
        ("/settings language es", "language", Language.ES),
        ("/settings quiet 22:30-7", "quiet", QuietHours(time(22, 30), time(7))),
        ("/language español", "language", Language.ES),
        ("/quiet 11pm-7am", "quiet", QuietHours(time(23), time(7))),
        ("/quiet no", "quiet", None),
    ],
)
async def test_a_setting_is_typed_and_confirmed(
    subscribed: Bot, people: People, typed: str, field: str, value: object
) -> None:
    (call,) = await subscribed.say(typed)
    assert call.text
    assert getattr(await stored(people), field) == value


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/settings colour blue", "/settings brief off"),
        ("/settings brief maybe", "/settings brief off"),
        ("/settings zone xyzzy", "/settings zone Chicago"),
        ("/language fr", "/language es"),
        ("/quiet 10-8", "/quiet 10pm-8am"),
        ("/mute", "/mute A7F3"),
        ("/mute zzzz", "/check A7F3"),
    ],
)
async def test_what_cannot_be_read_is_answered_with_what_to_type(
    subscribed: Bot, people: People, typed: str, says: str
) -> None:
    before = await stored(people)
    (call,) = await subscribed.say(typed)
    assert says in call.text
    assert await stored(people) == before


async def test_a_switch_brings_its_screen_up_to_date_and_says_what_was_set(
    subscribed: Bot, people: People
) -> None:
    (screen,) = await subscribed.say("/settings")
    _acknowledged, edited, said = await subscribed.press(screen.buttons["Turn off the brief"], message_id=77)
    assert (edited.method, edited.params["message_id"]) == ("editMessageText", 77)
    assert "Brief: off" in edited.text
    assert "Brief: off" in said.text
    assert not (await stored(people)).brief


async def test_a_new_language_is_spoken_at_once(subscribed: Bot, people: People) -> None:
    (choice,) = await subscribed.say("/language")
    _acknowledged, said = await subscribed.press(choice.buttons["Español"])
    assert "en español" in said.text
    assert (await stored(people)).language is Language.ES
    (places,) = await subscribed.say("/cities")
    assert "Tu zona" in places.text


@pytest.mark.parametrize(
    ("hours", "comes"), [("5pm-8am", "at 5:00 PM"), ("5pm-8pm", "at 8:00 PM"), ("5pm-11pm", "at 5:00 PM")]
)
async def test_quiet_hours_over_the_brief_tell_when_it_comes(subscribed: Bot, hours: str, comes: str) -> None:
    (call,) = await subscribed.say(f"/quiet {hours}")
    assert "due at 6:00 PM" in call.text
    assert f"will come {comes}" in call.text
    (settings,) = await subscribed.say("/settings")
    assert f"Brief: on, {comes}" in settings.text


async def test_quiet_hours_beside_the_brief_say_nothing_of_it(subscribed: Bot) -> None:
    (call,) = await subscribed.say("/quiet 6pm-8am")
    assert "brief" not in call.text
    await subscribed.say("/quiet 5pm-8am")
    (now,) = await subscribed.say("/quiet")
    assert "5:00 PM to 8:00 AM" in now.text


@pytest.mark.parametrize("typed", ["/mute A0F1", "/mute_A0F1", "/mute #a0f1", "/mute AOFI", "/mute_aofl"])
async def test_an_action_is_muted_however_its_code_is_typed(
    subscribed: Bot, people: People, rally: Entry, typed: str
) -> None:
    (call,) = await subscribed.say(typed)
    assert "/mute A0F1 off" in call.text
    assert await muted(people) == {rally.id}
    await subscribed.say("/mute A0F1 off")
    assert await muted(people) == set()


async def test_muting_by_button_has_its_undo(subscribed: Bot, people: People, rally: Entry) -> None:
    _acknowledged, silent = await subscribed.press(f"me:{rally.code}")
    assert await muted(people) == {rally.id}
    (undo,) = silent.buttons.values()
    await subscribed.press(undo)
    await subscribed.press(undo)
    assert await muted(people) == set()


async def muted(people: People) -> set[str]:
    async with people.transactions.read() as tx:
        return set(await tx.subscribers.muted((await stored(people)).id))


@pytest.mark.parametrize("button", ["st:colour:blue", "st:brief:maybe", "st:brief", "me:ZZZZ", "um:ZZZZ"])
async def test_made_up_buttons_change_nothing(subscribed: Bot, people: People, button: str) -> None:
    before = await stored(people)
    calls = await subscribed.press(button)
    assert calls[-1].text
    assert await stored(people) == before
