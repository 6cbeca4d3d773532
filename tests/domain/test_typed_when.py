"""Typed days and times: read right, asked about, or refused; never silently wrong.

Now is Tuesday, February 3, 2026.
"""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.calendar import local_time
from bot.domain.subscriber import Language
from bot.domain.when import Ask, NotRead, Read, Why, read, spot
from bot.views import dates
from bot.views.words import Words

NOW = datetime(2026, 2, 3, 16, 0, tzinfo=UTC)
"""10:00 AM in Houston."""
ZONE = "America/Chicago"
EN, ES = Language.EN, Language.ES

READ = {
    EN: {
        "Sat Feb 7 2pm": "02-07 14:00",
        "Saturday, February 7, 2-4pm": "02-07 14:00 02-07 16:00",
        "Saturday, February 7, 2:00 to 4:00 PM": "02-07 14:00 02-07 16:00",
        "Feb 7, 2026, 2:00 PM - 4:00 PM": "02-07 14:00 02-07 16:00",
        "Saturday Feb. 7th @ 2 p.m.": "02-07 14:00",
        "2/7 2pm": "02-07 14:00",
        "2/7/26 at 2:30pm": "02-07 14:30",
        "Feb 7 2026 14:00": "02-07 14:00",
        "2026-02-07 14:00": "02-07 14:00",
        "2026-02-07T09:00": "02-07 09:00",
        "7 February 2pm": "02-07 14:00",
        "the 7th at 2pm": "02-07 14:00",
        "today 5pm": "02-03 17:00",
        "5pm today": "02-03 17:00",
        "today at 5": "02-03 17:00",
        "tomorrow noon": "02-04 12:00",
        "tomorrow morning at 9": "02-04 09:00",
        "day after tomorrow 7pm": "02-05 19:00",
        "tonight at 7": "02-03 19:00",
        "this afternoon at 3": "02-03 15:00",
        "this Friday at noon": "02-06 12:00",
        "Friday 12:30 pm": "02-06 12:30",
        "Friday from 2 to 4 pm": "02-06 14:00 02-06 16:00",
        "Sat 10-2pm": "02-07 10:00 02-07 14:00",
        "Saturday 2 - 4pm": "02-07 14:00 02-07 16:00",
        "Sat 7pm-1am": "02-07 19:00 02-08 01:00",
        "Sat 7pm to midnight": "02-07 19:00 02-08 00:00",
        "Sun 11am until 1": "02-08 11:00 02-08 13:00",
        "half past five pm tomorrow": "02-04 17:30",
        "Sat at two pm": "02-07 14:00",
        "at 6:15 in the evening on Thursday": "02-05 18:15",
        "Sat 2pm Central Time": "02-07 14:00",
        "Mar 8 3:30 am": "03-08 03:30",
        "March 14th, 1 p.m.": "03-14 13:00",
        "12/15 6pm": "12-15 18:00",
    },
    ES: {
        "sábado 7 feb 14h": "02-07 14:00",
        "sábado 7 14h": "02-07 14:00",
        "sab. 7 feb. 2:00 p.m.": "02-07 14:00",
        "sábado 7 de febrero de 2026 a las 14:00": "02-07 14:00",
        "sábado 7 de febrero, de 2:00 a 4:00 p.m.": "02-07 14:00 02-07 16:00",
        "7 de febrero a las dos de la tarde": "02-07 14:00",
        "mañana a las 6 de la tarde": "02-04 18:00",
        "mañana por la tarde a las 3": "02-04 15:00",
        "mañana a las 9 de la mañana": "02-04 09:00",
        "pasado mañana 5 pm": "02-05 17:00",
        "hoy 17h30": "02-03 17:30",
        "hoy a las 5": "02-03 17:00",
        "esta noche a las 8": "02-03 20:00",
        "hoy en la noche a las 9": "02-03 21:00",
        "sábado al mediodía": "02-07 12:00",
        "sábado a las 12 del mediodía": "02-07 12:00",
        "sábado de 14 a 16 h": "02-07 14:00 02-07 16:00",
        "viernes 6, de 10 de la mañana a 2 de la tarde": "02-06 10:00 02-06 14:00",
        "entre las 2 y las 4 de la tarde del sábado": "02-07 14:00 02-07 16:00",
        "el viernes a las seis y media de la tarde": "02-06 18:30",
        "mañana a las 7 menos cuarto de la tarde": "02-04 18:45",
        "próximo sábado a las 3pm": "02-07 15:00",
        "el sábado que viene a las 3 p. m.": "02-07 15:00",
        "este viernes a la una de la tarde": "02-06 13:00",
        "mié 4 feb 8h": "02-04 08:00",
        "mar 3 mar 14h": "03-03 14:00",
        "mar 10 feb 14h": "02-10 14:00",
        "martes 3 de marzo a las 7 de la tarde": "03-03 19:00",
        "primero de mayo a las 11 de la mañana": "05-01 11:00",
        "15/2 14h": "02-15 14:00",
        "sáb 7/2 14h": "02-07 14:00",
        "el 7 a las 19:00": "02-07 19:00",
        "domingo 8 de febrero 17:00 hasta las 19:00": "02-08 17:00 02-08 19:00",
        "jueves 7 pm hora del centro": "02-05 19:00",
    },
}
ASKED = {
    EN: {
        "next Friday 7pm": (Why.WEEK, "02-06 19:00, 02-13 19:00"),
        "Tue 5pm": (Why.WEEK, "02-03 17:00, 02-10 17:00"),
        "Sunday Feb 7 2pm": (Why.WEEKDAY, "02-07 14:00, 02-08 14:00"),
        "Sat 7/2 2pm": (Why.WEEKDAY, "07-02 14:00, 02-07 14:00"),
        "today, Friday, 5pm": (Why.WEEKDAY, "02-03 17:00, 02-06 17:00"),
        "Feb 7 at 5": (Why.MERIDIEM, "02-07 17:00, 02-07 05:00"),
        "Feb 7 5:30": (Why.MERIDIEM, "02-07 17:30, 02-07 05:30"),
        "Sat from 2 to 4": (Why.MERIDIEM, "02-07 14:00 02-07 16:00, 02-07 02:00 02-07 04:00"),
        "Sat midnight": (Why.MIDNIGHT, "02-07 00:00, 02-08 00:00"),
        "Nov 1 1:30 am": (Why.TWICE, "11-01 01:30"),
    },
    ES: {
        "7/2 14h": (Why.ORDER, "02-07 14:00, 07-02 14:00"),
        "viernes 7 de febrero a las 2 de la tarde": (Why.WEEKDAY, "02-07 14:00, 02-06 14:00"),
        "sábado a las 5": (Why.MERIDIEM, "02-07 17:00, 02-07 05:00"),
        "sábado a las 12 de la noche": (Why.MIDNIGHT, "02-07 00:00, 02-08 00:00"),
    },
}
REFUSED = {
    EN: {
        "": Why.NOT_UNDERSTOOD,
        "7": Why.NOT_UNDERSTOOD,
        "May": Why.NOT_UNDERSTOOD,
        "Feb 7": Why.NO_HOUR,
        "the 7th": Why.NO_HOUR,
        "Friday night": Why.NO_HOUR,
        "5pm": Why.NO_DAY,
        "Feb 30 2pm": Why.NO_SUCH_DAY,
        "2/30 2pm": Why.NO_SUCH_DAY,
        "Jan 30 2pm": Why.PAST,
        "today 9am": Why.PAST,
        "Feb 7 2025 2pm": Why.PAST,
        "Dec 5 2027 2pm": Why.TOO_FAR,
        "Mar 8 2:30 am": Why.SKIPPED,
        "Sat 2pm ET": Why.ANOTHER_ZONE,
        "Feb 7 25:00": Why.NOT_UNDERSTOOD,
        "Feb 7 13am": Why.NOT_UNDERSTOOD,
        "Feb 7-8 2pm": Why.NOT_UNDERSTOOD,
        "Feb 7 and Feb 8 2pm": Why.NOT_UNDERSTOOD,
        "Sat 7 - 2pm": Why.NOT_UNDERSTOOD,
        "Feb 7 2pm, 4pm, 6pm": Why.NOT_UNDERSTOOD,
        "Sat 2pm every week": Why.NOT_UNDERSTOOD,
        "tonight at 9 am": Why.NOT_UNDERSTOOD,
        "in a fortnight": Why.NOT_UNDERSTOOD,
        "Sat 2pm " * 40: Why.NOT_UNDERSTOOD,
    },
    ES: {
        "sábado": Why.NO_HOUR,
        "hoy a las 8 de la mañana": Why.PAST,
        "8 de marzo a las 2:15 de la madrugada": Why.SKIPPED,
        "31 de abril a las 5 pm": Why.NO_SUCH_DAY,
        "mar 7 14h": Why.NOT_UNDERSTOOD,
        "todos los sábados a las 5 pm": Why.NOT_UNDERSTOOD,
    },
}


