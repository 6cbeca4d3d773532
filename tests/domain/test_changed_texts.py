"""What people write when something moves, read as facts; and never a fact that they did not write."""

from datetime import UTC, date, datetime

import pytest

from bot.domain.announcing.changed import Stated, stated, when_changed
from bot.domain.announcing.fields import Field
from bot.domain.errors import Refusal
from bot.domain.subscriber import Language
from bot.domain.when import Ask, NotRead, Read, Why

START = datetime(2026, 2, 7, 14)  # noqa: DTZ001 - local
NOW = datetime(2026, 2, 3, 18, tzinfo=UTC)
ZONE = "America/Chicago"
STEPS = {Field.VENUE: "library steps", Field.ADDRESS: "50 Oak St"}


def read(text: str) -> Stated:
    return stated(text, START, NOW, ZONE, Language.EN)


def at(day: int, hour: int, minute: int = 0) -> Read:
    return Read(datetime(2026, 2, day, hour, minute))  # noqa: DTZ001 - local


@pytest.mark.parametrize(
    "text",
    [
        "moved to library steps, 50 Oak St",
        "Moved to: library steps, 50 Oak St.",
        "it has moved to library steps, 50 Oak St",
        "we moved it to library steps, 50 Oak St",
        "the rally moved to library steps, 50 Oak St",
        "moved from Riverside Park to library steps, 50 Oak St",
        "from Riverside Park to library steps, 50 Oak St",
        "now at library steps, 50 Oak St",
        "new place: library steps, 50 Oak St",
        "library steps, 50 Oak St",
        "50 Oak St, library steps",
        "moved indoors: library steps, 50 Oak St",
        "se mueve a library steps, 50 Oak St",
        "cambia de lugar: library steps, 50 Oak St",
        "ahora en library steps, 50 Oak St",
        "la concentración pasa a library steps, 50 Oak St",
        "nuevo lugar: library steps, 50 Oak St",
    ],
)
def test_a_new_place_in_many_words(text: str) -> None:
    assert read(text) == Stated(STEPS)


@pytest.mark.parametrize(
    ("text", "when"),
    [
        ("3pm", at(7, 15)),
        ("at 3pm", at(7, 15)),
        ("now at 3:30pm", at(7, 15, 30)),
        ("new time 4pm", at(7, 16)),
        ("starts at 5pm", at(7, 17)),
        ("Sun Feb 8 2pm", at(8, 14)),
        ("moved to Sunday 2pm", at(8, 14)),
        ("tomorrow 2pm", at(4, 14)),
        ("ahora a las 3pm", at(7, 15)),
        ("nueva hora: 15h", at(7, 15)),
        ("a las 3 de la tarde", at(7, 15)),
        ("cambia a domingo 8 feb 14h", at(8, 14)),
        ("time changed to 3pm", at(7, 15)),
        ("postponed to Sunday 2pm", at(8, 14)),
        ("se pospone al domingo a las 2pm", at(8, 14)),
        ("la hora cambia a las 3pm", at(7, 15)),
        ("moved to Sunday", Ask(Why.NO_HOUR, (at(8, 14),))),
        ("Sunday Feb 7 3pm", Ask(Why.WEEKDAY, (at(7, 15), at(8, 15)))),
        ("Sunday 2pm, same place", at(8, 14)),
        ("3 PM instead of 2 PM", NotRead(Why.NOT_UNDERSTOOD)),
        ("starts 1 hour later", NotRead(Why.NOT_UNDERSTOOD)),
        ("empieza una hora más tarde", NotRead(Why.NOT_UNDERSTOOD)),
    ],
)
def test_a_new_time_on_the_day_it_has_unless_another_is_named(text: str, when: object) -> None:
    assert read(text) == Stated({}, when)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "moved to library steps, 50 Oak St at 3pm",
        "moved from Riverside Park to library steps, 50 Oak St, now 3pm",
        "3pm, library steps, 50 Oak St",
        "se mueve a library steps, 50 Oak St, a las 3 de la tarde",
    ],
)
def test_both_at_once(text: str) -> None:
    assert read(text) == Stated(STEPS, at(7, 15))


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("place library steps", {Field.VENUE: "library steps"}),
        ("lugar biblioteca", {Field.VENUE: "biblioteca"}),
        ("time 3pm", {Field.WHEN: "3pm"}),
        ("called by Local 5", {Field.WHO: "Local 5"}),
        ("Where: Pier 4\nWhen: 3pm", {Field.VENUE: "Pier 4", Field.WHEN: "3pm"}),
        ("Pier 4, Pasadena, TX", {Field.VENUE: "Pier 4", Field.CITY: "Pasadena, TX"}),
        ("New Hope Church, 12 Elm St", {Field.VENUE: "New Hope Church", Field.ADDRESS: "12 Elm St"}),
        ("moved to 5th and Main", {Field.VENUE: "5th and Main"}),
        ("The Forum", {Field.VENUE: "The Forum"}),
        ("ya no es en el parque, ahora en la iglesia San Juan", {Field.VENUE: "iglesia San Juan"}),
        ("rain location: First Church", {Field.VENUE: "First Church"}),
        ("same time, at Market Square", {Field.VENUE: "Market Square"}),
        ("https://mobilize.us/a/1", {Field.LINK: "https://mobilize.us/a/1"}),
        ("City Hall steps, 100 Main St", {Field.VENUE: "City Hall steps", Field.ADDRESS: "100 Main St"}),
        ("Action Center", {Field.VENUE: "Action Center"}),
        ("city Pasadena, TX", {Field.CITY: "Pasadena, TX"}),
        ("moved to 400 Oak St", {Field.VENUE: "400 Oak St"}),
        ("address 400 Oak St", {Field.ADDRESS: "400 Oak St"}),
        ("Office building", {Field.VENUE: "Office building"}),
        ("on again", {}),
        ("Sí va", {}),
    ],
)
def test_facts_by_name_and_names_that_look_like_more(text: str, lines: dict[Field, str]) -> None:
    assert read(text) == Stated(lines)


@pytest.mark.parametrize("text", ["moved", "3", "now", "the rally", "se mueve", ""])
def test_what_says_nothing_is_not_taken_for_a_place(text: str) -> None:
    with pytest.raises(Refusal, match="change-not-read"):
        read(text)


@pytest.mark.parametrize(
    "text", ["cancelled", "Canceled.", "it's cancelled due to rain", "called off", "postponed", "se cancela"]
)
def test_calling_it_off_is_no_place(text: str) -> None:
    with pytest.raises(Refusal, match="change-is-off"):
        read(text)


def test_where_no_hour_is_known_none_is_supposed() -> None:
    day = date(2026, 2, 8)
    assert when_changed("3pm", day, NOW, ZONE, Language.EN) == at(8, 15)
    assert when_changed("Sunday", day, NOW, ZONE, Language.EN) == NotRead(Why.NO_HOUR)
