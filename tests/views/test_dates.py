"""Days, times and zones read as people write them, in both languages."""

from datetime import date, datetime, time, timedelta
from zoneinfo import available_timezones

import pytest

from bot.domain.states import STATES
from bot.domain.subscriber import Language
from bot.views import dates
from bot.views.words import Words
from bot.views.zones import zone_name
from seeds.gazetteer import load_gazetteer

EN, ES = Words(Language.EN), Words(Language.ES)
SATURDAY, TODAY = date(2026, 2, 7), date(2026, 2, 5)


def at(clock: str, on: date = SATURDAY) -> datetime:
    return datetime.combine(on, time.fromisoformat(clock))


def test_a_day_in_a_list_alone_and_in_another_year() -> None:
    assert dates.day(EN, SATURDAY, TODAY) == "Sat, Feb 7"
    assert dates.day(ES, SATURDAY, TODAY) == "sáb 7 feb"
    assert dates.full_day(EN, SATURDAY, TODAY) == "Saturday, February 7"
    assert dates.full_day(ES, SATURDAY, TODAY) == "sábado 7 de febrero"
    assert dates.day(EN, date(2027, 1, 2), TODAY) == "Sat, Jan 2, 2027"
    assert dates.day(ES, date(2027, 1, 2), TODAY) == "sáb 2 ene 2027"
    assert dates.full_day(EN, date(2027, 1, 2), TODAY) == "Saturday, January 2, 2027"
    assert dates.full_day(ES, date(2027, 1, 2), TODAY) == "sábado 2 de enero de 2027"


def test_today_and_tomorrow_never_come_without_the_date() -> None:
    assert dates.named_day(EN, TODAY, TODAY) == "today, Thu, Feb 5"
    assert dates.named_day(ES, TODAY + timedelta(days=1), TODAY) == "mañana, vie 6 feb"
    assert dates.named_day(EN, SATURDAY, TODAY) == "Sat, Feb 7"


def test_a_range_of_days() -> None:
    friday, sunday = date(2026, 1, 30), date(2026, 2, 1)
    assert dates.days(EN, friday, sunday, TODAY) == "Fri, Jan 30 to Sun, Feb 1"
    assert dates.days(ES, friday, sunday, TODAY) == "vie 30 ene a dom 1 feb"
    assert dates.days(ES, friday, friday, TODAY) == "vie 30 ene"


@pytest.mark.parametrize(
    ("start", "end", "english", "spanish"),
    [
        ("14:00", None, "2:00 PM", "2:00 p.m."),
        ("14:00", "16:00", "2:00 to 4:00 PM", "de 2:00 a 4:00 p.m."),
        ("09:30", "11:45", "9:30 to 11:45 AM", "de 9:30 a 11:45 a.m."),
        ("11:00", "13:00", "11:00 AM to 1:00 PM", "de 11:00 a.m. a 1:00 p.m."),
        ("12:00", None, "12:00 noon", "12:00 del mediodía"),
        ("12:00", "14:00", "12:00 noon to 2:00 PM", "de 12:00 del mediodía a 2:00 p.m."),
        ("11:00", "12:00", "11:00 AM to 12:00 noon", "de 11:00 a.m. a 12:00 del mediodía"),
        ("12:30", "13:15", "12:30 to 1:15 PM", "de 12:30 a 1:15 p.m."),
        ("00:00", None, "12:00 midnight", "12:00 de la medianoche"),
        ("00:30", None, "12:30 AM", "12:30 a.m."),
    ],
)
def test_times_and_ranges_of_times(start: str, end: str | None, english: str, spanish: str) -> None:
    ends_at = at(end) if end else None
    assert dates.times(EN, at(start), ends_at, TODAY) == english
    assert dates.times(ES, at(start), ends_at, TODAY) == spanish