def _rows(table: dict[Language, dict[str, object]]) -> list[object]:
    return [
        pytest.param(language, phrase, meant, id=f"{language} {phrase[:40]}")
        for language, phrases in table.items()
        for phrase, meant in phrases.items()
    ]


def shown(one: Read) -> str:
    start = f"{one.starts_at:%m-%d %H:%M}"
    assert one.starts_at.year == 2026
    return start if one.ends_at is None else f"{start} {one.ends_at:%m-%d %H:%M}"


@pytest.mark.parametrize(("language", "phrase", "meant"), _rows(READ))  # type: ignore[arg-type]
def test_a_phrase_is_read_as_it_is_meant(language: Language, phrase: str, meant: str) -> None:
    for typed in (phrase, phrase.upper(), f" {phrase}. "):
        found = read(typed, NOW, ZONE, language)
        assert isinstance(found, Read), found
        assert shown(found) == meant


@pytest.mark.parametrize(("language", "phrase", "meant"), _rows(ASKED))  # type: ignore[arg-type]
def test_what_may_be_meant_in_several_ways_is_asked(
    language: Language, phrase: str, meant: tuple[Why, str]
) -> None:
    found = read(phrase, NOW, ZONE, language)
    assert isinstance(found, Ask), found
    assert (found.why, ", ".join(map(shown, found.options))) == meant


