"""Messages that were sent before, as they are edited."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Final

from bot.domain.broadcast import Alert, Content, Item, Section
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.views.cards import card
from bot.views.view import View
from bot.views.words import Words
from tests.views.made_up import (
    ENTRIES,
    EVENING,
    HOSTILE,
    LONG,
    MARCH,
    NEAR_TACOMA,
    PLACES,
    RALLY,
    VIGIL,
    WATER,
)
from tests.views.scene import Form, Scene

NOON: Final = EVENING + timedelta(hours=17, minutes=40)
"""Saturday, February 7, 11:40 AM in Tacoma; the messages went out the evening before."""


def edited(
    words: Words,
    alert: Alert,
    items: Sequence[Item],
    *changed: Entry,
    at: datetime = NOON,
    keys: Sequence[str] = (NEAR_TACOMA.key,),
) -> View:
    entries = {entry.id: entry for entry in [*ENTRIES, *changed]}
    content = Content(alert, EVENING, "America/Los_Angeles", tuple(keys), tuple(items))
    return card(words, content, entries, PLACES, at, EVENING)


def now(entry: Entry, at: datetime = NOON, **facts: object) -> Entry:
    return revised(entry, replace(entry, **facts), 2, at)  # type: ignore[arg-type]


def card_scenes() -> Iterator[Scene]:
    off = now(MARCH, status=Status.CANCELLED)
    yield _one("cancelled", off)
    yield _one("retracted", now(RALLY, status=Status.RETRACTED))
    yield _one("retracted hostile", now(HOSTILE, status=Status.RETRACTED))
    yield _one("postponed", now(MARCH, status=Status.POSTPONED))
    yield _one("moved", now(RALLY, venue="Library steps", address="50 Oak St", own_coordinates=False))
    yield _one("new time", now(RALLY, starts_at=datetime(2026, 2, 7, 15), ends_at=None))  # noqa: DTZ001 - local
    yield _one("on again", now(off, status=Status.ANNOUNCED))
    yield _one("cancelled day of action", now(WATER, status=Status.CANCELLED))
    yield _one("as long as it gets", now(LONG, venue="Pier 4"))
    yield from _several()


def _one(name: str, entry: Entry) -> Scene:
    items = (Item(entry.id),)
    return Scene(
        f"card: {name}", Form.ACTION, lambda words: edited(words, Alert.NEW, items, entry), alert=True
    )


def _several() -> Iterator[Scene]:
    brief = (Item(MARCH.id, miles=0.0), Item(VIGIL.id, miles=16.2), Item(WATER.id))
    off, false = now(MARCH, status=Status.CANCELLED), now(VIGIL, status=Status.RETRACTED)
    moved = now(VIGIL, venue="Graham Library")
    week = timedelta(days=7)
    another_day = now(
        MARCH,
        starts_on=MARCH.starts_on + week,
        ends_on=MARCH.ends_on + week,
        starts_at=MARCH.starts_at + week if MARCH.starts_at else None,
    )
    day_off = now(WATER, status=Status.RETRACTED)
    newly = (Item(MARCH.id), Item(VIGIL.id, Section.NEWLY_LISTED))
    nearest = (Item(WATER.id), Item(VIGIL.id, Section.NEAREST, 80.0))
    for name, alert, items, changed in (
        ("brief, the nearest retracted", Alert.BRIEF, nearest, (false,)),
        ("brief, one cancelled", Alert.BRIEF, brief, (off,)),
        ("brief, one cancelled, one moved", Alert.BRIEF, newly, (off, moved)),
        ("brief, all retracted", Alert.BRIEF, brief, (now(MARCH, status=Status.RETRACTED), false, day_off)),
        ("brief, one on another day", Alert.BRIEF, brief, (another_day,)),
        ("several new, one retracted", Alert.NEW, brief, (false,)),
        ("several reminded of, one cancelled", Alert.REMINDER, brief[:2], (off,)),
    ):
        yield _of_several(name, alert, items, changed)


def _of_several(name: str, alert: Alert, items: Sequence[Item], changed: Sequence[Entry]) -> Scene:
    return Scene(f"card: {name}", Form.ALERT, lambda words: edited(words, alert, items, *changed), alert=True)
