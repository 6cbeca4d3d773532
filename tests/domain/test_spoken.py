"""Commands in other words: what is taken for one, and what is not."""

import pytest

from bot.domain.spoken import command_of, is_here, question_within, spoken_command


@pytest.mark.parametrize(
    ("text", "spoken"),
    [
        ("Today", ("today", "")),
        ("esta semana en Houston", ("week", "en Houston")),
        ("near me!", ("near", "")),
        ("agregar Houston, TX.", ("add", "Houston, TX")),
        ("Tacoma", None),
        ("Weeki Wachee", None),
        ("", None),
    ],
)
def test_a_leading_word_is_the_command(text: str, spoken: tuple[str, str] | None) -> None:
    assert spoken_command(text) == spoken


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("what's on in Houston today?", ("today", "Houston")),
        ("¿qué hay esta semana cerca de Houston?", ("week", "Houston")),
        ("events in Portland, ME", ("near", "Portland, ME")),
        ("what is this", None),
        ("Sunday", None),
    ],
)
def test_a_question_is_found_inside_a_sentence(text: str, question: tuple[str, str] | None) -> None:
    assert question_within(text) == question


def test_unknown_names_stay_themselves() -> None:
    assert command_of("semana") == "week"
    assert command_of("nonsense") == "nonsense"


@pytest.mark.parametrize(
    ("text", "here"), [("me", True), ("mí", True), ("Me.", True), ("ME", False), ("MI", False)]
)
def test_me_is_here_and_me_in_capitals_a_state(text: str, here: bool) -> None:
    assert is_here(text) is here
