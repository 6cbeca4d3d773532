"""Every entry of the shipped calendar reads well in every message that can carry it."""

from datetime import datetime, timedelta

import pytest

from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Entry
from bot.domain.places import CountryPlace
from bot.domain.questions import Answer, Listed, Question
from bot.domain.subscriber import Language
from bot.views import alerts, answers
from bot.views.view import View
from bot.views.words import Words, visible
from seeds.calendar import load_entries
from tests.views import rules
from tests.views.test_rules import FIRST_LINE, limit

ENTRIES = {entry.id: entry for entry in load_entries()}
EVERYWHERE = CountryPlace()


def alert(words: Words, kind: Alert, entry: Entry, now: datetime) -> View:
    content = Content(kind, now, entry.zone, (EVERYWHERE.key,), (Item(entry.id, miles=12.3),))
    return alerts.render(words, content, ENTRIES, {EVERYWHERE.key: EVERYWHERE}, now, delayed=False)


@pytest.mark.parametrize("entry_id", ENTRIES)
@pytest.mark.parametrize("language", Language)
def test_a_shipped_entry_keeps_the_rules_in_every_message(language: Language, entry_id: str) -> None:
    words, entry = Words(language), next(entry for entry in ENTRIES.values() if entry.id == entry_id)
    before, after = entry.begins_at - timedelta(hours=2), entry.over_at
    day = ENTRIES.get(entry.belongs_to) if entry.belongs_to else None
    listed = Answer(
        Question.WEEK, (EVERYWHERE,), 0, entry.starts_on, entry.ends_on, (Listed(entry, 12.3),), followed=True
    )
    brief = alert(words, Alert.BRIEF, entry, before - timedelta(hours=16))
    full = [
        alert(words, Alert.NEW, entry, before),
        answers.check(words, entry, before, day=day),
        answers.check(words, entry, after, day=day),
    ]
    for view in (brief, *full, answers.answer(words, listed, before)):
        rules.check_html(view.text)
        rules.check_words(visible(view.text), language)
        assert len(visible(view.text.partition("\n")[0])) <= FIRST_LINE[language]
        assert f" {entry.code}" in view.text
    assert all(len(visible(view.text)) <= limit(350, language) for view in full)
    assert all(len(line) <= limit(120, language) for line in visible(brief.text).split("\n"))
