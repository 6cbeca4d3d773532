"""What coordinators see of a change: draft, preview, the second person's screen; and the notices."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.drafted import Drafted, Preview
from bot.domain.broadcast import Alert, Content, DeliveryState, Item
from bot.domain.broadcast import BroadcastState as Sent
from bot.domain.calendar import Access, Entry, Status
from bot.domain.coordinator import Coordinator, Role, Standing
from bot.domain.errors import Refusal
from bot.domain.ids import AnnouncementId, ChatId, CoordinatorId
from bot.domain.places import Coordinates
from bot.domain.proof import new_facts, proof_of
from bot.domain.review import Review
from bot.domain.sending import Standing as Sending
from bot.domain.subscriber import Language
from bot.services.corrections import draft_of, outcome
from bot.views import change_drafts, drafts, progress, reviewing
from bot.views.view import View
from bot.views.words import Words
from tests.builders import HOUSTON
from tests.views.made_up import RALLY, VIGIL, WATER
from tests.views.scene import Form, Scene
from tests.views.scenes_of_notices import notice

NOON = datetime(2026, 2, 7, 17, 40, tzinfo=UTC)
"""Saturday, February 7, 11:40 AM in Houston."""
DAYS_BEFORE = NOON - timedelta(days=3)
_THREE = datetime(2026, 2, 7, 15)  # noqa: DTZ001 - local
_FAR = Coordinates(30.2711, -97.7437)
_AUTHOR = Coordinator(
    CoordinatorId(7), "C-07", ChatId(1), Role.COORDINATOR, Standing.ACTIVE, NOON, Language.EN, ()
)
_ALTERED: dict[str, dict[str, Any]] = {
    "nothing": {},
    "place": {"venue": "library steps", "address": "50 Oak St", "pin": None},
    "time": {"starts_at": _THREE, "ends_at": None},
    "everything": {
        "venue": "library steps",
        "address": "50 Oak St",
        "pin": _FAR,
        "starts_at": _THREE + timedelta(days=7),
        "ends_at": None,
        "organizers": ("Riverside Neighbors", "Local 5"),
        "access": Access(step_free=True, asl=False),
        "link": "https://www.mobilize.us/riverside/1",
        "title_en": "Rally at the library",
        "title_es": "Concentración en la biblioteca",
        "belongs_to": WATER.id,
    },
    "what few look at": {"organizers": (), "link": "https://www.mobilize.us/riverside/1"},
    "link alone": {"link": "https://www.mobilize.us/riverside/1"},
    "pin alone": {"pin": Coordinates(29.7, -95.4)},
    "day of action alone": {"belongs_to": WATER.id},
}


def change_scenes() -> Iterator[Scene]:
    yield from _drafts()
    yield from _previews()
    yield from _reviews()
    yield from _notices()
    for command in ("change", "postpone"):
        yield _screen(f"which to {command}", _which(command))
    yield _screen("which, none", lambda words: change_drafts.which(words, (), "change"))
    replaced = Sending(RALLY.code, Sent.DONE, {DeliveryState.CANCELLED: 40})
    yield _screen("progress: replaced", lambda words: progress.progress(words, replaced, None))


def _screen(name: str, view: Callable[[Words], View]) -> Scene:
    return Scene(f"change: {name}", Form.SCREEN, view)


def _of(entry: Entry, purpose: Purpose = Purpose.CHANGE, **facts: Any) -> Announcement:
    draft: Draft = replace(draft_of(entry), **facts)
    state = AnnouncementState.DRAFT
    return Announcement(AnnouncementId(1), entry.code, purpose, state, CoordinatorId(7), 3, draft, entry.id)


def _drafted(entry: Entry, one: Announcement, **facts: Any) -> Drafted:
    after = outcome(one, entry, HOUSTON, DAYS_BEFORE)
    today = DAYS_BEFORE.date()
    return Drafted(one, HOUSTON, None, today, before=entry, after=after, **facts)


def _drafts() -> Iterator[Scene]:
    for name, facts in _ALTERED.items():
        yield _draft(name, _drafted(RALLY, _of(RALLY, **facts)))
    yield _draft("no time known", _drafted(VIGIL, _of(VIGIL)))
    refused = (Refusal("draft-link-not-allowed", typed="https://example.com"),)
    yield _draft("with a refusal", _drafted(RALLY, _of(RALLY, venue="Pier 4"), refused=refused))
    for status in (Status.CANCELLED, Status.POSTPONED, Status.RETRACTED):
        off = replace(RALLY, status=status)
        yield _draft(f"of what is {status}", _drafted(off, _of(off)))
    in_review = replace(_of(RALLY, venue="Pier 4"), state=AnnouncementState.IN_REVIEW)
    yield _draft("in review", _drafted(RALLY, in_review))
    listed = [
        _drafted(RALLY, replace(_of(RALLY, purpose), state=state))
        for purpose in (Purpose.CHANGE, Purpose.CANCEL, Purpose.POSTPONE)
        for state in (AnnouncementState.DRAFT, AnnouncementState.IN_REVIEW)
    ]
    yield _screen("in the list of drafts", lambda words: drafts.open_drafts(words, listed))


def _draft(name: str, drafted: Drafted) -> Scene:
    return _screen(f"draft, {name}", lambda words: drafts.draft(words, drafted))


def _preview(now: datetime, **facts: Any) -> Preview:
    one = _of(RALLY, **facts)
    entry = outcome(one, RALLY, HOUSTON, now)
    content = Content(Alert.CHANGE, now, entry.zone, (), (Item(entry.id),), RALLY.version)
    held = now + timedelta(minutes=3) if now < NOON else None
    lasts = timedelta(seconds=20)
    return Preview(
        one, entry, HOUSTON, content, {entry.id: entry}, 143, lasts, 2, (), now, before=RALLY, goes_at=held
    )


def _previews() -> Iterator[Scene]:
    for name, preview in {
        "held": _preview(DAYS_BEFORE, **_ALTERED["place"]),
        "soon": _preview(NOON, **_ALTERED["place"]),
        "far away": _preview(DAYS_BEFORE, **_ALTERED["everything"]),
        "one is enough": replace(_preview(NOON, **_ALTERED["time"]), approvals=1, audience=3),
        "known already": _preview(DAYS_BEFORE),
    }.items():
        yield _screen(f"preview, {name}", lambda words, it=preview: change_drafts.control(words, it))  # type: ignore[misc]
    known = _preview(DAYS_BEFORE)
    yield _screen("known already", lambda words: change_drafts.known_already(words, known))


def _review(purpose: Purpose, before: Entry = RALLY, **facts: Any) -> Review:
    one = replace(
        _of(before, purpose, **facts),
        state=AnnouncementState.IN_REVIEW,
        expires_at=DAYS_BEFORE + timedelta(hours=24),
    )
    entry = outcome(one, before, HOUSTON, DAYS_BEFORE)
    proof = proof_of(one.draft, one.code, new_facts(before.version, entry.version), before)
    return Review(one, HOUSTON, entry, before, _AUTHOR, proof, 143, timedelta(minutes=4))


def _reviews() -> Iterator[Scene]:
    off = replace(RALLY, status=Status.CANCELLED)
    reviews = {
        "place": _review(Purpose.CHANGE, **_ALTERED["place"]),
        "everything": _review(Purpose.CHANGE, **_ALTERED["everything"]),
        "what few look at": _review(Purpose.CHANGE, **_ALTERED["what few look at"]),
        "on again": _review(Purpose.CHANGE, off),
        "that tells nobody": replace(_review(Purpose.CHANGE, off), audience=0),
        "cancellation": _review(Purpose.CANCEL),
        "cancellation, no time known": _review(Purpose.CANCEL, VIGIL),
        "postponement": _review(Purpose.POSTPONE),
    }
    for name, review in reviews.items():
        yield _screen(f"review, {name}", _reviewed(review))
    for urgent in (False, True):
        for name in ("place", "cancellation", "postponement"):
            yield _screen(f"{'urgent ' * urgent}page, {name}", _page(reviews[name], urgent=urgent))


def _reviewed(review: Review) -> Callable[[Words], View]:
    return lambda words: reviewing.screen(words, review, DAYS_BEFORE, live=True)


def _page(review: Review, *, urgent: bool) -> Callable[[Words], View]:
    one, entry = review.announcement, review.entry
    return lambda words: reviewing.page(words, one, entry, "C-07", DAYS_BEFORE, urgent=urgent)


def _notices() -> Iterator[Scene]:
    linked = replace(RALLY, link="https://www.mobilize.us/riverside/1")
    pinned = replace(RALLY, coordinates=_FAR, own_coordinates=True)
    near = Coordinates(30.2712, -97.7436)
    states = {
        "link": (RALLY, linked),
        "link gone": (linked, RALLY),
        "link and who calls it": (RALLY, replace(linked, organizers=())),
        "pin": (RALLY, pinned),
        "pin gone": (pinned, replace(RALLY, own_coordinates=False)),
        "pin moved": (pinned, replace(pinned, coordinates=near)),
        "place and pin": (RALLY, replace(pinned, venue="Pier 4")),
        "time and pin": (RALLY, replace(pinned, starts_at=_THREE, ends_at=None)),
        "part of a day": (RALLY, replace(RALLY, belongs_to=WATER.id)),
        "part of none": (replace(RALLY, belongs_to=WATER.id), RALLY),
        "time and day of action": (
            RALLY,
            replace(RALLY, starts_at=_THREE, ends_at=None, belongs_to=WATER.id),
        ),
        "time and link": (RALLY, replace(linked, starts_at=_THREE, ends_at=None)),
    }
    week_later: dict[str, Any] = {
        "starts_on": _THREE.date() + timedelta(days=7),
        "ends_on": _THREE.date() + timedelta(days=7),
        "starts_at": _THREE + timedelta(days=7),
        "ends_at": None,
    }
    for status in (Status.CANCELLED, Status.POSTPONED, Status.RETRACTED):
        off = replace(RALLY, status=status)
        states[f"on again, {status}"] = off, RALLY
        states[f"on again elsewhere, {status}"] = off, replace(RALLY, venue="library steps")
        states[f"on again later, {status}"] = off, replace(RALLY, **week_later)
    for name, (before, after) in states.items():
        yield Scene(f"notice: {name}", Form.NOTICE, _notice(before, after), alert=True)


def _notice(before: Entry, after: Entry) -> Callable[[Words], View]:
    return lambda words: notice(words, before, after, NOON)


def _which(command: str) -> Callable[[Words], View]:
    return lambda words: change_drafts.which(words, (RALLY, VIGIL), command)
