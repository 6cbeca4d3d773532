"""The rules of the style guide, over every message of the gallery in both languages."""

import re

import pytest

from bot.domain.errors import StaleButton
from bot.domain.subscriber import Language
from bot.views import callbacks, start
from bot.views.callbacks import Callback
from bot.views.commands import COMMANDS, FOR_COORDINATORS, FOR_OPERATORS, Menu, coordinators_menu, menu
from bot.views.view import Button, View
from bot.views.words import Words, visible
from tests.views import rules
from tests.views.gallery import scenes
from tests.views.scene import Form, Scene

FIRST_LINE = {Language.EN: 60, Language.ES: 70}
TYPED = {
    "ap": "/add",
    "rp": "/remove",
    "up": "/add",
    "ua": "/remove",
    "cr": "/add",
    "sr": "/add",
    "se": "/check",
    "me": "/mute",
    "um": "/mute",
    "ss": "/settings",
    **dict.fromkeys(("sc", "st", "pl", "pr", "ki", "sk", "wk"), "/settings"),
    "tp": "/settings",
    "la": "/language",
    "sp": "/stop",
    "ra": "/start",
    "ad": "/delete",
    "dd": "/delete",
    "kd": "/cities",
    "rt": "/retract",
    "rv": "/approve",
    "pf": "/approve",
    "av": "/approve",
    "rj": "/reject",
    "co": "/review",
    "wc": "/confirm",
    "wl": "/coordinators",
    "wa": "/remove_coordinator",
    "wr": "/remove_coordinator",
    "hr": "/resume",
    "hh": "/resume",
    "fl": "/report",
    "fb": "/report",
    **dict.fromkeys(("ye", "yp"), "/cancel"),
    **dict.fromkeys(("da", "dp", "dt", "kp", "pv", "sf", "wd"), "/draft"),
}
OF_A_CHANGE = {"da": "/change", "pv": "/change", "sf": "/change", "wd": "/change"}
"""The command for what a button does; keeping one's data takes none, so it names where the places are."""
HINT = re.compile(r"\n[^\n]*<code>/(?:add [^\n]*|mute \w+ off)</code>$")
"""Below an action in full: how to hear of its changes, or to be told again. It quotes what to type."""
LINK = re.compile(r"\n(?:Link|Enlace): https://\S+")
"""Shown in full; the other facts keep their length beside it."""
SHOWN = [
    pytest.param(scene, language, id=f"{language}: {scene.name}")
    for scene in scenes()
    for language in Language
]
everywhere = pytest.mark.parametrize(("scene", "language"), SHOWN)


def limit(characters: int, language: Language) -> int:
    return characters if language is Language.EN else characters * 6 // 5


def buttons(view: View) -> list[Button]:
    return [button for row in view.rows for button in row]


@everywhere
def test_the_text_is_what_telegram_reads_and_nobody_stumbles_over(scene: Scene, language: Language) -> None:
    view = scene.view(Words(language))
    rules.check_html(view.text)
    rules.check_words(visible(view.text), language)
    if scene.alert or scene.form is Form.ANSWER:
        rules.check_days(visible(view.text), language)
    for plain in filter(None, (view.ask, view.location_button)):
        rules.check_words(plain, language)
        assert len(plain) <= 64


@everywhere
def test_the_first_line_fits_a_lock_screen(scene: Scene, language: Language) -> None:
    text = scene.view(Words(language)).text
    first = text.partition("\n")[0]
    bold = re.fullmatch(r"(?:\S+ )?<b>(.*)</b>", first)
    assert bold or not (scene.alert or scene.form in {Form.ANSWER, Form.ACTION})
    if bold and not scene.name.startswith("added"):
        assert len(visible(first)) <= FIRST_LINE[language]


@everywhere
def test_one_emoji_leads_an_alert_and_there_is_none_elsewhere(scene: Scene, language: Language) -> None:
    view = scene.view(Words(language))
    found = rules.emoji_in(view.text)
    assert len(found) == scene.alert
    assert not scene.alert or view.text[0] in rules.EMOJI
    assert not [sign for button in buttons(view) for sign in rules.emoji_in(button.label)]


@everywhere
def test_messages_keep_their_length(scene: Scene, language: Language) -> None:
    shown = visible(LINK.sub("", HINT.sub("", scene.view(Words(language)).text)))
    if scene.form.value > 0:
        assert len(shown) <= limit(scene.form.value, language)
    if scene.form is Form.ALERT:
        assert all(len(line) <= limit(120, language) for line in shown.split("\n"))


@everywhere
def test_buttons_stand_two_a_row_and_long_ones_alone(scene: Scene, language: Language) -> None:
    for row in scene.view(Words(language)).rows:
        assert 1 <= len(row) <= 2
        for button in row:
            assert len(button.label) <= 20 or len(row) == 1
            assert not button.label[:1].islower()
            assert not re.search(r"&(lt|gt|amp);|<", button.label)
            assert sum(act is not None for act in (button.data, button.url, button.copy)) == 1
            assert len(button.copy or "") <= 256


