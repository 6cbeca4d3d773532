"""Changes of days of action, and the end of a series on the second person's screen and in the list."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.announcing.drafted import Drafted
from bot.domain.calendar import Entry
from bot.domain.ids import AnnouncementId, CoordinatorId
from bot.domain.places import CountryPlace
from bot.domain.review import Review
from bot.domain.series import Recurrence, Series
from bot.services.corrections import draft_of, outcome
from bot.services.reviews import asked_about
from bot.views import drafts, reviewing
from bot.views.view import View
from bot.views.words import Words
from tests.builders import HOUSTON, NOW
from tests.views.made_up import RALLY, WATER
from tests.views.scene import Form, Scene
from tests.views.scenes_of_notices import notice
from tests.views.scenes_of_reviews import AUTHOR

_LATER: dict[str, Any] = {"starts_on": date(2026, 3, 28), "ends_on": date(2026, 3, 29)}
_WEEKLY = replace(
    RALLY, series=Series(RALLY.code, Recurrence(RALLY.starts_on + timedelta(days=60)), RALLY.starts_on)
)


def joint_change_scenes() -> Iterator[Scene]:
    for name, facts in {"nothing yet": {}, "moved": _LATER}.items():
        yield _screen(f"draft of a day, {name}", _drafted(WATER, _of(WATER, Purpose.CHANGE, **facts)))
    reviews = {
        "change": _review(WATER, Purpose.CHANGE, **_LATER),
        "cancellation": _review(WATER, Purpose.CANCEL),
        "postponement": _review(WATER, Purpose.POSTPONE),
        "end of a series": _review(_WEEKLY, Purpose.END),
    }
    for name, review in reviews.items():
        yield _screen(f"review, {name}", _reviewed(review))
        yield _screen(f"page, {name}", _page(review, urgent=False))
        yield _screen(f"urgent page, {name}", _page(review, urgent=True))
    states = (AnnouncementState.DRAFT, AnnouncementState.IN_REVIEW)
    ends = [replace(_of(_WEEKLY, Purpose.END), state=state) for state in states]
    listed = [Drafted(one, HOUSTON, None, NOW.date(), before=_WEEKLY) for one in ends]
    yield _screen("ends in the list of drafts", lambda words: drafts.open_drafts(words, listed))
    moved = replace(WATER, **_LATER)
    yield Scene("notice: moved day", Form.NOTICE, lambda words: notice(words, WATER, moved, NOW), alert=True)


def _screen(name: str, view: Callable[[Words], View]) -> Scene:
    return Scene(f"change: joint, {name}", Form.SCREEN, view)


def _of(entry: Entry, purpose: Purpose, **facts: Any) -> Announcement:
    draft, state = replace(draft_of(entry), **facts), AnnouncementState.DRAFT
    return Announcement(AnnouncementId(1), entry.code, purpose, state, CoordinatorId(7), 3, draft, entry.id)


def _drafted(entry: Entry, one: Announcement) -> Callable[[Words], View]:
    after = outcome(one, entry, CountryPlace(), NOW)
    drafted = Drafted(one, CountryPlace(), None, NOW.date(), before=entry, after=after)
    return lambda words: drafts.draft(words, drafted)


def _review(before: Entry, purpose: Purpose, **facts: Any) -> Review:
    area = HOUSTON if before.city_id else CountryPlace()
    one = replace(
        _of(before, purpose, **facts),
        state=AnnouncementState.IN_REVIEW,
        expires_at=NOW + timedelta(hours=24),
    )
    entry = outcome(one, before, area, NOW)
    later = timedelta(days=7)
    dates = (before, replace(before, starts_on=before.starts_on + later, ends_on=before.ends_on + later))
    proof, lasts = asked_about(one, before, entry), timedelta(minutes=4)
    return Review(one, area, entry, before, AUTHOR, proof, 143, lasts, dates if before.series else ())


def _reviewed(review: Review) -> Callable[[Words], View]:
    return lambda words: reviewing.screen(words, review, NOW, live=True)


def _page(review: Review, *, urgent: bool) -> Callable[[Words], View]:
    one, entry = review.announcement, review.entry
    return lambda words: reviewing.page(words, one, entry, "C-07", NOW, urgent=urgent)