def test_an_end_after_midnight_has_its_day() -> None:
    ends_at = at("01:00", date(2026, 2, 8))
    assert dates.times(EN, at("22:00"), ends_at, TODAY) == "10:00 PM to Sun, Feb 8, 1:00 AM"
    assert dates.times(ES, at("22:00"), ends_at, TODAY) == "de 10:00 p.m. a dom 8 feb, 1:00 a.m."


def test_an_end_before_the_start_is_not_shown() -> None:
    assert dates.times(EN, at("14:00"), at("13:00"), TODAY) == "2:00 PM"


def test_spanish_says_la_before_one_o_clock_and_las_before_the_others() -> None:
    assert dates.at_clock(ES, time(13, 2)) == "a la 1:02 p.m."
    assert dates.at_clock(ES, time(11, 40)) == "a las 11:40 a.m."
    assert dates.since(ES, time(1)) == "desde la 1:00 a.m."
    assert dates.at_clock(EN, time(13, 2)) == "at 1:02 PM"


@pytest.mark.parametrize(
    ("minutes", "english", "spanish"),
    [
        (120, "in 2 hours", "en 2 horas"),
        (119, "in 2 hours", "en 2 horas"),
        (61, "in 1 hour", "en 1 hora"),
        (100, "in 1 hour and 40 minutes", "en 1 hora y 40 minutos"),
        (31, "in 30 minutes", "en 30 minutos"),
        (1, "in 5 minutes", "en 5 minutos"),
    ],
)
def test_how_soon_is_told_to_five_minutes(minutes: int, english: str, spanish: str) -> None:
    assert dates.until(EN, timedelta(minutes=minutes)) == english
    assert dates.until(ES, timedelta(minutes=minutes)) == spanish


@pytest.mark.parametrize(
    ("zone", "english", "spanish"),
    [
        ("America/New_York", "Eastern Time", "hora del Este"),
        ("America/Detroit", "Eastern Time", "hora del Este"),
        ("America/Indiana/Indianapolis", "Eastern Time", "hora del Este"),
        ("America/Indiana/Knox", "Central Time", "hora del Centro"),
        ("America/Chicago", "Central Time", "hora del Centro"),
        ("America/North_Dakota/Center", "Central Time", "hora del Centro"),
        ("America/Boise", "Mountain Time", "hora de la Montaña"),
        ("America/Los_Angeles", "Pacific Time", "hora del Pacífico"),
        ("America/Phoenix", "Arizona time", "hora de Arizona"),
        ("America/Juneau", "Alaska time", "hora de Alaska"),
        ("Pacific/Honolulu", "Hawaii time", "hora de Hawái"),
        ("America/Puerto_Rico", "Puerto Rico time", "hora de Puerto Rico"),
        ("Pacific/Guam", "Guam time", "hora de Guam"),
        ("Europe/San_Marino", "San Marino time", "hora de San Marino"),
    ],
)
def test_zones_have_the_names_people_use(zone: str, english: str, spanish: str) -> None:
    assert zone_name(EN, zone) == english
    assert zone_name(ES, zone) == spanish


def test_every_zone_of_the_gazetteer_and_of_the_states_has_a_name_of_its_own() -> None:
    used = {city.zone for city in load_gazetteer().cities} | {state.zone for state in STATES.values()}
    assert used <= available_timezones()
    other = {
        zone for zone in used if zone_name(EN, zone) == f"{zone.rpartition('/')[2]} time".replace("_", " ")
    }
    assert other <= {"America/Puerto_Rico", "Pacific/Guam"}


def test_no_month_weekday_or_hour_brings_in_an_odd_space_or_a_comma_in_spanish() -> None:
    for month in range(1, 13):
        for words in (EN, ES):
            said = dates.full_day(words, date(2026, month, month + 3), TODAY) + dates.day(
                words, date(2026, month, month + 3), TODAY
            )
            assert not set(said) & set("\u202f\u2009\u00a0\t")
            assert words is EN or ("," not in said and said == said.lower())
    for hour in range(24):
        assert not set(dates.clock(EN, time(hour)) + dates.clock(ES, time(hour))) & set("\u202f\u2009\u00a0")
