"""Every way in which an alert is corrected."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Final

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Access, Entry, Kind, Precision, Status, Title
from bot.domain.changing import revised
from bot.domain.ids import AnnouncementId, Code, CoordinatorId
from bot.services.corrections import corrected, draft_of
from bot.views import alerts, proposing, retracting
from bot.views.view import View
from bot.views.words import Words
from tests.builders import HOUSTON, an_entry
from tests.views.made_up import ENTRIES, HOSTILE, LONG, MARCH, PLACES, RALLY, STRIKE, VIGIL, WATER
from tests.views.scene import Form, Scene

NOON: Final = datetime(2026, 2, 7, 17, 40, tzinfo=UTC)
"""Saturday, February 7, 11:40 AM in Houston."""
LATER: Final = datetime(2026, 2, 7, 19, 2, tzinfo=UTC)
EVENING_BEFORE: Final = datetime(2026, 2, 6, 23, 0, tzinfo=UTC)


def in_houston(words: Words, **facts: object) -> Entry:
    spanish = words.language == "es"
    venue = "Riverside Park, entrada principal" if spanish else "Riverside Park, main gate"
    known: dict[str, object] = {"venue": venue, "address": "400 River St", "ends_at": None}
    return replace(RALLY, **(known | facts))  # type: ignore[arg-type]


def notice(
    words: Words, before: Entry, after: Entry, at: datetime, *, sent: datetime | None = None, by: int = 2
) -> View:
    entry = revised(before, after, by, at)
    alert = {Status.CANCELLED: Alert.CANCELLATION, Status.RETRACTED: Alert.RETRACTION}.get(
        after.status, Alert.CHANGE
    )
    content = Content(alert, at, entry.zone, (), (Item(entry.id),), before.version)
    entries = {one.id: one for one in [*ENTRIES, entry]}
    return alerts.render(words, content, entries, PLACES, sent or at, delayed=False)


def _scene(name: str, view: Callable[[Words], View]) -> Scene:
    return Scene(f"notice: {name}", Form.NOTICE, view, alert=True)


def _of(name: str, entry: Entry, at: datetime = NOON, by: int = 2, **facts: object) -> Scene:
    after = replace(entry, **facts)  # type: ignore[arg-type]
    return _scene(name, lambda words: notice(words, entry, after, at, by=by))


def _moved(words: Words) -> View:
    venue = "escalinata de la biblioteca" if words.language == "es" else "library steps"
    before = in_houston(words)
    return notice(words, before, replace(before, venue=venue, address="50 Oak St"), LATER)


def _cancelled(words: Words) -> View:
    before = in_houston(words)
    return notice(words, before, replace(before, status=Status.CANCELLED), NOON)


def notice_scenes() -> Iterator[Scene]:
    off = replace(MARCH, status=Status.CANCELLED)
    yield _scene("sample 6", _moved)
    yield _scene("sample 7", _cancelled)
    yield from _changes()
    yield from _postponements()
    yield _of("cancelled, no place stated", VIGIL, status=Status.CANCELLED, by=1)
    yield _of("cancelled day of action", WATER, status=Status.CANCELLED)
    yield _of("cancelled statewide strike", STRIKE, status=Status.CANCELLED)
    yield _of("cancelled lobbying", replace(MARCH, kind=Kind.LOBBYING), status=Status.CANCELLED)
    yield _of("cancelled, as long as it gets", LONG, status=Status.CANCELLED)
    yield _scene(
        "cancelled, sent in the morning",
        lambda words: notice(words, MARCH, off, EVENING_BEFORE, sent=NOON),
    )
    yield _of("retracted", RALLY, status=Status.RETRACTED, by=1)
    yield _of("retracted hostile", HOSTILE, status=Status.RETRACTED, by=1)


def _changes() -> Iterator[Scene]:
    three = datetime(2026, 2, 7, 15)  # noqa: DTZ001 - local
    yield _of("new time", RALLY, starts_at=three)
    yield _of("time known now", VIGIL, starts_at=three, precision=Precision.TIME)
    yield _of("place known now", VIGIL, venue="Graham Library")
    yield _of("moved, time not stated", replace(VIGIL, venue="Graham Library"), venue="Graham School")
    yield _of("another city", MARCH, city="Seattle", venue="Pier 4")
    yield _of(
        "earlier day",
        RALLY,
        EVENING_BEFORE,
        starts_on=date(2026, 2, 6),
        ends_on=date(2026, 2, 6),
        starts_at=datetime(2026, 2, 6, 18),  # noqa: DTZ001 - local
        ends_at=None,
    )
    yield _of(
        "time, place, callers and access",
        MARCH,
        EVENING_BEFORE,
        starts_at=three,
        venue="Pier 4",
        organizers=("Pier Neighbors",),
        title=Title("March to the pier", "Marcha al muelle"),
        access=Access(True, False),
    )
    yield _of("only what it is called", MARCH, kind=Kind.VIGIL, title=Title("Vigil", "Vigilia"))
    yield _of("access stated", MARCH, access=Access(True, True))
    yield _of("access gone", replace(MARCH, access=Access(False, False)), access=Access())
    yield _of("nobody named any more", MARCH, organizers=())
    yield _of("a day of action with another name", WATER, title=Title('"Water Day"', '"Día del Agua"'))
    yield _of("hostile", HOSTILE, venue="<b>Pier</b> \u202e4")
    yield _of("as long as it gets", LONG, starts_at=three, ends_at=None, venue=f"Not {LONG.venue}")
    yield _of("on again", replace(RALLY, status=Status.CANCELLED), status=Status.ANNOUNCED)


def _postponements() -> Iterator[Scene]:
    yield _of("postponed, no new date", RALLY, status=Status.POSTPONED)
    yield _of("postponed day of action", WATER, status=Status.POSTPONED)
    week_later = date(2026, 2, 14)
    yield _of(
        "postponed by a week",
        RALLY,
        starts_on=week_later,
        ends_on=week_later,
        starts_at=datetime(2026, 2, 14, 14),  # noqa: DTZ001 - local
        ends_at=datetime(2026, 2, 14, 16),  # noqa: DTZ001 - local
    )
    yield _of(
        "postponed and moved",
        an_entry(HOUSTON, code=Code("K06W"), title=Title("Rally", "Concentración"), venue="Park"),
        starts_on=week_later,
        ends_on=week_later,
        venue="Library",
    )


def retracting_scenes() -> Iterator[Scene]:
    yield Scene("retract: asked", Form.SCREEN, lambda words: retracting.ask(words, RALLY))
    yield Scene("retract: asked of a day", Form.SCREEN, lambda words: retracting.ask(words, WATER))
    for told in (0, 3, 1234):
        yield Scene(f"retract: {told} told", Form.SCREEN, _done(told))


def _done(told: int) -> Callable[[Words], View]:
    return lambda words: retracting.done(words, RALLY.code, told)


def proposing_scenes() -> Iterator[Scene]:
    for purpose in (Purpose.CANCEL, Purpose.POSTPONE):
        yield Scene(f"propose: {purpose}", Form.SCREEN, _prepared(purpose))
        yield Scene(f"proposed: {purpose}", Form.SCREEN, _proposed(purpose))


def _of_purpose(purpose: Purpose) -> Announcement:
    draft, state = draft_of(RALLY), AnnouncementState.DRAFT
    return Announcement(AnnouncementId(1), RALLY.code, purpose, state, CoordinatorId(1), 1, draft, RALLY.id)


def _prepared(purpose: Purpose) -> Callable[[Words], View]:
    announcement = _of_purpose(purpose)
    after = revised(RALLY, corrected(RALLY, announcement, HOUSTON), 2, NOON)
    return lambda words: proposing.prepared(words, announcement, RALLY.version, after, NOON)


def _proposed(purpose: Purpose) -> Callable[[Words], View]:
    return lambda words: proposing.proposed(words, _of_purpose(purpose))
