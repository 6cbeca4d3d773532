"""The screens of the settings, pressed and typed, in both languages."""

import pytest

from bot.domain.calendar import Kind
from bot.domain.kinds_wanted import KINDS
from bot.domain.subscriber import QuietHours
from tests.handlers.harness import BOT_USERNAME, PERSON, Bot
from tests.handlers.people import People
from tests.handlers.set_up import follow, only_place, stored

OTHER = PERSON + 1


async def kinds_and_radius(people: People) -> tuple[set[Kind] | None, int]:
    place = await only_place(people)
    return (None if place.kinds is None else set(place.kinds)), place.radius


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/settings brief 7pm", "Brief: on, at 7:00 PM"),
        ("/settings resumen a las 7 de la noche", "Brief: on, at 7:00 PM"),
        ("/settings brief hour 19", "Brief: on, at 7:00 PM"),
        ("/ajustes hora del resumen 7pm", "Brief: on, at 7:00 PM"),
    ],
)
async def test_the_briefs_hour_is_typed_in_either_language(
    subscribed: Bot, people: People, typed: str, says: str
) -> None:
    await subscribed.say("/settings brief off")
    (call,) = await subscribed.say(typed)
    assert says in call.text
    assert ((await stored(people)).brief, (await stored(people)).brief_hour) == (True, 19)
    (added,) = await subscribed.say("/add Seattle")
    assert "brief at 7:00 PM the day before" in added.text


@pytest.mark.parametrize("typed", ["/settings brief 7am", "/settings brief 10pm", "/settings brief 7:30pm"])
async def test_an_hour_without_a_brief_is_refused_with_those_that_have_one(
    subscribed: Bot, people: People, typed: str
) -> None:
    (call,) = await subscribed.say(typed)
    assert "12:00 noon to 9:00 PM" in call.text
    assert (await stored(people)).brief_hour == 18


async def test_the_hour_the_zone_and_quiet_hours_are_pressed(subscribed: Bot, people: People) -> None:
    (screen,) = await subscribed.say("/settings")
    _acknowledged, main, said = await follow(subscribed, screen, "Change brief hour", "8:00 PM")
    assert "Brief: on, at 8:00 PM" in main.text
    assert "Brief: on, at 8:00 PM" in said.text
    await follow(subscribed, screen, "Change time zone", "Central Time")
    await follow(subscribed, screen, "Change quiet hours", "From 9:00 PM to 7:00 AM")
    now = await stored(people)
    assert (now.brief_hour, now.home_zone) == (20, "America/Chicago")
    assert isinstance(now.quiet, QuietHours)
    assert (now.quiet.starts.hour, now.quiet.ends.hour) == (21, 7)


@pytest.mark.parametrize(
    ("typed", "kinds"),
    [
        ("/settings kinds Tacoma vigils, marches", {Kind.VIGIL, Kind.MARCH}),
        ("/settings kinds vigils", {Kind.VIGIL}),
        ("/settings tipos Tacoma, WA vigilias y marchas", {Kind.VIGIL, Kind.MARCH}),
    ],
)
async def test_kinds_are_typed_with_the_place_or_without_the_only_one(
    subscribed: Bot, people: People, typed: str, kinds: set[Kind]
) -> None:
    (call,) = await subscribed.say(typed)
    assert "vigils" in call.text
    assert await kinds_and_radius(people) == (kinds, 25)
    await subscribed.say("/settings radius Tacoma 50")
    assert await kinds_and_radius(people) == (kinds, 50)
    await subscribed.press("up:c5812944:25:0")
    assert await kinds_and_radius(people) == (kinds, 25)
    await subscribed.say("/settings kinds Tacoma all")
    assert (await only_place(people)).kinds is None


