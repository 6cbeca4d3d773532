"""What a coordinator sees of a draft, from the first line to the review."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.becoming import entry_of
from bot.domain.announcing.doubles import Double
from bot.domain.announcing.drafted import Drafted, FarPin, Preview
from bot.domain.announcing.fields import Field
from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Access, Kind
from bot.domain.errors import Refusal
from bot.domain.ids import AnnouncementId, Code, CoordinatorId
from bot.domain.places import CityPlace, Coordinates, place_of_area
from bot.domain.when import Ask, NotRead, Read, Why
from bot.views import alerts, draft_preview, drafts
from bot.views.view import View
from bot.views.words import Words
from tests.builders import HOUSTON, NOW
from tests.views.made_up import LONG, LONG_CITY, LONG_TYPED, RALLY, WATER
from tests.views.scene import Form, Scene

_AT = datetime(2026, 2, 7, 14)  # noqa: DTZ001 - local
_TODAY = NOW.date()
_EMPTY = Announcement(
    AnnouncementId(1), Code("A7F3"), Purpose.NEW, AnnouncementState.DRAFT, CoordinatorId(1), 3, Draft()
)
_PLAIN = Draft(Kind.RALLY, city_id=HOUSTON.id, starts_at=_AT, venue="Riverside Park")
_FULL = replace(
    _PLAIN,
    title_en="Rally for the river",
    ends_at=_AT + timedelta(hours=2),
    address="400 River St",
    pin=Coordinates(29.76, -95.37),
    organizers=("Riverside Neighbors", "Local 5"),
    access=Access(step_free=True),
    link="https://www.mobilize.us/riverside/1/",
    belongs_to=WATER.id,
)
_LONG = Draft(
    Kind.PRESS_CONFERENCE,
    LONG.title.en,
    LONG.title.es,
    LONG_CITY.id,
    _AT,
    _AT + timedelta(hours=11),
    "V" * 39 + " " + "v" * 40,
    "A" * 39 + " " + "a" * 40,
    organizers=("Federation of Very Many Neighborhoods", "Another Federation of Neighborhoods"),
    access=Access(step_free=False, asl=False),
    link="https://www.mobilize.us/" + "x" * 96,
)
_LATER = Read(_AT + timedelta(days=7), _AT + timedelta(days=7, hours=2))


def draft_scenes() -> Iterator[Scene]:
    yield from _reading()
    yield from _questions()
    yield from _previews()


def _of(content: Draft, **facts: object) -> Drafted:
    one = replace(_EMPTY, draft=content)
    city = {HOUSTON.id: HOUSTON, LONG_CITY.id: LONG_CITY}.get(content.city_id or HOUSTON.id)
    return Drafted(one, city if content.city_id else None, None, _TODAY, **facts)  # type: ignore[arg-type]


def _screen(name: str, view: Callable[[Words], View]) -> Scene:
    return Scene(f"draft: {name}", Form.SCREEN, view)


def _reading() -> Iterator[Scene]:
    refused = (Refusal("draft-link-not-allowed", typed=LONG_TYPED), Refusal("draft-kind", typed="bake sale"))
    in_review = replace(_of(_FULL), announcement=replace(_EMPTY, state=AnnouncementState.IN_REVIEW))
    for name, drafted in {
        "empty": replace(_of(Draft()), lacking=Field.KIND),
        "plain": _of(_PLAIN),
        "full": _of(_FULL),
        "titled in Spanish only": _of(replace(_PLAIN, title_es="Marcha por el río")),
        "longest, with refusals": _of(_LONG, refused=refused),
        "city unknown yet": _of(replace(_PLAIN, city_id=None)),
        "access of the third kind": _of(replace(_PLAIN, access=Access(asl=True))),
        "next year": _of(replace(_PLAIN, starts_at=_AT.replace(year=2027))),
        "in review": in_review,
    }.items():
        yield _screen(name, lambda words, drafted=drafted: drafts.draft(words, drafted))  # type: ignore[misc]
    listed = (_of(_FULL), in_review, _of(Draft()))
    yield _screen("list", lambda words: drafts.open_drafts(words, listed))
    yield _screen("list, none", lambda words: drafts.open_drafts(words, ()))
    yield _screen("withdrawn", lambda words: drafts.withdrawn(words, "A7F3"))
    far = FarPin(_EMPTY, HOUSTON, Coordinates(-30.123456, -170.123456), 146.4)
    yield _screen("far pin", lambda words: drafts.far_pin(words, far))


def _questions() -> Iterator[Scene]:
    for field in Field:
        yield _screen(f"ask {field}", lambda words, field=field: drafts.ask(words, _of(Draft()), field))  # type: ignore[misc]
    for why in list(Why)[:6]:
        yield _asking(
            f"time: {why}", _of(_PLAIN, when=Ask(why, (Read(_AT, _AT + timedelta(hours=2)), _LATER)))
        )
    for why in list(Why)[6:]:
        yield _asking(f"time: {why}", _of(_PLAIN, when=NotRead(why)))
    yield _asking("city", _of(Draft(), cities=(CityPlace(HOUSTON), CityPlace(LONG_CITY))))


def _asking(name: str, drafted: Drafted) -> Scene:
    def view(words: Words) -> View:
        asked = drafts.question(words, drafted)
        assert asked is not None
        return asked

    return _screen(name, view)


def _alert(preview: Preview) -> Callable[[Words], View]:
    places = {place_of_area(preview.area).key: place_of_area(preview.area)}
    return lambda words: alerts.render(words, preview.content, preview.entries, places, NOW, delayed=False)


def _control(preview: Preview) -> Callable[[Words], View]:
    return lambda words: draft_preview.control(words, preview)


def _previews() -> Iterator[Scene]:
    for number, (content, approvals, audience) in enumerate(
        ((_FULL, 2, 3140), (_PLAIN, 1, 9), (_LONG, 2, 0))
    ):
        city = LONG_CITY if content is _LONG else HOUSTON
        entry = entry_of(replace(_EMPTY, draft=content), city, NOW, approvals)
        preview = Preview(
            announcement=replace(_EMPTY, draft=content),
            entry=entry,
            area=city,
            content=Content(Alert.NEW, NOW, city.zone, (CityPlace(city).key,), (Item(entry.id),)),
            entries={WATER.id: WATER, entry.id: entry},
            audience=audience,
            lasts=timedelta(seconds=audience / 25),
            approvals=approvals,
            doubles=(Double(RALLY, waiting=False), Double(LONG, waiting=True)) if number else (),
            now=NOW,
        )
        yield _screen(f"preview {number}", _control(preview))
        yield Scene(f"new: announced here {number}", Form.ACTION, _alert(preview), alert=True)
    in_review = replace(_EMPTY, state=AnnouncementState.IN_REVIEW, expires_at=NOW + timedelta(hours=24))
    yield _screen("submitted", lambda words: draft_preview.submitted(words, in_review, HOUSTON, NOW))
