"""What coordinators use, put together by constructors."""

from collections.abc import Callable
from dataclasses import dataclass

from bot.broadcast.desk import Desk
from bot.broadcast.hold_pages import HoldPages
from bot.broadcast.progress import Progress
from bot.domain.announcement import Purpose
from bot.features import Common
from bot.services.audit import Audit
from bot.services.change_previews import ChangePreviews
from bot.services.changing import Changing
from bot.services.corrections import Correction
from bot.services.dispatching import Dispatch, Effect, NewEntry
from bot.services.drafting import Drafting
from bot.services.ending_series import Ending
from bot.services.flyers import Flyers
from bot.services.halting import Halting
from bot.services.holds import Holds
from bot.services.joining import Joining
from bot.services.notices import Notices
from bot.services.proposing import Proposing
from bot.services.proposing_end import ProposingEnd
from bot.services.retracting import Retracting
from bot.services.review_times import ReviewTimes
from bot.services.reviewing import Reviewing
from bot.services.status import OperatorsStatus
from bot.services.submitting import Submitting
from bot.services.watching import Watching
from handlers.announcing import AnnouncingHandlers
from handlers.coordinators import CoordinatorHandlers
from handlers.ending_series import EndingHandlers
from handlers.feature import Feature
from handlers.flyers import FlyerHandlers
from handlers.joining import JoiningHandlers
from handlers.limits import HoldHandlers
from handlers.oversight import HaltHandlers, OversightHandlers
from handlers.proposing import ProposingHandlers
from handlers.retracting import RetractingHandlers
from handlers.reviewing import ReviewHandlers
from handlers.telling import Telling


@dataclass(frozen=True, slots=True)
class Office:
    """What coordinators use, and the desk that pages them and shows how a sending goes."""

    features: tuple[Feature, ...]
    desk: Desk


def coordination(common: Common, wake: Callable[[], None], *, live: bool) -> Office:
    """Whoever is no coordinator is refused by each of these; they come before what everybody uses."""
    asking, replies, places, clock = common.asking, common.replies, common.places, common.clock
    transactions, telling = common.transactions, Telling(replies)
    notices = Notices(places.place, clock)
    dispatch = _dispatch(common, notices)
    holds = Holds(transactions, places, clock, wake)
    times = ReviewTimes(transactions, places, clock, dispatch, wake)
    progress = Progress(Watching(transactions, clock), replies, common.send_rate)
    desk = Desk(times, progress, HoldPages(holds), replies, clock)
    reviewing = Reviewing(transactions, places, clock, dispatch, common.send_rate, wake)
    features = (
        ReviewHandlers(asking, replies, reviewing, times, desk, clock, live=live),
        *_proposals(common, notices, dispatch, desk),
        RetractingHandlers(asking, replies, Retracting(transactions, places, clock, notices, wake), telling),
        JoiningHandlers(asking, replies, Joining(transactions, places, clock), telling),
        CoordinatorHandlers(asking, replies, common.coordinators, telling),
        *_oversight(common, holds, telling),
        FlyerHandlers(asking, replies, Flyers(transactions, places, clock), clock),
    )
    return Office(features, desk)


def _dispatch(common: Common, notices: Notices) -> Dispatch:
    """What an approval does, by what it approves."""
    effects: dict[Purpose, Effect] = {
        **dict.fromkeys(Purpose, Correction(notices)),
        Purpose.NEW: NewEntry(common.planner),
        Purpose.END: Ending(notices),
    }
    return Dispatch(effects, common.approvals)


def _proposals(common: Common, notices: Notices, dispatch: Dispatch, desk: Desk) -> tuple[Feature, ...]:
    """Everything that a second person has to approve, as it is written."""
    asking, replies, places, clock = common.asking, common.replies, common.places, common.clock
    transactions, approvals, rate = common.transactions, common.approvals, common.send_rate
    previews = ChangePreviews(places, notices, clock, approvals, rate)
    submitting = Submitting(transactions, places, clock, dispatch, approvals, rate, previews)
    drafting = Drafting(transactions, places, clock)
    announcing = AnnouncingHandlers(asking, replies, drafting, submitting, places, clock)
    proposing = Proposing(transactions, places, clock, desk.wake)
    ending = ProposingEnd(transactions, places, clock, desk.wake)
    changing = Changing(transactions, places, clock)
    return (
        announcing,
        EndingHandlers(asking, replies, ending, clock),
        ProposingHandlers(asking, replies, proposing, changing, announcing, clock),
    )


def _oversight(common: Common, holds: Holds, telling: Telling) -> tuple[Feature, ...]:
    """What somebody stopped and what stopped by itself; what was done, and how the bot stands."""
    asking, replies, places, clock = common.asking, common.replies, common.places, common.clock
    halting = Halting(common.transactions, places, clock)
    status = OperatorsStatus(common.transactions, clock, common.approvals)
    audit = Audit(common.transactions, places)
    held = HoldHandlers(asking, replies, holds, telling)
    return (
        HaltHandlers(asking, replies, halting, telling, held),
        OversightHandlers(asking, replies, audit, status, places),
    )
