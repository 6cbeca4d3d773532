"""The features, put together by constructors: what everybody uses, and what coordinators use."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.broadcast.desk import Desk
from bot.broadcast.planner import Planner
from bot.broadcast.progress import Progress
from bot.clock import real_now
from bot.domain.announcement import Purpose
from bot.services.audit import Audit
from bot.services.change_previews import ChangePreviews
from bot.services.changing import Changing
from bot.services.coordinators import Coordinators
from bot.services.corrections import Correction
from bot.services.dispatching import Dispatch, Effect, NewEntry
from bot.services.drafting import Drafting
from bot.services.ending_series import Ending
from bot.services.halting import Halting
from bot.services.joining import Joining
from bot.services.leaving import Leaving
from bot.services.muting import Muting
from bot.services.notices import Notices
from bot.services.own_data import OwnData
from bot.services.ports import Clock, Transactions
from bot.services.ports.places import PlaceFinder
from bot.services.preferences import Preferences
from bot.services.proposing import Proposing
from bot.services.proposing_end import ProposingEnd
from bot.services.questions import Questions
from bot.services.removals import Removals
from bot.services.retracting import Retracting
from bot.services.review_times import ReviewTimes
from bot.services.reviewing import Reviewing
from bot.services.status import OperatorsStatus
from bot.services.submitting import Submitting
from bot.services.subscriptions import Subscriptions
from bot.services.watching import Watching
from bot.services.welcome import Welcome
from bot.telegram.reply import Replies
from handlers.announcing import AnnouncingHandlers
from handlers.context import Asking
from handlers.coordinators import CoordinatorHandlers
from handlers.ending_series import EndingHandlers
from handlers.feature import Feature
from handlers.help import HelpHandlers
from handlers.joining import JoiningHandlers
from handlers.leaving import LeavingHandlers
from handlers.membership import MembershipHandlers
from handlers.other_messages import OtherMessages
from handlers.oversight import HaltHandlers, OversightHandlers
from handlers.places import PlaceHandlers
from handlers.plain_text import PlainTextHandlers
from handlers.proposing import ProposingHandlers
from handlers.questions import QuestionHandlers
from handlers.retracting import RetractingHandlers
from handlers.reviewing import ReviewHandlers
from handlers.settings import SettingsHandlers
from handlers.start import StartHandlers
from handlers.telling import Telling
from handlers.unknown import UnknownCommandHandlers


@dataclass(frozen=True, slots=True)
class Common:
    """What nearly every feature is built of. `approvals` and `send_rate` are settings.

    `checkpoint` empties the database's journal, so that nothing erased is left in a file.
    """

    asking: Asking
    replies: Replies
    transactions: Transactions
    checkpoint: Callable[[], Awaitable[None]]
    places: PlaceFinder
    clock: Clock
    approvals: int
    send_rate: float


@dataclass(frozen=True, slots=True)
class Office:
    """What coordinators use, and the desk that pages them and shows how a sending goes."""

    features: tuple[Feature, ...]
    desk: Desk


def everybody(common: Common, contact: str | None) -> tuple[Feature, ...]:
    """In the order in which they are asked whether an update is theirs."""
    asking, replies, places, clock = common.asking, common.replies, common.places, common.clock
    transactions, checkpoint = common.transactions, common.checkpoint
    subscriptions = Subscriptions(transactions, places, clock)
    preferences = Preferences(transactions, places)
    welcome = Welcome(transactions, places, clock)
    questions = Questions(transactions, places, clock)
    leaving = Leaving(transactions, places, clock, checkpoint)
    place_handlers = PlaceHandlers(
        asking, replies, subscriptions, Removals(transactions, places, checkpoint), clock
    )
    leaving_handlers = LeavingHandlers(
        asking, replies, leaving, OwnData(transactions, places, clock, real_now)
    )
    help_handlers = HelpHandlers(asking, replies, contact, Coordinators(transactions, places, clock))
    question_handlers = QuestionHandlers(asking, replies, questions, clock)
    return (
        MembershipHandlers(leaving),
        StartHandlers(asking, replies, welcome, preferences, questions, clock),
        place_handlers,
        SettingsHandlers(asking, replies, preferences, Muting(transactions, clock), welcome),
        leaving_handlers,
        help_handlers,
        PlainTextHandlers(
            asking, subscriptions, place_handlers, question_handlers, leaving_handlers, help_handlers
        ),
        question_handlers,
        OtherMessages(),
        UnknownCommandHandlers(help_handlers),
    )


def coordination(common: Common, planner: Planner, wake: Callable[[], None], *, live: bool) -> Office:
    """Whoever is no coordinator is refused by each of these; they come before what everybody uses."""
    asking, replies, places, clock = common.asking, common.replies, common.places, common.clock
    transactions, telling = common.transactions, Telling(replies)
    notices = Notices(places.place, clock)
    corrections = dict.fromkeys(Purpose, Correction(notices))
    effects: dict[Purpose, Effect] = {
        **corrections,
        Purpose.NEW: NewEntry(planner),
        Purpose.END: Ending(notices),
    }
    dispatch = Dispatch(effects, common.approvals)
    times = ReviewTimes(transactions, places, clock, dispatch, wake)
    desk = Desk(times, Progress(Watching(transactions, clock), replies, common.send_rate), replies, clock)
    reviewing = Reviewing(transactions, places, clock, dispatch, common.send_rate, wake)
    drafting = Drafting(transactions, places, clock)
    previews = ChangePreviews(places, notices, clock, common.approvals, common.send_rate)
    submitting = Submitting(transactions, places, clock, common.approvals, common.send_rate, previews)
    announcing = AnnouncingHandlers(asking, replies, drafting, submitting, places, clock)
    changing, proposing, ending = (
        Changing(transactions, places, clock),
        Proposing(transactions, places, clock, desk.wake),
        ProposingEnd(transactions, places, clock, desk.wake),
    )
    status = OperatorsStatus(transactions, clock, common.approvals)
    features = (
        ReviewHandlers(asking, replies, reviewing, times, desk, clock, live=live),
        announcing,
        EndingHandlers(asking, replies, ending, clock),
        ProposingHandlers(asking, replies, proposing, changing, announcing, clock),
        RetractingHandlers(asking, replies, Retracting(transactions, places, clock, notices, wake)),
        JoiningHandlers(asking, replies, Joining(transactions, places, clock), telling),
        CoordinatorHandlers(asking, replies, Coordinators(transactions, places, clock), telling),
        HaltHandlers(asking, replies, Halting(transactions, places, clock), telling),
        OversightHandlers(asking, replies, Audit(transactions, places), status, places),
    )
    return Office(features, desk)
