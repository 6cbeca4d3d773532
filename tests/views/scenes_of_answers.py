"""Answers to /today, /week, /near and /check: full and empty, paged, near and far."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.domain.places import CityPlace, Place
from bot.domain.questions import Answer, Listed, Question
from bot.views import answers
from bot.views.view import View
from bot.views.words import Words
from tests.builders import TACOMA
from tests.views.made_up import (
    BREAKFAST,
    CANCELLED,
    COUNTRY,
    EARLIER_VIGIL,
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
    POSTPONED,
    RALLY,
    STRIKE,
    TEXAS,
    VIGIL,
    WALKOUT,
    WATER,
    WEEKEND,
    many,
)
from tests.views.scene import Form, Scene

THURSDAY = datetime(2026, 2, 5, 20, 0, tzinfo=UTC)
_MONTH_LATER = EVENING + timedelta(days=30)
_NEXT = Listed(EARLIER_VIGIL, 0.0)
_DAYS = {Question.TODAY: 0, Question.WEEK: 6, Question.NEAR: 14}
_HUNDRED = tuple(Listed(entry, 3.2) for entry in many(100))


def asked(
    question: Question,
    items: Sequence[Listed] = (),
    places: Sequence[Place] = (NEAR_TACOMA,),
    **facts: object,
) -> Answer:
    first = date(2026, 2, 5)
    radius = max(place.radius if isinstance(place, CityPlace) else 0 for place in places)
    values: dict[str, object] = {"followed": True} | facts
    last = first + timedelta(days=_DAYS[question])
    return Answer(question, tuple(places), radius, first, last, tuple(items), **values)  # type: ignore[arg-type]


def answer_scenes() -> Iterator[Scene]:
    yield from _lists()
    yield from _empty()
    yield from _checks()


def _list(name: str, answer: Answer, page: int = 1) -> Scene:
    return Scene(name, Form.ANSWER, lambda words: answers.answer(words, answer, THURSDAY, page=page))


def _lists() -> Iterator[Scene]:
    near = [Listed(MARCH, 0.0), Listed(NIGHT, 0.3), Listed(VIGIL, 16.2), Listed(WATER), Listed(LONG, 24.7)]
    yield _list("near", asked(Question.NEAR, near))
    yield _list("near, not followed", asked(Question.NEAR, near[:1], followed=False))
    yield _list("near a shared location", asked(Question.NEAR, near, shared=True, followed=False))
    yield _list("near, widest", asked(Question.NEAR, near, [CityPlace(TACOMA, 100)]))
    yield _list("week", asked(Question.WEEK, [*near, Listed(STRIKE), Listed(WEEKEND, 24.0)]))
    yield _list("week, page 2", asked(Question.WEEK, [*near, Listed(STRIKE), Listed(WEEKEND, 24.0)]), 2)
    yield _list(
        "week of own places, one stopped",
        asked(Question.WEEK, near, [NEAR_TACOMA, TEXAS], own=True, followed=False),
    )
    yield _list(
        "week of own places",
        asked(Question.WEEK, [*near, Listed(RALLY)], [NEAR_TACOMA, NEAR_SEATTLE], own=True),
    )
    yield _list("week of a state named like a city", asked(Question.WEEK, [Listed(WATER)], [NEW_YORK]))
    yield _list(
        "week of the country", asked(Question.WEEK, [Listed(MARCH), Listed(RALLY)], [COUNTRY], followed=False)
    )
    yield _list(
        "today, one ended", asked(Question.TODAY, [Listed(BREAKFAST, 0.0, ended=True), Listed(WALKOUT, 16)])
    )
    yield _list(
        "today, cancelled and postponed", asked(Question.TODAY, [Listed(CANCELLED), Listed(POSTPONED)])
    )
    yield _list("hostile", asked(Question.WEEK, [Listed(HOSTILE)], followed=False))
    yield _list("100, first page", asked(Question.NEAR, _HUNDRED))
    yield _list("100, ninth page of own places", asked(Question.WEEK, _HUNDRED, own=True), 9)
    yield _list("100, page beyond the last", asked(Question.WEEK, _HUNDRED, [TEXAS], followed=False), 99)
    yield _list(
        "the longest place", asked(Question.WEEK, [Listed(LONG, 0.0)] * 6, [NEAR_LONG], followed=False)
    )


def _empty() -> Iterator[Scene]:
    yield _list("sample 8", asked(Question.TODAY, next_up=_NEXT))
    yield _list(
        "empty week, a statewide day next", asked(Question.WEEK, places=[TEXAS], next_up=Listed(STRIKE))
    )
    yield _list("empty week, not followed", asked(Question.WEEK, next_up=Listed(WATER), followed=False))
    yield _list("empty near, nothing ahead", asked(Question.NEAR))
    yield _list("empty near a shared location", asked(Question.NEAR, shared=True, next_up=_NEXT))
    yield _list("empty today in a state", asked(Question.TODAY, places=[TEXAS], next_up=Listed(RALLY)))
    yield _list("empty today for own places", asked(Question.TODAY, places=[NEAR_TACOMA, TEXAS], own=True))
    yield _list(
        "empty for the longest place", asked(Question.WEEK, places=[NEAR_LONG], next_up=Listed(LONG, 40))
    )


def _check(name: str, entry: Entry, now: datetime = THURSDAY, **facts: object) -> Scene:
    def view(words: Words) -> View:
        return answers.check(words, entry, now, links=LINKS, **facts)  # type: ignore[arg-type]

    return Scene(f"check: {name}", Form.ACTION, view)


def _checks() -> Iterator[Scene]:
    yield _check("followed, part of a day", MARCH, followed=True, day=WATER)
    yield _check("not followed", VIGIL, followed=False)
    yield _check("muted", RALLY, followed=True, muted=True)
    yield _check("seen by a link", RALLY)
    yield _check("with a map, over midnight", NIGHT, followed=True)
    yield _check("day of action", WATER, followed=False)
    yield _check("statewide strike, not followed", STRIKE, followed=False)
    yield _check("known from a report, not over", WALKOUT, THURSDAY - timedelta(hours=9), followed=True)
    yield _check("known from a report, over", WALKOUT, EVENING, followed=True)
    yield _check("a weekend, over", WEEKEND, _MONTH_LATER, followed=False)
    yield _check("cancelled", CANCELLED, followed=True)
    yield _check("cancelled day of action", replace(WATER, status=Status.CANCELLED), followed=True)
    yield _check("at midnight", replace(MARCH, starts_at=datetime(2026, 2, 7)), followed=True)  # noqa: DTZ001 - local
    yield _check("postponed", POSTPONED, followed=True)
    moved = replace(RALLY, venue="Library steps", starts_at=datetime(2026, 2, 7, 15))  # noqa: DTZ001 - local
    yield _check("moved and later", revised(RALLY, moved, 2, THURSDAY), followed=True)
    cancelled = replace(RALLY, status=Status.CANCELLED)
    yield _check("cancelled by two", revised(RALLY, cancelled, 2, THURSDAY), followed=True)
    retracted = replace(RALLY, status=Status.RETRACTED)
    yield _check("retracted", revised(RALLY, retracted, 1, THURSDAY), EVENING, followed=True)
    longer = revised(replace(LONG, venue="Old Harbor Administration"), LONG, 2, THURSDAY)
    yield _check("changed, as long as it gets", longer, followed=False, day=WATER)
    yield _check("as long as it gets", LONG, followed=False, day=WATER)
    yield _check("hostile", HOSTILE, followed=False)
    yield _check("in another year", RALLY, datetime(2027, 1, 1, tzinfo=UTC))
