"""Actions that come again, and days of action announced here: drafts, previews, reviews, what people get."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from itertools import repeat

from bot.domain.announced import approved_entry
from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.becoming import dates_of, entry_of
from bot.domain.announcing.doubles import Double
from bot.domain.announcing.drafted import Drafted, Preview
from bot.domain.announcing.fields import Field
from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Entry, Kind, Status, Title
from bot.domain.changing import revised
from bot.domain.ids import AnnouncementId, Code, CoordinatorId, EntryId
from bot.domain.places import Area, City, CountryPlace, place_of_area
from bot.domain.proof import Fact, proof_of
from bot.domain.review import Review
from bot.domain.series import LAST, Recurrence
from bot.domain.states import STATES
from bot.domain.when import AskDays, WholeDays, Why
from bot.services.ending_series import cancelled
from bot.views import alerts, checking, draft_preview, drafts, ending_series, proposing, retracting, reviewing
from bot.views.cards import card
from bot.views.view import View
from bot.views.words import Words
from tests.builders import HOUSTON, NOW, an_entry
from tests.views.made_up import LONG, LONG_CITY, RALLY, WATER
from tests.views.scene import Form, Scene
from tests.views.scenes_of_reviews import AUTHOR

_FRIDAY = datetime(2026, 2, 6, 17)  # noqa: DTZ001 - local
_UNTIL = date(2026, 7, 31)
_VIGIL = Draft(
    Kind.VIGIL,
    "Vigil for clean water",
    "Vigilia por el agua limpia",
    HOUSTON.id,
    _FRIDAY,
    _FRIDAY + timedelta(hours=1),
    "Riverside Park, main gate",
    "400 River St",
    organizers=("Riverside Neighbors",),
    belongs_to=WATER.id,
    repeats=Recurrence(_UNTIL, skipped=(date(2026, 2, 20), date(2026, 4, 3))),
)
_LONGEST = replace(
    _VIGIL, kind=Kind.PRESS_CONFERENCE, title_en=LONG.title.en, title_es=LONG.title.es, city_id=LONG_CITY.id
)
_DAY = Draft(
    Kind.DAY_OF_ACTION,
    '"Day for Clean Water"',
    organizers=("Water Alliance",),
    area="us",
    starts_on=date(2026, 3, 27),
    ends_on=date(2026, 3, 27),
)
_STRIKE = replace(_DAY, kind=Kind.STRIKE, area="sTX", ends_on=date(2026, 3, 29))
_AREAS: dict[str | None, Area] = {"us": CountryPlace(), "sTX": STATES["TX"]}
_RULES = {
    "other": Recurrence(_UNTIL, weeks=2),
    **{str(nth): Recurrence(_UNTIL, nth=nth) for nth in (1, 2, 3, 4, LAST)},
}


def series_scenes() -> Iterator[Scene]:
    yield from _drafts()
    yield from _previews()
    yield from _reviews()
    yield from _ends()
    yield from _cards()


def _screen(name: str, view: Callable[[Words], View]) -> Scene:
    return Scene(f"series: {name}", Form.SCREEN, view)


def _area(draft: Draft) -> Area:
    return _AREAS.get(draft.area) or (LONG_CITY if draft.city_id == LONG_CITY.id else HOUSTON)


def _announced(draft: Draft, purpose: Purpose = Purpose.NEW) -> Announcement:
    state, ends = AnnouncementState.IN_REVIEW, NOW + timedelta(hours=24)
    return Announcement(
        AnnouncementId(1), Code("A7F3"), purpose, state, CoordinatorId(1), 3, draft, expires_at=ends
    )


def _drafted(draft: Draft, **facts: object) -> Drafted:
    one = replace(_announced(draft), state=AnnouncementState.DRAFT)
    return Drafted(one, _area(draft), None, NOW.date(), **facts)  # type: ignore[arg-type]


def _drafts() -> Iterator[Scene]:
    rules = {f"rule {name}": replace(_VIGIL, repeats=rule) for name, rule in _RULES.items()}
    plain = {"weekly": _VIGIL, **rules, "nationwide": _DAY, "statewide": _STRIKE}
    for name, draft in plain.items():
        yield _screen(f"draft {name}", lambda words, draft=draft: drafts.draft(words, _drafted(draft)))  # type: ignore[misc]
    belongs = _drafted(_VIGIL, day=WATER)
    yield _screen("draft of a day", lambda words: drafts.draft(words, belongs))
    may = _drafted(replace(_VIGIL, belongs_to=None), days=(WATER, WATER))
    yield _screen("draft that may belong", lambda words: drafts.draft(words, may))
    wide = replace(_drafted(Draft(kind=Kind.RALLY), wide=True), area=None)
    for field in (Field.KIND, Field.CITY):
        yield _screen(f"an operator's {field}", lambda words, field=field: drafts.ask(words, wide, field))  # type: ignore[misc]
    days = (WholeDays(date(2026, 3, 27), date(2026, 3, 27)), WholeDays(date(2026, 3, 27), date(2026, 3, 29)))
    asked = _drafted(_DAY, when=AskDays(Why.WEEKDAY, days))
    yield _screen("which days", lambda words: drafts.question(words, asked) or drafts.draft(words, asked))
    yield _screen("list", lambda words: drafts.open_drafts(words, (_drafted(_DAY), _drafted(_VIGIL))))


def _preview(draft: Draft, approvals: int = 2, doubles: int = 0) -> Preview:
    one, area = _announced(draft), _area(draft)
    dates = dates_of(entry_of(one, area, NOW, approvals), repeat(one.code))
    items = tuple(Item(each.id) for each in dates)
    keys = (place_of_area(area).key,)
    content = Content(Alert.NEW, NOW, area.zone, keys, items, series=draft.repeats is not None)
    known = {each.id: each for each in (WATER, *dates)}
    alike = (RALLY, LONG, RALLY, LONG, RALLY)[:doubles]
    several = tuple(Double(each, waiting=number == 1) for number, each in enumerate(alike))
    lasts = timedelta(seconds=6)
    return Preview(one, dates[0], area, content, known, 143, lasts, approvals, several, NOW)


def _previews() -> Iterator[Scene]:
    previews = {
        "weekly": _preview(_VIGIL),
        "longest": _preview(_LONGEST, 1),
        "twice": _preview(replace(_VIGIL, repeats=Recurrence(date(2026, 2, 13)))),
        "nationwide": _preview(_DAY, 1),
        "statewide": _preview(_STRIKE),
    }
    for name, preview in previews.items():

        def delivered(words: Words, preview: Preview = preview) -> View:
            places = {key: place_of_area(preview.area) for key in preview.content.place_keys}
            return alerts.render(words, preview.content, preview.entries, places, NOW, delayed=False)

        yield Scene(f"new, {name}", Form.ALERT, delivered, alert=True)
    for doubles in (0, 2, 4, 5):
        shown = _preview(_VIGIL, doubles=doubles)
        yield _screen(f"{doubles} doubles", lambda words, shown=shown: draft_preview.control(words, shown))  # type: ignore[misc]
    yield _screen(
        "submitted", lambda words: draft_preview.submitted(words, _announced(_DAY), CountryPlace(), NOW)
    )


def _review(draft: Draft, purpose: Purpose = Purpose.NEW) -> Review:
    one, area = _announced(draft, purpose), _area(draft)
    entry = approved_entry(one, area, NOW, 2)
    dates = dates_of(entry, repeat(one.code)) if draft.repeats else _dates(4)
    proof, within = proof_of(draft, one.code, (Fact.DAY,)), timedelta(seconds=16)
    doubles, day = (Double(RALLY, waiting=False),), WATER if draft.belongs_to else None
    return Review(one, area, entry, None, AUTHOR, proof, 143, within, dates, doubles, day)


def _reviews() -> Iterator[Scene]:
    reviews = {
        "weekly": _review(_VIGIL),
        "nationwide": _review(_DAY),
        "end": _review(replace(_VIGIL, repeats=None), Purpose.END),
    }
    for name, review in reviews.items():
        yield _screen(
            f"review {name}",
            lambda words, review=review: reviewing.screen(words, review, NOW, live=True),  # type: ignore[misc]
        )
    one, entry = _announced(_DAY), approved_entry(_announced(_DAY), CountryPlace(), NOW, 2)
    for urgent in (False, True):
        yield _screen(
            f"page {urgent}",
            lambda words, urgent=urgent: reviewing.page(words, one, entry, "C-07", NOW, urgent=urgent),  # type: ignore[misc]
        )


def _dates(number: int, city: City = HOUSTON) -> tuple[Entry, ...]:
    draft = replace(_VIGIL, city_id=city.id, belongs_to=None)
    first = approved_entry(_announced(draft), city, NOW, 2)
    codes = iter([Code(f"K{number:03}") for number in range(30)])
    return dates_of(first, codes)[:number]


def _ends() -> Iterator[Scene]:
    one = _announced(_VIGIL, Purpose.END)
    for name, dates in {"two": _dates(2), "many": _dates(22, LONG_CITY)}.items():
        off = cancelled(dates, 2, NOW)

        def told(words: Words, off: tuple[Entry, ...] = off, was: Entry = dates[0]) -> View:
            items = tuple(Item(each.id) for each in off)
            content = Content(Alert.CANCELLATION, NOW, was.zone, (), items, was.version, series=True)
            return alerts.render(words, content, {each.id: each for each in off}, {}, NOW, delayed=False)

        yield Scene(f"cancelled: the rest, {name}", Form.NOTICE, told, alert=True)
        yield _screen(
            f"prepared end, {name}",
            lambda words, off=off, was=dates[0]: ending_series.prepared(words, one, was, off, NOW),  # type: ignore[misc]
        )
    first, *later = _dates(5)
    once = replace(first, status=Status.CANCELLED, revision=1, confirmed_at=NOW, was=first.version)
    cancel = _announced(_VIGIL, Purpose.CANCEL)
    yield _screen("prepared, one", lambda words: proposing.prepared(words, cancel, first.version, once, NOW))
    yield _screen("check", lambda words: checking.check(words, first, NOW, followed=True, later=later))
    yield _screen("retract", lambda words: retracting.ask(words, first))
    alone = an_entry(HOUSTON, at="14:00", code=Code("A7F3"), title=Title("Rally", "Concentración"))
    yield _screen(
        "check, alone", lambda words: checking.check(words, alone, datetime(2026, 2, 1, tzinfo=UTC))
    )


def _cards() -> Iterator[Scene]:
    """The message that told of it, as it is edited."""
    dates = _dates(5)
    for name, status, off in (
        ("one date off", Status.CANCELLED, dates[:1]),
        ("all off", Status.CANCELLED, dates),
        ("retracted", Status.RETRACTED, dates),
    ):
        entries = {each.id: each for each in dates}
        entries |= {each.id: revised(each, replace(each, status=status), 2, NOW) for each in off}
        items = tuple(Item(each.id) for each in dates)
        content = Content(Alert.NEW, NOW - timedelta(days=1), HOUSTON.zone, (), items, series=True)

        def edited(words: Words, content: Content = content, known: dict[EntryId, Entry] = entries) -> View:
            return card(words, content, known, {}, NOW, NOW - timedelta(days=1))

        yield Scene(f"card: series, {name}", Form.ALERT, edited, alert=True)
