"""What people type for settings, quiet hours, zones and codes is understood in both languages."""

from datetime import time

import pytest

from bot.domain.codes import read_code
from bot.domain.errors import Refusal
from bot.domain.quiet_hours import parse_quiet_hours
from bot.domain.subscriber import Language, NewAlerts, QuietHours
from bot.domain.typed import Setting, is_off, parse_language, parse_new_alerts, parse_setting, parse_switch
from bot.domain.zones import parse_zone


@pytest.mark.parametrize(
    ("typed", "starts", "ends"),
    [
        ("22-8", (22, 0), (8, 0)),
        ("22 a 8", (22, 0), (8, 0)),
        ("22:00–08:00", (22, 0), (8, 0)),
        ("22:30-7", (22, 30), (7, 0)),
        ("22.30 - 7", (22, 30), (7, 0)),
        ("22h30-7h", (22, 30), (7, 0)),
        ("10pm-8am", (22, 0), (8, 0)),
        ("10PM to 8 AM", (22, 0), (8, 0)),
        ("from 10pm until 7:30am", (22, 0), (7, 30)),
        ("between 11pm and 7am", (23, 0), (7, 0)),
        ("10 p.m. a 8 a.m.", (22, 0), (8, 0)),
        ("11 p. m. a 7 a. m.", (23, 0), (7, 0)),
        ("de las 10 de la noche a las 7 de la mañana", (22, 0), (7, 0)),
        ("10pm-8", (22, 0), (8, 0)),
        ("10-8am", (22, 0), (8, 0)),
        ("12am-6am", (0, 0), (6, 0)),
        ("medianoche a 6", (0, 0), (6, 0)),
        ("9pm to midnight", (21, 0), (0, 0)),
        ("10pm to noon", (22, 0), (12, 0)),
        ("12 de la noche a 6 de la mañana", (0, 0), (6, 0)),
        ("24-7", (0, 0), (7, 0)),
        ("1-7", (1, 0), (7, 0)),
    ],
)
def test_quiet_hours_are_read_as_people_write_them(
    typed: str, starts: tuple[int, int], ends: tuple[int, int]
) -> None:
    assert parse_quiet_hours(typed) == QuietHours(time(*starts), time(*ends))


@pytest.mark.parametrize("typed", ["off", "No", "nunca", "desactivar.", "none"])
def test_quiet_hours_can_be_switched_off(typed: str) -> None:
    assert parse_quiet_hours(typed) is None


@pytest.mark.parametrize("typed", ["", "x", "22", "25-8", "22:60-7", "22-22", "13am-8am", "10-8", "12-8"])
def test_unclear_quiet_hours_are_not_guessed(typed: str) -> None:
    with pytest.raises(Refusal) as refused:
        parse_quiet_hours(typed)
    assert refused.value.key == "quiet-not-understood"
    assert refused.value.parameters == {"typed": typed}


@pytest.mark.parametrize(
    ("typed", "setting", "value"),
    [
        ("brief off", Setting.BRIEF, "off"),
        ("resumen no", Setting.BRIEF, "no"),
        ("Nuevas al momento", Setting.NEW, "al momento"),
        ("new alerts off", Setting.NEW, "off"),
        ("recordatorio sí", Setting.REMINDER, "sí"),
        ("zona horaria La Mesa", Setting.ZONE, "La Mesa"),
        ("time zone Chicago", Setting.ZONE, "Chicago"),
        ("idioma español", Setting.LANGUAGE, "español"),
        ("horas de silencio 22-8", Setting.QUIET, "22-8"),
        ("quiet 10pm - 8am", Setting.QUIET, "10pm - 8am"),
    ],
)
def test_a_setting_is_named_in_either_language(typed: str, setting: Setting, value: str) -> None:
    assert parse_setting(typed) == (setting, value)


@pytest.mark.parametrize("typed", ["", "colour blue", "briefly off"])
def test_an_unknown_setting_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="setting-not-understood"):
        parse_setting(typed)


@pytest.mark.parametrize(("typed", "on"), [("on", True), ("Sí", True), ("yes.", True), ("no", False)])
def test_a_switch_is_a_yes_or_a_no(typed: str, on: bool) -> None:
    assert parse_switch(typed) is on


@pytest.mark.parametrize("typed", ["", "maybe", "on off"])
def test_neither_yes_nor_no_is_refused(typed: str) -> None:
    with pytest.raises(Refusal):
        parse_switch(typed)


@pytest.mark.parametrize(
    ("typed", "choice"),
    [
        ("at once", NewAlerts.ONCE),
        ("al momento", NewAlerts.ONCE),
        ("on", NewAlerts.ONCE),
        ("en el resumen", NewAlerts.BRIEF),
        ("no", NewAlerts.OFF),
    ],
)
def test_when_new_ones_are_told(typed: str, choice: NewAlerts) -> None:
    assert parse_new_alerts(typed) is choice


@pytest.mark.parametrize(
    ("typed", "language"),
    [
        ("es", Language.ES),
        ("Español", Language.ES),
        ("en espanol", Language.ES),
        ("inglés", Language.EN),
        ("en", Language.EN),
    ],
)
def test_a_language_is_named_in_either(typed: str, language: Language) -> None:
    assert parse_language(typed) is language


def test_a_language_that_is_not_spoken_here_is_refused() -> None:
    with pytest.raises(Refusal, match="language-not-offered"):
        parse_language("français")


@pytest.mark.parametrize(
    ("typed", "zone"),
    [
        ("Central", "America/Chicago"),
        ("central time", "America/Chicago"),
        ("hora del Pacífico", "America/Los_Angeles"),
        ("hora de la Montaña", "America/Denver"),
        ("America/Chicago", "America/Chicago"),
        ("america/new york", "America/New_York"),
        ("Chicago", None),
        ("US/Eastern", None),
        ("", None),
    ],
)
def test_a_zone_is_known_by_its_names(typed: str, zone: str | None) -> None:
    assert parse_zone(typed) == zone


@pytest.mark.parametrize("typed", ["A7F3", "a7f3", "#a7f3", "A7-F3", " a7f3. ", "_A7F3", "“A7F3”"])
def test_a_code_is_read_however_it_is_written(typed: str) -> None:
    assert read_code(typed) == "A7F3"


@pytest.mark.parametrize(("typed", "code"), [("KO1L", "K011"), ("ki0o", "K100")])
def test_look_alikes_in_a_code_are_taken_for_what_they_look_like(typed: str, code: str) -> None:
    assert read_code(typed) == code


@pytest.mark.parametrize("typed", ["", "A7F", "A7F33", "A7FU", "Ñ7F3"])
def test_what_is_no_code_is_none(typed: str) -> None:
    assert read_code(typed) is None


@pytest.mark.parametrize("typed", ["off", "no", "undo", "deshacer"])
def test_off_is_said_in_either_language(typed: str) -> None:
    assert is_off(typed)
