"""[Share]: a link to this very action, and in its words what, when and where."""

from dataclasses import replace
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.domain.calendar import Entry, Status
from bot.domain.subscriber import Language
from bot.views import answers
from bot.views.sharing import share_button
from bot.views.words import Words
from tests.views.made_up import CANCELLED, EVENING, HOSTILE, LINKS, LONG, RALLY, WATER, WEEKEND

LONGEST_ADDRESS = 2048


def shared(entry: Entry, language: Language = Language.EN) -> tuple[str, str]:
    """The link handed on and the words beside it, as Telegram reads them out of the button."""
    button = share_button(Words(language), entry, EVENING, LINKS)
    assert button is not None
    assert button.url is not None
    assert len(button.url) <= LONGEST_ADDRESS
    address = urlsplit(button.url)
    assert (address.hostname, address.path) == ("t.me", "/share/url")
    said = parse_qs(address.query, strict_parsing=True)
    return said["url"][0], said["text"][0]


def test_it_hands_on_what_when_and_where_in_the_cards_language() -> None:
    link, english = shared(RALLY)
    assert link == "https://t.me/drumbeat_bot?start=a_A7F3"
    assert english == (
        "Rally, Sat, Feb 7, 2:00 PM Central Time, Riverside Park, main gate, 400 River St, Houston, TX. "
        "Code A7F3."
    )
    _link, spanish = shared(RALLY, Language.ES)
    assert spanish.startswith("Concentración, sáb 7 feb, 2:00 p.m., hora del Centro, Riverside Park")
    assert spanish.endswith("Código A7F3.")


def test_a_cancelled_action_is_not_handed_on_as_if_it_stood() -> None:
    assert "ancelled" in shared(CANCELLED)[1]
    assert "ancelada" in shared(CANCELLED, Language.ES)[1]


@pytest.mark.parametrize("entry", [LONG, HOSTILE, WATER, WEEKEND])
@pytest.mark.parametrize("language", Language)
def test_whatever_the_facts_are_it_stays_short_and_plain(entry: Entry, language: Language) -> None:
    text = shared(entry, language)[1]
    assert len(text) <= 200
    assert entry.code in text
    assert not {"\n", "\u202e", "\u200b"} & set(text)


def test_what_is_over_or_retracted_is_not_offered() -> None:
    words, over = Words(Language.EN), EVENING + timedelta(days=3)
    assert share_button(words, RALLY, over, LINKS) is None
    assert share_button(words, replace(RALLY, status=Status.RETRACTED), EVENING, LINKS) is None


def test_a_server_that_does_not_tell_the_bots_name_costs_only_this_button() -> None:
    words = Words(Language.EN)
    assert share_button(words, RALLY, EVENING, None) is None
    with_name = answers.check(words, RALLY, EVENING, links=LINKS)
    without = answers.check(words, RALLY, EVENING)
    assert with_name.text == without.text
    assert (
        len([b for row in with_name.rows for b in row]) == len([b for row in without.rows for b in row]) + 1
    )
