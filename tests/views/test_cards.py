"""What an edited card says: first what holds now; of what is off no way there; of what is false no place."""

from datetime import date, datetime, timedelta

import pytest

from bot.domain.broadcast import Alert, Item
from bot.domain.calendar import Status
from bot.domain.subscriber import Language
from bot.views.view import View
from bot.views.words import Words
from tests.views.made_up import EVENING, MARCH, RALLY, VIGIL, WATER
from tests.views.scenes_of_cards import NOON, edited, now

ALERTS = [Alert.BRIEF, Alert.NEW, Alert.REMINDER, Alert.CHANGE, Alert.CANCELLATION, Alert.RETRACTION]


def first(view: View) -> str:
    return view.text.splitlines()[0]


def links(view: View) -> list[str]:
    return [button.url or button.copy or "" for row in view.rows for button in row if not button.data]


@pytest.mark.parametrize("alert", ALERTS)
@pytest.mark.parametrize(
    ("status", "en", "es"),
    [
        (Status.CANCELLED, "❌ <b>Cancelled: rally", "❌ <b>Cancelada: concentración"),
        (Status.POSTPONED, "🔁 <b>Postponed: rally", "🔁 <b>Aplazamiento: concentración"),
        (Status.RETRACTED, "⚠️ <b>Disregard alert A7F3.", "⚠️ <b>Ignora el aviso A7F3."),
    ],
)
def test_what_is_off_says_so_first_and_shows_no_way_there(
    alert: Alert, status: Status, en: str, es: str
) -> None:
    for language, begins in ((Language.EN, en), (Language.ES, es)):
        view = edited(Words(language), alert, (Item(RALLY.id),), now(RALLY, status=status))
        assert first(view).startswith(begins)
        assert links(view) == []


@pytest.mark.parametrize("language", Language)
def test_of_what_was_retracted_nothing_else_is_left(language: Language) -> None:
    false = now(RALLY, status=Status.RETRACTED)
    alone = edited(Words(language), Alert.NEW, (Item(RALLY.id),), false)
    among = edited(Words(language), Alert.BRIEF, (Item(MARCH.id), Item(RALLY.id)), false)
    for view in (alone, among):
        for fact in (str(RALLY.venue), str(RALLY.city), *RALLY.organizers):
            assert fact not in view.text
    assert str(MARCH.venue) in among.text


@pytest.mark.parametrize("language", Language)
def test_what_moved_is_told_in_full_with_a_map_of_the_new_place_only(language: Language) -> None:
    moved = now(RALLY, venue="Library", address="50 Oak St", own_coordinates=False)
    view = edited(Words(language), Alert.NEW, (Item(RALLY.id),), moved)
    lines = view.text.splitlines()
    assert "Library, 50 Oak St, Houston, TX" in lines
    assert [line for line in lines if str(RALLY.venue) in line] == [
        f"{'Was' if language is Language.EN else 'Antes'}: {RALLY.venue}"
    ]
    assert links(view) == ["Library, 50 Oak St, Houston, TX"]


def test_a_message_of_several_names_what_is_different_and_since_when() -> None:
    items = (Item(MARCH.id, miles=0.0), Item(VIGIL.id, miles=16.2), Item(WATER.id))
    view = edited(Words(Language.EN), Alert.BRIEF, items, now(MARCH, status=Status.CANCELLED))
    assert "Updated on Sat, Feb 7, at 11:40 AM Pacific Time. Changed: /check_K4TD" in view.text.splitlines()
    assert "/check_M8RZ" not in view.text
    assert "as of 6:00 PM" not in view.text


def test_what_changed_before_the_message_went_out_is_no_news_to_its_readers() -> None:
    known = now(MARCH, at=EVENING - timedelta(hours=1), venue="Pier 4")
    off = now(VIGIL, status=Status.CANCELLED)
    view = edited(Words(Language.EN), Alert.BRIEF, (Item(MARCH.id), Item(VIGIL.id)), known, off)
    assert "Changed: /check_M8RZ\n" in view.text


def test_no_edited_message_counts_the_time_until_a_start() -> None:
    items = (Item(RALLY.id), Item(MARCH.id))
    off = now(MARCH, status=Status.CANCELLED, at=NOON - timedelta(hours=4))
    view = edited(Words(Language.EN), Alert.REMINDER, items, off, at=NOON - timedelta(hours=4))
    assert "starts in" not in view.text.lower()
    assert "Cancelled." in view.text


def test_what_is_on_another_day_now_says_so_in_a_message_about_one_day() -> None:
    a_week_later = date(2026, 2, 14)
    at = datetime(2026, 2, 14, 11)  # noqa: DTZ001 - local
    moved = now(MARCH, starts_on=a_week_later, ends_on=a_week_later, starts_at=at)
    for alert in (Alert.BRIEF, Alert.REMINDER):
        view = edited(Words(Language.EN), alert, (Item(MARCH.id), Item(RALLY.id)), moved)
        (line,) = [line for line in view.text.splitlines() if "Code K4TD" in line]
        assert "Sat, Feb 14" in line
        (line,) = [line for line in view.text.splitlines() if "Code A7F3" in line]
        assert "Sat" not in line
