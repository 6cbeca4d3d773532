"""How people type that something comes again, in two languages; nothing is silently read wrong."""

from datetime import date

import pytest

from bot.domain.series import LAST, Recurrence
from bot.domain.subscriber import Language
from bot.domain.when.recurring import recurring

TODAY = date(2026, 2, 3)
EN, ES = Language.EN, Language.ES


def until(said: str, weeks: int = 1, nth: int | None = None, *skipped: str) -> Recurrence:
    return Recurrence(
        date.fromisoformat(f"2026-{said}"),
        weeks,
        nth,
        tuple(date.fromisoformat(f"2026-{s}") for s in skipped),
    )


@pytest.mark.parametrize(
    ("language", "typed", "rule", "line"),
    [
        (EN, "every Friday 5pm until Mar 27", until("03-27"), "2026-02-06 5pm"),
        (EN, "weekly on Fridays 5pm through March 27", until("03-27"), "2026-02-06 5pm"),
        (EN, "every other Tuesday 6-7pm until Apr 28", until("04-28", 2), "2026-02-03 6-7pm"),
        (EN, "every two weeks on Saturday 10am until Mar 28", until("03-28", 2), "2026-02-07 10am"),
        (EN, "first Sunday of the month 3pm until Jun 30", until("06-30", 1, 1), "2026-03-01 3pm"),
        (
            EN,
            "the last Friday of every month, noon until May 29",
            until("05-29", 1, LAST),
            "2026-02-27, noon",
        ),
        (EN, "every Friday 5pm starting Feb 13 until Mar 27", until("03-27"), "2026-02-13 5pm"),
        (
            EN,
            "every Friday from 5 to 7pm until Mar 27, not on Feb 20 and Mar 13",
            until("03-27", 1, None, "02-20", "03-13"),
            "2026-02-06 from 5 to 7pm",
        ),
        (EN, "Vigil Fri Feb 6 5pm, weekly until Mar 27", until("03-27"), "Vigil Fri Feb 6 5pm,"),
        (ES, "cada viernes a las 17h hasta el 27 de marzo", until("03-27"), "2026-02-06 a las 17h"),
        (ES, "todos los viernes 17h hasta el viernes 27 de marzo", until("03-27"), "2026-02-06 17h"),
        (
            ES,
            "cada viernes 17h hasta el 27 de marzo, excepto el 13 de marzo",
            until("03-27", 1, None, "03-13"),
            "2026-02-06 17h",
        ),
        (ES, "cada dos semanas el martes 18h hasta el 28 de abril", until("04-28", 2), "2026-02-03 18h"),
        (ES, "un viernes sí y otro no, 17h, hasta el 27 de marzo", until("03-27", 2), "2026-02-06, 17h"),
        (
            ES,
            "el primer domingo de cada mes a las 3pm hasta el 30 de junio",
            until("06-30", 1, 1),
            "2026-03-01 a las 3pm",
        ),
        (ES, "último viernes del mes 18h hasta el 29 de mayo", until("05-29", 1, LAST), "2026-02-27 18h"),
        (
            ES,
            "cada martes 18h a partir del 10 de febrero hasta el 28 de abril",
            until("04-28"),
            "2026-02-10 18h",
        ),
    ],
)
def test_a_rule_is_read_with_its_first_date(
    language: Language, typed: str, rule: Recurrence, line: str
) -> None:
    found = recurring(typed, TODAY, language)
    assert found is not None
    assert found.rule == rule
    assert found.lines[0] == line


@pytest.mark.parametrize(
    ("language", "typed"),
    [
        (EN, "every Friday 5pm"),
        (EN, "every Friday 5pm until further notice"),
        (EN, "every Friday 5pm until June"),
        (ES, "cada viernes a las 17h"),
        (ES, "cada viernes hasta el 3/4"),
    ],
)
def test_without_a_clear_end_it_is_asked_until_when(language: Language, typed: str) -> None:
    found = recurring(typed, TODAY, language)
    assert found is not None
    assert found.rule is None


@pytest.mark.parametrize(
    "typed", ["Rally Sat 2pm", "Vigil, Every Street Corner, Sat 2pm", "Fridays 5pm", "cada uno"]
)
def test_what_names_no_rule_is_not_taken_for_one(typed: str) -> None:
    assert recurring(typed, TODAY, EN) is None


def test_a_weekly_that_may_be_a_name_stays_in_the_text() -> None:
    found = recurring("Rally Sat 2pm, Seattle Weekly building", TODAY, EN)
    assert found is not None
    assert (found.rule, found.lines) == (None, ("Rally Sat 2pm, Seattle Weekly building",))


def test_on_the_weekday_itself_today_and_next_week_are_both_possible() -> None:
    found = recurring("every Tuesday 5pm until Mar 31", TODAY, EN)
    assert found is not None
    assert found.lines == ("2026-02-03 5pm", "2026-02-10 5pm")
