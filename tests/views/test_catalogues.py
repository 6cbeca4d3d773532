"""Both catalogues say the same things, and the code asks for nothing they do not hold."""

from dataclasses import replace
from pathlib import Path
from string import Formatter
from zoneinfo import available_timezones

import pytest
from babel.messages.catalog import Message
from babel.messages.pofile import read_po

import bot.views
from bot.domain.calendar import Kind, Title
from bot.domain.subscriber import Language
from bot.views import lines, start
from bot.views.commands import Menu, menu
from bot.views.words import Html, Words
from bot.views.zones import zone_name
from tests.views.gallery import scenes
from tests.views.made_up import MARCH

VIEWS = Path(bot.views.__file__).parent
ALIKE = {
    "answer.zone",
    "audit.line",
    "button.english",
    "button.spanish",
    "button.draft_choose",
    "change.which_line",
    "dates.hour",
    "dates.hour_one",
    "dates.time_zone",
    "dates.times",
    "draft.or_type",
    "entry.code_and_check",
    "entry.heading",
    "entry.heading_of_day",
    "help.line",
    "new.zone",
    "places.copy",
    "reminder.heading",
    "who.line",
    "who.link",
}
"""Nothing but parameters and signs, or a name that both languages share."""


def messages(language: Language) -> dict[str, Message]:
    with (VIEWS / "locales" / f"{language.value}.po").open("rb") as source:
        catalogue = read_po(source, locale=language.value, abort_invalid=True)
    return {m.id if isinstance(m.id, str) else m.id[0]: m for m in catalogue if m.id}


ENGLISH, SPANISH = messages(Language.EN), messages(Language.ES)


def strings(message: Message) -> tuple[str, ...]:
    return (message.string,) if isinstance(message.string, str) else tuple(message.string or ())


def parameters(text: str) -> set[str]:
    """The number itself may be left unsaid in a plural."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None} - {"count"}


def test_both_languages_have_the_same_messages_with_the_same_plurals() -> None:
    assert list(ENGLISH) == list(SPANISH)
    assert {key for key, m in ENGLISH.items() if m.pluralizable} == {
        key for key, m in SPANISH.items() if m.pluralizable
    }


@pytest.mark.parametrize("language", Language)
def test_no_message_stands_twice_in_a_catalogue(language: Language) -> None:
    lines = (VIEWS / "locales" / f"{language.value}.po").read_text(encoding="utf-8").splitlines()
    keys = [line for line in lines if line.startswith("msgid ")]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize("key", ENGLISH)
def test_a_message_takes_the_same_parameters_in_both_languages_and_every_plural(key: str) -> None:
    asked = [parameters(text) for text in (*strings(ENGLISH[key]), *strings(SPANISH[key]))]
    assert all(text.strip() for text in (*strings(ENGLISH[key]), *strings(SPANISH[key])))
    assert all(each == asked[0] for each in asked)


def test_nothing_is_left_untranslated() -> None:
    same = {key for key in ENGLISH if strings(ENGLISH[key]) == strings(SPANISH[key])}
    assert same - ALIKE == set()


class Recording(Words):
    """Notes which messages were asked for."""

    def __init__(self, language: Language) -> None:
        super().__init__(language)
        self.keys: set[str] = set()

    def text(self, key: str, **parameters: object) -> Html:
        self.keys.add(key)
        return super().text(key, **parameters)

    def count(self, key: str, number: int, **parameters: object) -> Html:
        self.keys.add(key)
        return super().count(key, number, **parameters)


def test_every_message_is_shown_somewhere_in_the_gallery() -> None:
    words = Recording(Language.ES)
    for scene in scenes():
        scene.view(words)
    for zone in available_timezones():
        zone_name(words, zone)
    for kind in Kind:
        lines.kind(words, replace(MARCH, kind=kind))
    lines.kind(words, replace(MARCH, kind=Kind.WALKOUT, title=Title("Walkout", "Salida del trabajo")))
    menu(words, Menu.PRIVATE)
    start.profile(words)
    assert set(SPANISH) - words.keys == set()


@pytest.mark.parametrize("language", Language)
def test_a_missing_key_or_parameter_is_an_error_and_never_shown(language: Language) -> None:
    words = Words(language)
    with pytest.raises(LookupError):
        words.text("no.such.key")
    with pytest.raises(LookupError):
        words.count("no.such.key", 2)
    with pytest.raises(LookupError):
        words.text("where.near")
