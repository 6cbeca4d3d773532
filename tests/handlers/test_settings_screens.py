"""The screens of the settings, pressed and typed, in both languages; a group's from the private chat."""

from collections.abc import AsyncIterator

import pytest

from bot.domain.calendar import Kind
from bot.domain.ids import ChatId, SubscriberId
from bot.domain.kinds_wanted import KINDS
from bot.domain.subscriber import Language, QuietHours, Subscriber, Subscription
from bot.views.settings_buttons import reference, referred
from tests.handlers.harness import BOT_USERNAME, GROUP, PERSON, Bot, Call
from tests.handlers.people import People

OTHER = PERSON + 1


@pytest.fixture
async def subscribed(people: People) -> AsyncIterator[Bot]:
    async with people.opened() as bot:
        await bot.say("/add Tacoma")
        yield bot


@pytest.fixture
async def group(drumbeat: Bot) -> Bot:
    drumbeat.request.administrators = {PERSON}
    await drumbeat.say("/add Houston", chat_id=GROUP, sender=PERSON)
    return drumbeat


async def stored(people: People, chat_id: int = PERSON) -> Subscriber:
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(chat_id))
    assert subscriber is not None
    return subscriber


async def kinds_and_radius(people: People) -> tuple[set[Kind] | None, int]:
    place = await only_place(people)
    return (None if place.kinds is None else set(place.kinds)), place.radius


async def only_place(people: People, chat_id: int = PERSON) -> Subscription:
    async with people.transactions.read() as tx:
        subscriber = await tx.subscribers.by_chat(ChatId(chat_id))
        assert subscriber is not None
        (subscription,) = await tx.subscribers.subscriptions(subscriber.id)
    return subscription


async def follow(bot: Bot, screen: Call, *labels: str) -> list[Call]:
    """Press one button after another, each on the screen that the one before brought."""
    calls: list[Call] = []
    for label in labels:
        calls = await bot.press(screen.buttons[label], message_id=77)
        screen = next(call for call in calls if call.method == "editMessageText")
        assert screen.params["message_id"] == 77
    return calls


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


async def link_of(bot: Bot) -> str:
    _asked, screen = await bot.say("/settings", chat_id=GROUP, sender=PERSON)
    return screen.buttons["Change in private"]


async def test_a_group_is_set_up_from_its_administrators_private_chat(group: Bot, people: People) -> None:
    link = await link_of(group)
    assert link.startswith(f"https://t.me/{BOT_USERNAME}?start=g_")
    assert str(abs(GROUP)) not in link
    payload = link.partition("start=")[2]
    asked, screen = await group.say(f"/start {payload}")
    assert (asked.method, asked.params["user_id"], asked.params["chat_id"]) == (
        "getChatMember",
        PERSON,
        GROUP,
    )
    assert screen.params["chat_id"] == PERSON
    assert "Houston, TX" in screen.text
    assert not any(str(abs(GROUP)) in data for data in screen.buttons.values())
    await follow(group, screen, "Change brief hour", "8:00 PM")
    await follow(group, screen, "Set group to Spanish")
    await follow(group, screen, "Change radius, kinds", "Choose kinds", "Leave out rallies")
    now = await stored(people, GROUP)
    assert (now.brief_hour, now.language) == (20, Language.ES)
    assert (await only_place(people, GROUP)).kinds == frozenset(KINDS) - {Kind.RALLY}


async def test_everything_said_about_a_group_in_private_is_in_the_readers_language(group: Bot) -> None:
    payload = (await link_of(group)).partition("start=")[2]
    _asked, screen = await group.say(f"/start {payload}", app_language="es")
    assert "Ajustes del grupo" in screen.text
    calls = await group.press(screen.buttons["Quitar resumen"], app_language="es")
    assert "Resumen: desactivado" in calls[-1].text


