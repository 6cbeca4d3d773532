"""What is called off is called as its readers know it, not by a change that they never heard of."""

from dataclasses import replace

from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.domain.subscriber import Language
from bot.views import alerts
from bot.views.words import Words, visible
from tests.views.made_up import RALLY
from tests.views.scenes_of_changes import NOON


def read(alert: Alert, known: Entry, after: Entry) -> str:
    entry = revised(known, after, 2, NOON)
    content = Content(alert, NOON, entry.zone, (), (Item(entry.id),), known.version)
    view = alerts.render(Words(Language.EN), content, {entry.id: entry}, {}, NOON, delayed=False)
    return visible(view.text)


def test_a_cancellation_names_the_place_and_hour_that_people_know() -> None:
    moved = replace(RALLY, venue="library steps", starts_at=RALLY.starts_at.replace(hour=17))  # type: ignore[union-attr]
    text = read(Alert.CANCELLATION, RALLY, replace(moved, status=Status.CANCELLED))
    assert text.startswith("❌ Cancelled: rally today, Sat, Feb 7, 2:00 PM, Houston\n")
    assert "It will not take place at Riverside Park." in text
    assert "library" not in text


def test_a_postponement_names_the_day_that_people_know() -> None:
    assert RALLY.starts_at is not None
    day = RALLY.starts_at.replace(day=8)
    moved = replace(RALLY, starts_at=day, starts_on=day.date(), ends_on=day.date(), ends_at=None)
    text = read(Alert.CHANGE, RALLY, replace(moved, status=Status.POSTPONED))
    assert "It will not take place on Saturday, February 7." in text