@pytest.mark.parametrize(("language", "phrase", "why"), _rows(REFUSED))  # type: ignore[arg-type]
def test_what_says_no_day_and_hour_ahead_is_refused(language: Language, phrase: str, why: Why) -> None:
    assert read(phrase, NOW, ZONE, language) == NotRead(why)


def test_most_of_sixty_phrases_are_read_without_a_question() -> None:
    phrases = [(language, phrase) for language, table in READ.items() for phrase in table]
    assert len(phrases) >= 60


@given(
    minutes=st.integers(min_value=0, max_value=500 * 24 * 12),
    length=st.one_of(st.none(), st.integers(min_value=1, max_value=100)),
    language=st.sampled_from(Language),
)
def test_what_the_bot_itself_writes_is_read_back_the_same(
    minutes: int, length: int | None, language: Language
) -> None:
    """Or asked about, where a weekday, the midnight or the end of daylight time makes it doubtful."""
    starts_at = datetime(2026, 2, 4) + timedelta(minutes=minutes * 5)  # noqa: DTZ001 - local
    ends_at = starts_at + timedelta(minutes=length * 5) if length else None
    if ends_at and ends_at.date() != starts_at.date():
        ends_at = None
    words = Words(language)
    today = local_time(NOW, ZONE).date()
    day = dates.full_day(words, starts_at.date(), today)
    found = read(f"{day}, {dates.times(words, starts_at, ends_at, today)}", NOW, ZONE, language)
    meant = Read(starts_at, ends_at)
    match found:
        case Read():
            assert found == meant
        case Ask(_, options):
            assert meant in options
            assert found.why in {Why.MIDNIGHT, Why.TWICE}
        case NotRead(why):
            assert why is Why.SKIPPED


@given(st.text(max_size=60))
def test_nothing_typed_breaks_it(typed: str) -> None:
    for language in Language:
        assert isinstance(read(typed, NOW, ZONE, language), Read | Ask | NotRead)
        assert "".join(spot(typed, NOW, ZONE, language).rest) in typed or len(typed) > 1


@pytest.mark.parametrize(
    ("line", "meant", "rest"),
    [
        (
            "Rally today 5pm, City Hall steps, 100 Main St",
            "02-03 17:00",
            "Rally |, City Hall steps, 100 Main St",
        ),
        ("Rally Saturday at City Hall, 2pm", "02-07 14:00", "Rally | at City Hall, |"),
        ("Vigilia mañana a las 6 de la tarde en 12 Oak St", "02-04 18:00", "Vigilia | en 12 Oak St"),
        ("March March 7 2pm, 12 Oak St", "03-07 14:00", "March |, 12 Oak St"),
        ("Marcha sáb 7 feb 14h, 5 de Mayo Park", None, None),
    ],
)
def test_day_and_hour_are_spotted_in_a_line(line: str, meant: str | None, rest: str | None) -> None:
    found = spot(line, NOW, ZONE, EN)
    if meant is None:
        # Two days are named: nobody can say which of them is the name of a park.
        assert isinstance(found.when, NotRead)
        return
    assert isinstance(found.when, Read)
    assert shown(found.when) == meant
    assert "|".join(found.rest) == rest


def test_a_line_without_a_day_or_an_hour_is_left_whole() -> None:
    assert spot("Rally at City Hall, 100 Main St", NOW, ZONE, EN).when is None
