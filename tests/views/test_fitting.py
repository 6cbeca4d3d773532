"""What is too long is cut where a reader loses least."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.subscriber import Language
from bot.views.fitting import capital, cut, fit, room
from bot.views.words import Html, Words, escape, visible


@pytest.mark.parametrize(
    ("text", "length", "shown"),
    [
        ("Harbor Plaza", 12, "Harbor Plaza"),
        ("Harbor Plaza, 100 Dock St", 20, "Harbor Plaza, 100…"),
        ("Rally and march of an alliance", 24, "Rally and march…"),
        ("Supercalifragilistic", 10, "Supercali…"),
        ('"Day for Clean Water" and more', 16, '"Day for Clean…"'),
        ("Concentración y marcha de una alianza", 30, "Concentración y marcha…"),
    ],
)
def test_a_cut_ends_at_a_word_that_says_something(text: str, length: int, shown: str) -> None:
    assert cut(text, length) == shown


@given(st.text(), st.integers(2, 60))
def test_a_cut_never_is_longer_than_asked(text: str, length: int) -> None:
    assert len(cut(text, length)) <= length
    assert cut(text, max(length, len(text))) == text


def test_a_line_is_fitted_by_what_is_seen_and_escaped_afterwards() -> None:
    line = fit(lambda value: Html(f"<b>near {escape(value)}</b>"), "A & B of the very long name", 20)
    assert line == "<b>near A &amp; B…</b>"
    assert len(visible(line)) <= 20


def test_spanish_may_be_a_fifth_longer() -> None:
    assert (room(Words(Language.EN), 120), room(Words(Language.ES), 120)) == (120, 144)


@pytest.mark.parametrize(
    ("line", "raised"),
    [
        ("hoy, jue 5 feb", "Hoy, jue 5 feb"),
        ("📅 <b>mañana</b>", "📅 <b>Mañana</b>"),
        ('<b>"día"</b>', '<b>"Día"</b>'),
        ("&lt;b", "&lt;b"),
        ("", ""),
    ],
)
def test_a_sentence_begins_with_a_capital_whatever_stands_before_it(line: str, raised: str) -> None:
    assert capital(Html(line)) == raised