async def test_the_undo_of_a_removal_brings_the_kinds_back_too(subscribed: Bot, people: People) -> None:
    await subscribed.say("/settings kinds vigils, days of action")
    before = await kinds_and_radius(people)
    (removed,) = await subscribed.say("/remove Tacoma")
    await subscribed.press(removed.buttons["Undo"])
    assert await kinds_and_radius(people) == before == ({Kind.VIGIL, Kind.DAY_OF_ACTION}, 25)


async def test_a_kind_is_left_out_and_added_by_presses_that_can_be_repeated(
    subscribed: Bot, people: People
) -> None:
    (screen,) = await subscribed.say("/settings")
    _acknowledged, edited, said = await follow(
        subscribed, screen, "Change radius, kinds", "Choose kinds", "Leave out rallies"
    )
    for call in (edited, said):
        assert "rallies" in call.text
    for _ in range(2):
        await subscribed.press("sk:c5812944:rally:0:")
        assert (await only_place(people)).kinds == frozenset(KINDS) - {Kind.RALLY}
    await follow(subscribed, edited, "Add every kind")
    assert (await only_place(people)).kinds is None


async def test_the_last_kind_cannot_be_left_out(subscribed: Bot, people: People) -> None:
    await subscribed.say("/settings kinds vigils")
    calls = await subscribed.press("sk:c5812944:vigil:0:")
    assert "/remove" in calls[-1].text
    assert await kinds_and_radius(people) == ({Kind.VIGIL}, 25)


async def test_a_radius_is_pressed_on_the_places_own_screen(subscribed: Bot, people: People) -> None:
    (screen,) = await subscribed.say("/settings")
    calls = await follow(subscribed, screen, "Change radius, kinds", "Within 50 miles")
    assert "Radius changed" in calls[-1].text
    assert (await only_place(people)).radius == 50


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("/settings radius Tacoma", "/settings radius Tacoma, WA 50"),
        ("/settings radius Tacoma 30", "10, 25, 50 or 100 miles"),
        ("/settings radius Houston 50", "Houston, TX"),
        ("/settings kinds Tacoma parades", "/settings kinds Tacoma, WA vigils, marches"),
        ("/settings brief", "/settings brief 7pm"),
        ("/settings zone", "/settings zone Chicago"),
        ("/settings quiet", "/quiet off"),
        ("/settings language", "/language es"),
        ("/settings kinds", "Which place?"),
    ],
)
async def test_what_lacks_something_is_answered_with_the_choices(
    subscribed: Bot, people: People, typed: str, says: str
) -> None:
    before = await stored(people), await only_place(people)
    (call,) = await subscribed.say(typed)
    assert says in call.text
    assert (await stored(people), await only_place(people)) == before


async def test_of_several_places_the_one_meant_is_asked_for(subscribed: Bot) -> None:
    await subscribed.say("/add Seattle")
    (which,) = await subscribed.say("/settings radius 50")
    assert {"Tacoma, WA", "Seattle, WA"} <= set(which.buttons)


@pytest.mark.parametrize(
    "button",
    [
        "sc:nowhere:",
        "pl:c4699066:",
        "pr:c4699066:50:",
        "ki:x:",
        "sk:c5812944:parade:1:",
        "sk:c5812944:vigil:7:",
        "wk:c4699066:",
        "st:brief:off",
        "sc:main:nobody",
        "sc:main:NOBODY",
        "st:brief:off:zzzzzzzzzzzzzzzzzzz",
    ],
)
async def test_a_button_out_of_date_is_answered_with_the_settings_as_they_are(
    subscribed: Bot, people: People, button: str
) -> None:
    before = await stored(people), await only_place(people)
    calls = await subscribed.press(button)
    assert "out of date" in calls[-2].text
    assert "Brief: on" in calls[-1].text
    assert (await stored(people), await only_place(people)) == before


async def test_a_private_chat_offers_to_add_the_bot_to_a_group(subscribed: Bot) -> None:
    (screen,) = await subscribed.say("/settings")
    assert screen.buttons["Add to a group"] == f"https://t.me/{BOT_USERNAME}?startgroup=add"
