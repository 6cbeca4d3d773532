"""Every alert there is, with few and many entries, near and far, on time and late."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.broadcast import Alert, Content, Item, Section
from bot.domain.calendar import Entry
from bot.domain.places import Place
from bot.views import alerts
from bot.views.view import View
from bot.views.words import Words
from tests.views.made_up import (
    COUNTRY,
    ENTRIES,
    EVENING,
    HOSTILE,
    LINKS,
    LONG,
    MARCH,
    NEAR_LONG,
    NEAR_SEATTLE,
    NEAR_TACOMA,
    NEW_YORK,
    NIGHT,
    PLACES,
    RALLY,
    RALLY_IN_SPANISH,
    STRIKE,
    TEXAS,
    VIGIL,
    WATER,
    WEEKEND,
    many,
)
from tests.views.scene import Form, Scene

_MORNING = datetime(2026, 2, 7, 18, 0, tzinfo=UTC)
"""Two hours before the rally in Houston."""
_MANY = many(100)
_NEWLY = Section.NEWLY_LISTED


def pushed(
    words: Words,
    alert: Alert,
    items: Sequence[Item],
    *,
    places: Sequence[Place] = (NEAR_TACOMA,),
    due: datetime = EVENING,
    late: timedelta = timedelta(0),
    zone: str = "America/Los_Angeles",
    more: Sequence[Entry] = (),
) -> View:
    entries = {entry.id: entry for entry in [*ENTRIES, *more]}
    keys = tuple(place.key for place in places)
    content = Content(alert, due, zone, keys, tuple(items))
    return alerts.render(words, content, entries, PLACES, due + late, delayed=bool(late), links=LINKS)


def item(entry: Entry, miles: float | None = None, section: Section = Section.MAIN) -> Item:
    return Item(entry.id, section, miles)


SAMPLE_3 = (item(MARCH, 0.0), item(VIGIL, 16.2), item(WATER))
_LONGEST = (item(LONG, 99.6), item(LONG, 1234.5), item(HOSTILE), item(WEEKEND, 31), item(STRIKE), item(WATER))


def alert_scenes() -> Iterator[Scene]:
    yield from _briefs()
    yield from _news()
    yield from _reminders()


def _brief(name: str, items: Sequence[Item], **facts: object) -> Scene:
    return Scene(
        f"brief: {name}",
        Form.ALERT,
        lambda words: pushed(words, Alert.BRIEF, items, **facts),  # type: ignore[arg-type]
        alert=True,
    )


def _briefs() -> Iterator[Scene]:
    yield _brief("sample 3", SAMPLE_3)
    yield _brief("one action", [item(MARCH, 0.0)])
    yield _brief(
        "two days of action, the nearest action",
        [item(WATER), item(STRIKE), item(RALLY, 1890, Section.NEAREST)],
    )
    yield _brief(
        "nearest one belongs to the day",
        [item(WATER), item(MARCH, 29, Section.NEAREST)],
        places=[NEAR_SEATTLE],
    )
    yield _brief(
        "only newly listed", [item(MARCH, 0.0, _NEWLY), item(VIGIL, 16.2, _NEWLY), item(WATER, None, _NEWLY)]
    )
    yield _brief("only one newly listed day of action", [item(WATER, None, _NEWLY)])
    yield _brief("tomorrow and newly listed", [item(MARCH, 0.0), item(WATER), item(WEEKEND, 26, _NEWLY)])
    yield _brief(
        "several places and zones", [item(MARCH, 0.0), item(RALLY), item(WATER)], places=[NEAR_TACOMA, TEXAS]
    )
    yield _brief("state", [item(RALLY)], places=[TEXAS], zone="America/Chicago")
    yield _brief(
        "state named like a city", [item(WATER), item(VIGIL)], places=[NEW_YORK], zone="America/New_York"
    )
    yield _brief(
        "country", [item(MARCH), item(RALLY), item(WATER)], places=[COUNTRY], zone="America/New_York"
    )
    yield _brief("100 actions", [item(entry, 3.2) for entry in _MANY], more=_MANY)
    yield _brief("100 newly listed", [item(entry, 3.2, _NEWLY) for entry in _MANY], more=_MANY)
    yield _brief("as long as it gets", _LONGEST, places=[NEAR_LONG])
    yield _brief("25 minutes late", SAMPLE_3, late=timedelta(minutes=25))
    yield _brief("after midnight", SAMPLE_3, late=timedelta(hours=7))
    in_two_zones = [item(MARCH), item(RALLY)]
    yield _brief("after midnight, in two zones", in_two_zones, places=[COUNTRY], late=timedelta(hours=7))
    yield _brief("due at one, late", SAMPLE_3, due=EVENING - timedelta(hours=5), late=timedelta(hours=1))


def _new(name: str, items: Sequence[Item], form: Form = Form.ALERT, **facts: object) -> Scene:
    return Scene(
        f"new: {name}",
        form,
        lambda words: pushed(words, Alert.NEW, items, **facts),  # type: ignore[arg-type]
        alert=True,
    )


def _news() -> Iterator[Scene]:
    yield Scene(
        "new: sample 4",
        Form.ACTION,
        lambda words: pushed(words, Alert.NEW, [item(RALLY if words.language == "en" else RALLY_IN_SPANISH)]),
        alert=True,
    )
    yield _new("time and place not stated", [item(VIGIL, 16.2)], Form.ACTION)
    yield _new("part of a day, late", [item(MARCH, 0.0)], Form.ACTION, late=timedelta(hours=2))
    yield _new("with a map, over midnight", [item(NIGHT, 0.4)], Form.ACTION)
    yield _new("a weekend", [item(WEEKEND, 26)], Form.ACTION)
    yield _new("day of action", [item(WATER)], Form.ACTION)
    yield _new("statewide strike", [item(STRIKE)], Form.ACTION)
    yield _new("as long as it gets", [item(LONG, 0.0)], Form.ACTION, late=timedelta(hours=2))
    yield _new("hostile", [item(HOSTILE)], Form.ACTION)
    yield _new("several", [item(MARCH, 0.0), item(VIGIL, 16.2), item(WATER)])
    yield _new("several, in two zones", [item(MARCH, 0.0), item(RALLY)], places=[NEAR_TACOMA, TEXAS])
    yield _new("two days of action", [item(WATER), item(STRIKE)])
    yield _new("100 actions", [item(entry, 3.2) for entry in _MANY], more=_MANY)


def _reminder(name: str, items: Sequence[Item], form: Form = Form.REMINDER, **facts: object) -> Scene:
    facts = {"due": _MORNING, "zone": "America/Chicago", **facts}
    return Scene(
        f"reminder: {name}",
        form,
        lambda words: pushed(words, Alert.REMINDER, items, **facts),  # type: ignore[arg-type]
        alert=True,
    )


def _reminders() -> Iterator[Scene]:
    yield Scene(
        "reminder: sample 5",
        Form.REMINDER,
        lambda words: pushed(
            words,
            Alert.REMINDER,
            [item(RALLY if words.language == "en" else RALLY_IN_SPANISH)],
            due=_MORNING,
            zone="America/Chicago",
        ),
        alert=True,
    )
    one_o_clock = [replace(entry, starts_at=datetime(2026, 2, 7, 13)) for entry in (MARCH, NIGHT)]  # noqa: DTZ001 - local
    yield _reminder("two at one o'clock", [item(e) for e in one_o_clock], Form.ALERT, more=one_o_clock)
    yield _reminder("20 minutes late", [item(RALLY)], late=timedelta(minutes=20))
    yield _reminder("half an hour before", [item(RALLY)], late=timedelta(minutes=89))
    yield _reminder("after the start", [item(RALLY)], late=timedelta(hours=2, minutes=5))
    yield _reminder(
        "before quiet hours", [item(MARCH)], due=_MORNING - timedelta(hours=12), zone="America/Los_Angeles"
    )
    yield _reminder("as long as it gets", [item(LONG)], late=timedelta(minutes=20))
    yield _reminder(
        "two within an hour", [item(RALLY), item(LONG, 40)], Form.ALERT, places=[NEAR_LONG, TEXAS]
    )
    yield _reminder("100 at once", [item(entry, 3.2) for entry in _MANY], Form.ALERT, more=_MANY)
