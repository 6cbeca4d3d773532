"""What is held, what readers report, and what the others hear of a retraction."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from bot.domain.broadcast import Alert
from bot.domain.errors import Refusal
from bot.domain.ids import AnnouncementId, BroadcastId
from bot.domain.limits import Flagged, Held, Hold, Reason, Released
from bot.domain.review import Decided
from bot.views import flags, holds, refusals, retracting, reviewing
from bot.views.view import View
from bot.views.words import Words
from tests.builders import HOUSTON
from tests.views.made_up import LONG, RALLY, WATER
from tests.views.scene import Form, Scene
from tests.views.scenes_of_coordinators import ANA, OPERATOR
from tests.views.scenes_of_reviews import AUTHOR, OF_AUTHOR

NOW = datetime(2026, 2, 7, 16, 0, tzinfo=UTC)
HOLD = Hold(
    BroadcastId(41),
    "new:A7F3:2",
    Alert.NEW,
    Reason.PUSHES,
    143,
    NOW + timedelta(hours=6),
    f"c{HOUSTON.id}",
    RALLY.id,
    AnnouncementId(12),
)
HELD = Held(HOLD, RALLY, None, ANA, (replace(ANA, label="C-07", id=OPERATOR.id),), (OPERATOR,))
BRIEF = Held(
    Hold(
        BroadcastId(7),
        "brief:2026-02-06T18:00 America/Los_Angeles",
        Alert.BRIEF,
        "its text could not be made",
        4,
        NOW,
    ),
    None,
    None,
    None,
    (),
    (OPERATOR,),
)
REFUSALS = (
    Refusal("halt-of-a-code", code="K4TD"),
    Refusal("nothing-held", code="K4TD"),
    Refusal("resume-hold-by-another", what="K4TD"),
    Refusal("hold-over", what="K4TD"),
    Refusal("report-enough", most=3),
    Refusal("code-missing", command="report"),
)


def _with(held: Held, **facts: object) -> Held:
    return replace(held, hold=replace(held.hold, **facts))  # type: ignore[arg-type]


def limit_scenes() -> Iterator[Scene]:
    for name, view in {**_holds(), **_approved(), **_flags(), **_retractions()}.items():
        yield Scene(name, Form.SCREEN, view)
    for refusal in REFUSALS:
        yield Scene(f"refusal of limits: {refusal.key}", Form.ERROR, _refused(refusal))


def _holds() -> dict[str, Callable[[Words], View]]:
    pages = {reason.name.lower(): _with(HELD, reason=reason) for reason in Reason}
    pages |= {f"of a {alert}": _with(HELD, alert=alert) for alert in Alert}
    pages |= {
        "few": _with(HELD, waiting=4),
        "needed nobody else": replace(HELD, approvers=()),
        "its author left": replace(HELD, author=None, approvers=()),
        "as long as it gets": replace(HELD, entry=LONG),
        "of a day": replace(HELD, entry=WATER),
        "a brief": BRIEF,
        "a retraction that Telegram refuses": replace(
            _with(HELD, alert=Alert.RETRACTION, reason="400 can't parse entities", place_key=None),
            author=None,
            approvers=(),
        ),
    }
    told = {
        "told": HELD,
        "told, no operator": replace(HELD, releasers=()),
        "told of a fault": _with(HELD, reason=Reason.GONE),
    }
    return {
        **{f"held: {name}": _paged(held) for name, held in pages.items()},
        **{f"held: {name}": _told(held) for name, held in told.items()},
        "held: released": lambda w: holds.released(w, Released(HELD, OPERATOR, ())),
        "held: a brief released": lambda w: holds.released(w, Released(BRIEF, OPERATOR, ())),
        "held: expired": lambda w: holds.expired(w, HELD),
    }


def _approved() -> dict[str, Callable[[Words], View]]:
    alone = Decided(OF_AUTHOR, AUTHOR, AUTHOR, RALLY, held=True)
    by_another = replace(alone, by=OPERATOR)
    return {
        "held: approved": lambda w: reviewing.approved(w, by_another),
        "held: approved by another": lambda w: reviewing.approved_author(w, by_another),
        "held: approved alone": lambda w: reviewing.approved_author(w, alone),
    }


def _flags() -> dict[str, Callable[[Words], View]]:
    return {
        "reported": lambda w: flags.done(w, RALLY),
        "reported: taken back": lambda w: flags.taken_back(w, RALLY),
        "reported: page, held": lambda w: flags.page(w, Flagged(RALLY, (ANA,), held=True), NOW),
        "reported: page, of a day": lambda w: flags.page(w, Flagged(WATER, (ANA,)), NOW),
        "reported: page, as long as it gets": lambda w: flags.page(w, Flagged(LONG, (ANA,)), NOW),
        "reported: page, sent": lambda w: flags.page(w, Flagged(RALLY, (ANA,)), NOW),
    }


def _retractions() -> dict[str, Callable[[Words], View]]:
    return {
        "retracted by another": lambda w: retracting.by_another(w, RALLY, "C-07", 143),
        "retracted by another, nobody told": lambda w: retracting.by_another(w, RALLY, "C-07", 0),
        "review: unanswered": lambda w: reviewing.unanswered(w, OF_AUTHOR, None, calls=True),
        "review: unanswered, told before": lambda w: reviewing.unanswered(w, OF_AUTHOR, RALLY, calls=True),
        "review: unanswered, no operator": lambda w: reviewing.unanswered(w, OF_AUTHOR, RALLY, calls=False),
    }


def _paged(held: Held) -> Callable[[Words], View]:
    return lambda words: holds.page(words, held, "0f1e2d3c", NOW)


def _told(held: Held) -> Callable[[Words], View]:
    return lambda words: holds.told(words, held, NOW)


def _refused(refusal: Refusal) -> Callable[[Words], View]:
    return lambda words: refusals.refusal(words, refusal)