@everywhere
def test_every_button_packs_into_64_bytes_and_is_understood_again(scene: Scene, language: Language) -> None:
    kinds = {kind.prefix: kind for kind in Callback.__subclasses__()}
    for button in buttons(scene.view(Words(language))):
        if button.data is not None:
            assert len(button.data.encode()) <= 64
            assert kinds[button.data.partition(":")[0]].parse(button.data).pack() == button.data


@everywhere
def test_what_a_button_does_can_be_typed(scene: Scene, language: Language) -> None:
    """By a command that the message names, or that /help lists for this kind of chat."""
    words = Words(language)
    view, help_text = scene.view(words), start.help_text(words, group=True).text
    for button in buttons(view):
        if button.data is None:
            continue
        prefix, *values = button.data.split(":")
        command = TYPED.get(prefix) or f"/{values[0]}"
        if scene.name.startswith("change: "):
            command = OF_A_CHANGE.get(prefix, command)
        assert command in view.text or command in help_text


@everywhere
def test_every_alert_has_a_way_back_in_and_a_way_out(scene: Scene, language: Language) -> None:
    if scene.alert:
        view = scene.view(Words(language))
        data = [button.data or "" for button in buttons(view)]
        assert [one for one in data if one == "ss" or one.startswith("me:")]
        assert [one for one in data if one.startswith(("se:", "sl:"))] or "/check_" in view.text


@pytest.mark.parametrize("scene", [pytest.param(scene, id=scene.name) for scene in scenes()])
def test_no_message_reads_the_same_in_both_languages(scene: Scene) -> None:
    assert scene.view(Words(Language.EN)).text != scene.view(Words(Language.ES)).text


def test_no_two_kinds_of_button_share_a_prefix() -> None:
    named = {kind.__name__: kind.prefix for kind in Callback.__subclasses__()}
    prefixes = list(named.values())
    assert len(prefixes) == len(set(prefixes))
    assert all(len(prefix) == 2 for prefix in prefixes)


@pytest.mark.parametrize(
    "wire", ["", "sr", "sr:c1", "sr:c1:x", "sr:c1:10:9", "xx:1", f"sr:c1:{2**63}", "sr:c1:" + "9" * 5000]
)
def test_a_payload_nobody_packed_is_out_of_date(wire: str) -> None:
    with pytest.raises(StaleButton):
        callbacks.SetRadius.parse(wire)


def test_a_button_that_does_not_fit_is_a_bug_of_the_screen() -> None:
    with pytest.raises(ValueError, match="over 64 bytes"):
        callbacks.SetLanguage("en", "x" * 64).pack()


@pytest.mark.parametrize("language", Language)
def test_the_menu_and_help_are_made_from_the_same_commands(language: Language) -> None:
    words = Words(language)
    for kind in Menu:
        entries = menu(words, kind)
        text = start.help_text(words, group=kind is not Menu.PRIVATE).text
        assert all(re.fullmatch("[a-z]{1,32}", name) and 1 <= len(does) <= 256 for name, does in entries)
        assert all(f"/{name}: " in text for name, _ in entries)
    assert len(menu(words, Menu.GROUP)) < len(menu(words, Menu.ADMINISTRATORS)) < len(COMMANDS)
    assert len(menu(words, Menu.PRIVATE)) == len(COMMANDS)


def test_a_groups_menu_begins_with_the_questions_and_its_administrators_adds_what_sets_it_up() -> None:
    words = Words(Language.EN)
    asking = ["today", "week", "near", "check", "help"]
    for kind in (Menu.GROUP, Menu.ADMINISTRATORS):
        assert [name for name, _ in menu(words, kind)][:5] == asking
    added = {name for name, _ in menu(words, Menu.ADMINISTRATORS)} - {n for n, _ in menu(words, Menu.GROUP)}
    assert added >= {"add", "remove", "settings", "quiet", "language", "stop"}


@pytest.mark.parametrize("operator", [False, True])
def test_a_coordinators_menu_has_their_own_commands_first_and_everybodys_too(operator: bool) -> None:
    names = [name for name, _ in coordinators_menu(Words(Language.ES), operator=operator)]
    own = [command.name for command in (*FOR_COORDINATORS, *(FOR_OPERATORS if operator else ()))]
    assert names == own + [command.name for command in COMMANDS]
    assert len(names) <= 100


@pytest.mark.parametrize("language", Language)
def test_the_profile_keeps_telegrams_lengths_and_our_words(language: Language) -> None:
    whole, short = start.profile(Words(language))
    assert len(whole) <= 512
    assert len(short) <= 120
    rules.check_words(whole, language)
    rules.check_words(short, language)
