"""Whatever an entry, a contact or a person's text says, it is shown as text and changes nothing else."""

import unicodedata
from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Entry, Title
from bot.domain.errors import Refusal
from bot.domain.places import CityPlace
from bot.domain.subscriber import Language
from bot.views import alerts, answers, places, refusals, start
from bot.views.words import Html, Words, clean, escape, visible
from tests.builders import TACOMA
from tests.views import rules
from tests.views.made_up import EVENING, LONG, MARCH

NOW = datetime(2026, 2, 5, 20, 0, tzinfo=UTC)
NASTY = (
    "<b>",
    "</b>",
    "<code>",
    "&",
    "&amp;",
    '"',
    "'",
    "\u202e",
    "\u2066",
    "\u200b",
    "\ufeff",
    "\n",
    "{x}",
    "🎉",
    "ש",
)
nasty_text = st.lists(st.sampled_from(NASTY) | st.text(max_size=12), min_size=1, max_size=8).map("".join)
words_of_both = st.sampled_from(Language).map(Words)


def hostile(entry: Entry, text: str) -> Entry:
    return replace(entry, title=Title(text, text), venue=text, organizers=(text, text), city=text)


def shows(text: str, part: str) -> bool:
    return clean(part)[:10].rstrip(" .") in visible(text)


@given(words_of_both, nasty_text)
def test_an_entry_s_texts_never_become_markup_and_never_break_a_line(words: Words, text: str) -> None:
    for entry in (MARCH, LONG):
        before = answers.check(words, entry, NOW, followed=True).text.count("\n")
        after = answers.check(words, hostile(entry, text), NOW, followed=True).text
        rules.check_html(after)
        assert before - 1 <= after.count("\n") <= before + 1  # a title may come or go with what it says
        content = Content(Alert.BRIEF, EVENING, TACOMA.zone, ("c5812944",), (Item(entry.id),))
        entries, followed = {entry.id: hostile(entry, text)}, {"c5812944": CityPlace(TACOMA)}
        rules.check_html(alerts.render(words, content, entries, followed, EVENING, delayed=False).text)


@given(words_of_both, nasty_text)
def test_what_a_person_typed_is_quoted_as_text(words: Words, text: str) -> None:
    for view in (
        places.nothing_found(words, "add", text, []),
        places.which_place(words, "near", text, [CityPlace(TACOMA)]),
        refusals.refusal(words, Refusal("code-unknown", typed=text)),
        start.privacy(words, text),
    ):
        rules.check_html(view.text)


@given(st.text())
def test_cleaning_leaves_one_line_without_hidden_signs(text: str) -> None:
    cleaned = clean(text)
    assert not {unicodedata.category(sign) for sign in cleaned} & {"Cc", "Cf", "Cs", "Co", "Zl", "Zp"}
    assert cleaned == unicodedata.normalize("NFC", cleaned)
    assert clean(cleaned) == cleaned
    assert visible(escape(text)) == cleaned


def test_letters_of_all_scripts_and_signs_people_write_stay() -> None:
    assert clean("Plaza Núñez, שלום & \U0001f389 “A–B”") == "Plaza Núñez, שלום & \U0001f389 “A–B”"
    assert clean("e\u0301") == "é"
    assert escape('<b> & "x"') == '&lt;b&gt; &amp; "x"'


def test_what_comes_out_of_a_catalogue_is_escaped_once() -> None:
    words = Words(Language.EN)
    inner = words.text("where.near", place="A & B")
    assert isinstance(inner, Html)
    assert words.text("entry.next", line=inner) == "Next: near A &amp; B."


@pytest.mark.parametrize("language", Language)
def test_buttons_show_text_as_it_is(language: Language) -> None:
    assert Words(language).plain("button.add", place="A & <B>").endswith("A & <B>")


def test_a_sentence_that_ends_in_an_abbreviation_has_one_full_stop() -> None:
    assert Words(Language.ES).text("settings.quiet", hours="de 1:00 a 8:00 a.m.").endswith("a.m.")
    assert Words(Language.EN).text("entry.next", line="Harbor Inc.") == "Next: Harbor Inc."
