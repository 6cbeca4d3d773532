"""Days of action: which state or country a text means, and on which days, without an hour."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.announcing.areas import reach_in
from bot.domain.announcing.fields import Field
from bot.domain.announcing.reading import written
from bot.domain.calendar import Kind
from bot.domain.subscriber import Language
from bot.domain.when import AskDays, NotRead, WholeDays, Why, read_days

NOW = datetime(2026, 2, 3, 18, tzinfo=UTC)
ZONE = "America/New_York"
EN, ES = Language.EN, Language.ES


def span(first: str, last: str | None = None) -> WholeDays:
    return WholeDays(date.fromisoformat(f"2026-{first}"), date.fromisoformat(f"2026-{last or first}"))


@pytest.mark.parametrize(
    ("language", "typed", "meant"),
    [
        (EN, "Fri Mar 27", span("03-27")),
        (EN, "Fri Mar 27 to Sun Mar 29", span("03-27", "03-29")),
        (EN, "Feb 20-22", span("02-20", "02-22")),
        (EN, "20 to 22 February", span("02-20", "02-22")),
        (EN, "Friday to Sunday", span("02-06", "02-08")),
        (EN, "today", span("02-03")),
        (ES, "del 27 al 29 de marzo", span("03-27", "03-29")),
        (ES, "el viernes 27 de marzo", span("03-27")),
        (ES, "20 a 22 de febrero", span("02-20", "02-22")),
    ],
)
def test_days_without_an_hour(language: Language, typed: str, meant: WholeDays) -> None:
    assert read_days(typed, NOW, ZONE, language) == meant


@pytest.mark.parametrize(
    ("language", "typed", "why"),
    [
        (EN, "Feb 1", Why.PAST),
        (EN, "Feb 30", Why.NO_SUCH_DAY),
        (EN, "Mar 27, 2029", Why.TOO_FAR),
        (EN, "Mar 29 to Mar 27", Why.NOT_UNDERSTOOD),
        (EN, "Mar 1 to Jun 30", Why.NOT_UNDERSTOOD),
        (EN, "Mar 27 sometime", Why.NOT_UNDERSTOOD),
        (EN, "soon", Why.NO_DAY),
        (ES, "mar 27", Why.NOT_UNDERSTOOD),
    ],
)
def test_what_is_no_day_is_not_read(language: Language, typed: str, why: Why) -> None:
    assert read_days(typed, NOW, ZONE, language) == NotRead(why)


@pytest.mark.parametrize(
    ("language", "typed", "options"),
    [
        (EN, "Sat Feb 20", (span("02-20"), span("02-21"))),
        (EN, "next Friday", (span("02-06"), span("02-13"))),
        (ES, "7/2", (span("02-07"), WholeDays(date(2026, 7, 2), date(2026, 7, 2)))),
    ],
)
def test_a_doubt_is_asked(language: Language, typed: str, options: tuple[WholeDays, ...]) -> None:
    found = read_days(typed, NOW, ZONE, language)
    assert isinstance(found, AskDays)
    assert found.options == options


@pytest.mark.parametrize(
    ("text", "key", "rest"),
    [
        ("Nationwide day of action Fri Mar 27", "us", "day of action Fri Mar 27"),
        ("Día de acción en todo el país, vie 27 mar", "us", "Día de acción , vie 27 mar"),
        ("Statewide Texas: strike Feb 20", "sTX", "strike Feb 20"),
        ("Huelga estatal en Texas, 20 feb", "sTX", "Huelga , 20 feb"),
        ("Marcha en todo Texas sáb 7 feb", "sTX", "Marcha sáb 7 feb"),
        ("Statewide (MN) strike", "sMN", "strike"),
        ("estatal Nueva York", "sNY", ""),
        ("Texas statewide walkout", "sTX", "walkout"),
    ],
)
def test_a_state_or_the_country_is_named_in_either_language(text: str, key: str, rest: str) -> None:
    found = reach_in(text)
    assert found is not None
    assert found.area is not None
    assert (found.area.key, found.rest) == (key, rest)


@pytest.mark.parametrize("text", ["Rally Sat 2pm, City Hall, Houston, TX", "March across Washington Square"])
def test_a_city_is_no_state(text: str) -> None:
    assert reach_in(text) is None


def test_that_it_is_a_state_s_without_which_is_told_apart() -> None:
    found = reach_in("statewide day of action Feb 20")
    assert found is not None
    assert found.area is None


def test_an_action_of_a_nationwide_call_is_about_its_city() -> None:
    found = written(
        "Nationwide strike: rally Sat Feb 7 2pm, City Hall, Houston, TX", NOW, ZONE, EN, wide=True
    )
    assert found.reach is None
    assert found.lines[Field.CITY] == "Houston, TX"


def test_the_name_of_a_call_is_its_title_and_its_days_are_found_in_the_line() -> None:
    found = written('Nationwide day of action Mar 27-29 "Day for Clean Water"', NOW, ZONE, EN, wide=True)
    assert found.kind is Kind.DAY_OF_ACTION
    assert found.when == span("03-27", "03-29")
    assert found.lines == {Field.TITLE: '"Day for Clean Water"'}
    plain = written("Día de acción estatal en Texas del 20 al 22 de febrero", NOW, ZONE, ES, wide=True)
    assert (plain.when, plain.lines) == (span("02-20", "02-22"), {})
