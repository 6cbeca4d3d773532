"""A group's settings: in the group itself, and from its administrators' private chats."""

import pytest

from bot.domain.calendar import Kind
from bot.domain.ids import SubscriberId
from bot.domain.kinds_wanted import KINDS
from bot.domain.subscriber import Language
from bot.views.settings_buttons import reference, referred
from tests.handlers.harness import BOT_USERNAME, GROUP, PERSON, Bot
from tests.handlers.people import People
from tests.handlers.set_up import follow, only_place, stored

OTHER = PERSON + 1


@pytest.fixture
async def group(drumbeat: Bot) -> Bot:
    drumbeat.request.administrators = {PERSON}
    await drumbeat.say("/add Houston", chat_id=GROUP, sender=PERSON)
    return drumbeat


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
