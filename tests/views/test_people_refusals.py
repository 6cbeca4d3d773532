"""Whatever the people's side refuses is said in both languages, with what to type instead."""

import re

import pytest

from bot.domain.errors import Refusal, StaleButton
from bot.domain.subscriber import Language
from bot.views.refusals import refusal
from bot.views.words import Words, visible

REFUSALS = [
    Refusal("action-over", code="A7F3"),
    Refusal("already-stopped"),
    Refusal("code-missing", command="mute"),
    Refusal("code-unknown", typed="zzzz"),
    Refusal("export-once-a-day"),
    Refusal("group-anonymous"),
    Refusal("group-not-sure"),
    Refusal("group-only-administrators"),
    Refusal("language-not-offered", typed="français"),
    Refusal("not-subscribed"),
    Refusal("one-place-at-a-time", first="Tacoma"),
    Refusal("quiet-not-understood", typed="10-8"),
    Refusal("radius-not-offered", radius=30),
    Refusal("setting-not-in-groups"),
    Refusal("setting-not-understood", typed="colour blue"),
    Refusal("too-many-places", most=25),
    Refusal("zone-not-understood", typed="xyzzy"),
    StaleButton(),
]


@pytest.mark.parametrize("language", Language)
@pytest.mark.parametrize("refused", REFUSALS, ids=lambda refused: refused.key)
def test_a_refusal_says_what_to_type(refused: Refusal, language: Language) -> None:
    said = visible(refusal(Words(language), refused).text)
    assert re.search(r"/[a-z]+", said)
    assert len(said) <= (140 if language is Language.EN else 168)
