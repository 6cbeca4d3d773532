"""As known at the moment of sending: before an action is over nothing tells that it happened."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.domain.broadcast import Alert
from bot.domain.calendar import Attendance, Status
from bot.domain.questions import Listed, Question
from bot.domain.subscriber import Language
from bot.views import answers
from bot.views.words import Words, visible
from tests.views.made_up import EVENING, WALKOUT, WEEKEND
from tests.views.scenes_of_alerts import item, pushed
from tests.views.scenes_of_answers import asked

LATER = {
    Language.EN: ("report", "Attendance", "Ended", "3,000"),
    Language.ES: ("informe", "Asistencia", "terminó", "3,000"),
}


@pytest.mark.parametrize("language", Language)
def test_until_the_very_end_neither_attendance_nor_report_is_told(language: Language) -> None:
    words, last_moment = Words(language), WALKOUT.over_at - timedelta(seconds=1)
    texts = [
        answers.check(words, WALKOUT, last_moment, followed=True).text,
        answers.answer(words, asked(Question.TODAY, [Listed(WALKOUT, 16.0)]), last_moment).text,
        pushed(words, Alert.NEW, [item(WALKOUT, 16.0)], due=last_moment).text,
        pushed(words, Alert.BRIEF, [item(WALKOUT, 16.0)], due=last_moment).text,
    ]
    assert not [word for word in LATER[language] for text in texts if word in visible(text)]


@pytest.mark.parametrize("language", Language)
def test_from_its_end_on_attendance_is_told_with_its_source(language: Language) -> None:
    text = visible(answers.check(Words(language), WALKOUT, WALKOUT.over_at, followed=True).text)
    assert not [word for word in LATER[language] if word not in text]


def test_an_announced_entry_stays_announced_after_its_end() -> None:
    entry = replace(WALKOUT, status=Status.ANNOUNCED, attendance=None)
    text = answers.check(Words(Language.EN), entry, entry.over_at, followed=True).text
    assert "Announced. Ended." in text
    assert "report" not in text


def test_an_attendance_is_one_number_or_a_range() -> None:
    words, after = Words(Language.ES), WEEKEND.over_at
    one = replace(WEEKEND, attendance=Attendance(50_000, 50_000))
    assert "unas 50,000 personas" in answers.check(words, one, after).text
    assert "de 1,200 a 1,500 personas" in answers.check(words, WEEKEND, after).text


def test_an_alert_sent_on_the_day_itself_says_today() -> None:
    late = pushed(Words(Language.EN), Alert.BRIEF, [item(WEEKEND)], late=timedelta(hours=7))
    assert visible(late.text).startswith("📅 Today, Sat, Feb 7")
    assert visible(pushed(Words(Language.EN), Alert.BRIEF, [item(WEEKEND)], due=EVENING).text).startswith(
        "📅 Tomorrow"
    )
