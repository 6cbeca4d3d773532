"""What coordinators read: pages, the reviewer's screen, outcomes, progress."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.announced import approved_entry
from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.broadcast import BroadcastState, DeliveryState
from bot.domain.calendar import Kind
from bot.domain.coordinator import Coordinator, Role, Standing
from bot.domain.ids import AnnouncementId, ChatId, Code, CoordinatorId
from bot.domain.places import CountryPlace
from bot.domain.proof import Fact, proof_of
from bot.domain.review import Decided, Review
from bot.domain.sending import Standing as Sending
from bot.domain.subscriber import Language
from bot.views import progress, reviewing
from bot.views.view import View
from bot.views.words import Words
from tests.builders import HOUSTON
from tests.views.scene import Form, Scene

NOW = datetime(2026, 2, 7, 16, 0, tzinfo=UTC)
CODE = Code("A7F3")
RALLY = Draft(
    kind=Kind.RALLY,
    title_en="Rally for clean water at the riverside",
    title_es="Concentración por el agua limpia junto al río",
    city_id=HOUSTON.id,
    starts_at=datetime(2026, 2, 7, 14),  # noqa: DTZ001 - local
    ends_at=datetime(2026, 2, 7, 16),  # noqa: DTZ001 - local
    venue="Riverside Park, main gate",
    address="400 River St",
    organizers=("Riverside Neighbors",),
)
OF_AUTHOR = Announcement(
    AnnouncementId(12),
    CODE,
    Purpose.NEW,
    AnnouncementState.IN_REVIEW,
    CoordinatorId(7),
    2,
    RALLY,
    submitted_at=NOW,
    expires_at=NOW + timedelta(hours=2),
)
AUTHOR = Coordinator(
    CoordinatorId(7), "C-07", ChatId(1), Role.COORDINATOR, Standing.ACTIVE, NOW, Language.EN, ()
)
LONGEST_REASON = "The park is closed on that day for works, ask the city for another gate. " * 3


def a_review(fact: Fact = Fact.TIME, audience: int = 143, seconds: float = 16) -> Review:
    entry = approved_entry(OF_AUTHOR, HOUSTON, NOW, 2)
    proof = proof_of(RALLY, CODE, (fact,))
    within = timedelta(seconds=seconds)
    return Review(OF_AUTHOR, HOUSTON, entry, None, AUTHOR, proof, audience, within)


def _screen(review: Review, *, live: bool = True, picked: int | None = None) -> Callable[[Words], View]:
    return lambda words: reviewing.screen(words, review, NOW, live=live, picked=picked)


def review_scenes() -> Iterator[Scene]:
    for fact in Fact:
        yield Scene(f"review: prove {fact}", Form.SCREEN, _screen(a_review(fact)))
    yield Scene("review: proved", Form.SCREEN, _screen(a_review(), picked=1))
    yield Scene("review: rehearsal, few", Form.SCREEN, _screen(a_review(audience=4), live=False))
    yield Scene("review: many", Form.SCREEN, _screen(a_review(audience=200_123, seconds=8810)))
    yield Scene("reviews: none", Form.SCREEN, lambda words: reviewing.waiting(words, ()))
    both = (OF_AUTHOR, replace(OF_AUTHOR, id=AnnouncementId(13), code=Code("K4TD")))
    yield Scene("reviews: two", Form.SCREEN, lambda words: reviewing.waiting(words, both))
    yield from _told()
    yield from _progress()


def _told() -> Iterator[Scene]:
    entry = approved_entry(OF_AUTHOR, HOUSTON, NOW, 2)

    def page(*, urgent: bool) -> Callable[[Words], View]:
        return lambda words: reviewing.page(words, OF_AUTHOR, entry, "C-07", NOW, urgent=urgent)

    yield Scene("review: page", Form.SCREEN, page(urgent=False))
    yield Scene("review: urgent page", Form.SCREEN, page(urgent=True))
    alone = Decided(OF_AUTHOR, AUTHOR, AUTHOR, entry)
    by_another = replace(alone, by=replace(AUTHOR, id=CoordinatorId(9), label="C-09"))
    held = replace(by_another, goes_at=NOW + timedelta(minutes=3))
    told: dict[str, Callable[[Words], View]] = {
        "ask reason": lambda words: reviewing.ask_reason(words, CODE),
        "approved": lambda words: reviewing.approved(words, by_another),
        "approved, held": lambda words: reviewing.approved(words, held),
        "approved by another": lambda words: reviewing.approved_author(words, by_another),
        "approved by another, held": lambda words: reviewing.approved_author(words, held),
        "approved alone": lambda words: reviewing.approved_author(words, alone),
        "rejected": lambda words: reviewing.rejected(words, CODE),
        "rejected by another": lambda words: reviewing.rejected_author(words, CODE, "C-09", LONGEST_REASON),
        "rejected without reason": lambda words: reviewing.rejected_author(words, CODE, "C-09", None),
        "expired": lambda words: reviewing.expired(words, CODE),
        "nobody else": lambda words: reviewing.nobody_else(words, CODE, HOUSTON),
        "no other operator": lambda words: reviewing.nobody_else(words, CODE, CountryPlace()),
        "operators called": lambda words: reviewing.operators_called(words, CODE),
    }
    for name, view in told.items():
        yield Scene(f"review: {name}", Form.SCREEN, view)


def _progress() -> Iterator[Scene]:
    half = {DeliveryState.SENT: 1400, DeliveryState.PENDING: 1580, DeliveryState.SENDING: 4}
    done = {DeliveryState.SENT: 2970, DeliveryState.GONE: 12, DeliveryState.UNCERTAIN: 2}
    standings = {
        "sending": (BroadcastState.SENDING, half, timedelta(seconds=63)),
        "standing still": (BroadcastState.SENDING, half, None),
        "held": (BroadcastState.HELD, half, timedelta(seconds=63)),
        "done": (BroadcastState.SENDING, done, None),
    }

    def shown(name: str) -> Callable[[Words], View]:
        state, states, left = standings[name]
        return lambda words: progress.progress(words, Sending(CODE, state, states), left)

    for name in standings:
        yield Scene(f"progress: {name}", Form.SCREEN, shown(name))
    yield Scene("progress: nobody", Form.SCREEN, lambda words: progress.nobody(words, CODE))
