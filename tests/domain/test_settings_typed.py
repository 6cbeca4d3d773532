"""The brief's hour and the kinds of action as people type them; what waits under new hours."""

from datetime import time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.domain.brief_hour import names_an_hour, parse_brief_hour
from bot.domain.broadcast import Alert
from bot.domain.calendar import Kind
from bot.domain.errors import Refusal, StaleButton
from bot.domain.kinds_wanted import KINDS, packed, split_kinds, switched, unpacked
from bot.domain.planning import Profile
from bot.domain.retiming import comes_at
from bot.domain.subscriber import QuietHours
from tests.broadcast.planner.world import PACIFIC, at


@pytest.mark.parametrize(
    ("typed", "hour"),
    [
        ("7pm", 19),
        ("7 PM", 19),
        ("7", 19),
        ("19", 19),
        ("19:00", 19),
        ("19h", 19),
        ("7:00 p.m.", 19),
        ("at 7 pm", 19),
        ("on 7pm", 19),
        ("a las 7", 19),
        ("a las 7 de la noche", 19),
        ("a la 1 de la tarde", 13),
        ("12", 12),
        ("noon", 12),
        ("al mediodía", 12),
        ("9 p.m.", 21),
    ],
)
def test_an_hour_is_read_as_people_write_it(typed: str, hour: int) -> None:
    assert names_an_hour(typed)
    assert parse_brief_hour(typed) == hour


@pytest.mark.parametrize("typed", ["7am", "10pm", "22", "7:30 pm", "11", "0:00", "midnight", "25"])
def test_an_hour_at_which_no_brief_comes_is_refused(typed: str) -> None:
    assert names_an_hour(typed)
    with pytest.raises(Refusal, match="brief-hour-not-offered"):
        parse_brief_hour(typed)


@pytest.mark.parametrize("typed", ["off", "on", "sí", "0", "1", "", "daily"])
def test_what_is_no_hour_is_left_to_the_switch(typed: str) -> None:
    assert not names_an_hour(typed)


@pytest.mark.parametrize(
    ("typed", "place", "kinds"),
    [
        ("Tacoma vigils, marches", "Tacoma", {Kind.VIGIL, Kind.MARCH}),
        ("Tacoma, WA: vigils and marches", "Tacoma, WA", {Kind.VIGIL, Kind.MARCH}),
        ("Tacoma, WA only strikes", "Tacoma, WA", {Kind.STRIKE}),
        (
            "Ciudad de México vigilias y conferencias de prensa",
            "Ciudad de México",
            {Kind.VIGIL, Kind.PRESS_CONFERENCE},
        ),
        ("vigilias e huelgas", "", {Kind.VIGIL, Kind.STRIKE}),
        ("Texas días de acción", "Texas", {Kind.DAY_OF_ACTION}),
        ("New York all", "New York", None),
        ("Nueva York todos los tipos", "Nueva York", None),
        ("Tacoma " + ", ".join(kind.replace("_", " ") for kind in KINDS), "Tacoma", None),
    ],
)
def test_a_place_and_its_kinds_are_told_apart(typed: str, place: str, kinds: set[Kind] | None) -> None:
    assert split_kinds(typed) == (place, None if kinds is None else frozenset(kinds))


@pytest.mark.parametrize("typed", ["", "Tacoma", "Tacoma parades", "vigils Tacoma", ","])
def test_what_names_no_kind_at_the_end_is_refused(typed: str) -> None:
    with pytest.raises(Refusal, match="kinds-not-understood"):
        split_kinds(typed)


def test_the_last_kind_stays_and_all_kinds_are_no_choice() -> None:
    one = frozenset({Kind.MARCH})
    with pytest.raises(Refusal, match="kinds-none-left"):
        switched(one, Kind.MARCH, on=False)
    missing = switched(None, Kind.MARCH, on=False)
    assert missing == frozenset(KINDS) - one
    assert switched(missing, Kind.MARCH, on=True) is None


@given(st.sets(st.sampled_from(KINDS)))
def test_kinds_fit_into_a_button_and_come_back(chosen: set[Kind]) -> None:
    kinds = frozenset(chosen) if 0 < len(chosen) < len(KINDS) else None
    assert unpacked(packed(kinds)) == kinds


@pytest.mark.parametrize("number", [-1, 1 << len(KINDS), 10**20])
def test_a_number_nobody_packed_is_out_of_date(number: int) -> None:
    with pytest.raises(StaleButton):
        unpacked(number)


NIGHT = at("2026-02-06 23:00")


@pytest.mark.parametrize(
    ("alert", "starts_after_hours", "waits"),
    [
        (Alert.NEW, 8, True),
        (Alert.CHANGE, 13, True),
        (Alert.CHANGE, 11, False),
        (Alert.CANCELLATION, 8, False),
    ],
)
def test_a_change_of_what_starts_soon_after_the_quiet_hours_does_not_wait(
    alert: Alert, starts_after_hours: int, waits: bool
) -> None:
    profile = Profile(PACIFIC, QuietHours(time(22), time(8)))
    instant = comes_at(alert, NIGHT + timedelta(hours=starts_after_hours), profile, NIGHT)
    assert instant == (at("2026-02-07 08:00") if waits else NIGHT)