async def test_whoever_is_no_administrator_at_the_press_changes_and_sees_nothing(
    group: Bot, people: People
) -> None:
    payload = (await link_of(group)).partition("start=")[2]
    _asked, screen = await group.say(f"/start {payload}")
    group.request.administrators = set()
    before = await stored(people, GROUP), await only_place(people, GROUP)
    for person in (PERSON, OTHER):
        _asked, refused = await group.say(f"/start {payload}", chat_id=person)
        assert "administrators" in refused.text
        assert "Houston" not in refused.text
        for data in screen.buttons.values():
            calls = await group.press(data, chat_id=person)
            assert "administrators" in calls[-1].text
            assert not any("Houston" in call.text for call in calls)
    assert (await stored(people, GROUP), await only_place(people, GROUP)) == before


async def test_when_telegram_does_not_say_nothing_is_changed_from_afar(group: Bot, people: People) -> None:
    payload = (await link_of(group)).partition("start=")[2]
    group.request.refuse["getChatMember"] = [(403, "Forbidden: bot was kicked from the supergroup chat")]
    _asked, refused = await group.say(f"/start {payload}")
    assert "Nothing was changed" in refused.text


async def test_a_groups_reference_is_good_in_private_only_and_for_groups_only(
    group: Bot, people: People
) -> None:
    await group.say("/add Tacoma", chat_id=OTHER)
    other, ours = await stored(people, OTHER), await stored(people, GROUP)
    calls = await group.press(f"st:brief:off:{reference(other.id)}")
    assert "out of date" in calls[1].text
    await group.press(f"st:brief:off:{reference(ours.id)}", chat_id=GROUP - 1, sender=PERSON)
    assert (await stored(people, OTHER)).brief
    assert (await stored(people, GROUP)).brief


@pytest.mark.parametrize("payload", ["g_", "g_0", "g_zzzz", "g_" + "z" * 40, "g_%27", "g_-1001000200300"])
async def test_a_link_to_no_group_says_so(drumbeat: Bot, payload: str) -> None:
    (call,) = await drumbeat.say(f"/start {payload}")
    assert "/settings" in call.text


@pytest.mark.parametrize("number", [0, 1, 35, 36, 2**62 - 1])
def test_a_reference_names_its_number(number: int) -> None:
    assert referred(reference(SubscriberId(number))) == number
    assert len(reference(SubscriberId(number))) <= 13


async def test_language_is_chosen_in_a_group_typed_and_pressed(group: Bot, people: People) -> None:
    _asked, choice = await group.say("/language", chat_id=GROUP, sender=PERSON)
    calls = await group.press(choice.buttons["Español"], chat_id=GROUP, sender=PERSON)
    assert "en español" in calls[-1].text
    assert (await stored(people, GROUP)).language is Language.ES
    _asked, said = await group.say(f"/idioma@{BOT_USERNAME} inglés", chat_id=GROUP, sender=PERSON)
    assert "in English" in said.text


async def test_a_private_chat_offers_to_add_the_bot_to_a_group(subscribed: Bot) -> None:
    (screen,) = await subscribed.say("/settings")
    assert screen.buttons["Add to a group"] == f"https://t.me/{BOT_USERNAME}?startgroup=add"


@pytest.mark.parametrize(
    "button",
    [
        "sc:main:",
        "sc:nowhere:",
        "st:brief:19h:",
        "pl:c4699066:",
        "pr:c4699066:100:",
        "ki:c4699066:",
        "sk:c4699066:rally:0:",
        "wk:c4699066:",
        "wk:c1:",
    ],
)
async def test_in_a_group_only_administrators_presses_count(group: Bot, people: People, button: str) -> None:
    before = await stored(people, GROUP), await only_place(people, GROUP)
    calls = await group.press(button, chat_id=GROUP, sender=OTHER)
    assert "administrators" in calls[-1].text
    assert not any("Brief: on" in call.text for call in calls)
    assert (await stored(people, GROUP), await only_place(people, GROUP)) == before


async def test_a_group_has_no_switch_for_what_groups_do_not_get(group: Bot, people: People) -> None:
    before = await stored(people, GROUP)
    for button in ("st:new:off:", "st:reminder:off:", f"st:new:off:{reference(before.id)}"):
        where = {"chat_id": GROUP, "sender": PERSON} if button.endswith(":") else {}
        calls = await group.press(button, **where)
        assert "Groups get the brief and changes only" in calls[-1].text
    assert await stored(people, GROUP) == before
