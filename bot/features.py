"""The features, put together by constructors: what everybody uses, and what coordinators use."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.broadcast.desk import Desk
from bot.broadcast.hold_pages import HoldPages
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
from bot.services.flagging import Flagging
from bot.services.flyers import Flyers
from bot.services.group_lists import GroupLists
from bot.services.halting import Halting
from bot.services.holds import Holds
from bot.services.inline import InlineQuestions
from bot.services.joining import Joining
from bot.services.leaving import Leaving
from bot.services.moving import Moving
from bot.services.muting import Muting
from bot.services.notices import Notices
from bot.services.own_data import OwnData
from bot.services.place_settings import PlaceSettings
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
from bot.services.timetable import Timetable
from bot.services.topics import Topics
from bot.services.watching import Watching
from bot.services.welcome import Welcome
from bot.telegram.reply import Replies
from handlers.announcing import AnnouncingHandlers
from handlers.arrivals import Arrivals
from handlers.context import Asking
from handlers.coordinators import CoordinatorHandlers
from handlers.ending_series import EndingHandlers
from handlers.feature import Feature
from handlers.flyers import FlyerHandlers
from handlers.help import HelpHandlers
from handlers.inline import InlineHandlers
from handlers.joining import JoiningHandlers
from handlers.leaving import LeavingHandlers
from handlers.limits import FlagHandlers, HoldHandlers
from handlers.membership import MembershipHandlers
from handlers.moving import MovingHandlers
from handlers.other_messages import OtherMessages
from handlers.oversight import HaltHandlers, OversightHandlers
from handlers.places import PlaceHandlers
from handlers.plain_text import PlainTextHandlers
from handlers.proposing import ProposingHandlers
from handlers.questions import QuestionHandlers
from handlers.retracting import RetractingHandlers
from handlers.returning import ReturningHandlers
from handlers.reviewing import ReviewHandlers
from handlers.settings import SettingsHandlers
from handlers.settings_screens import SettingsScreens
from handlers.start import StartHandlers
from handlers.telling import Telling
from handlers.topics import TopicHandlers
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
    moving: Moving


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
    timetable = Timetable(clock, Planner(transactions, places.place, clock))
    preferences = Preferences(transactions, places, timetable)
    place_settings = PlaceSettings(transactions, places)
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
    question_handlers = QuestionHandlers(asking, replies, questions, clock, GroupLists(clock))
    arrivals = Arrivals()
    return (
        MovingHandlers(common.moving, arrivals),
        MembershipHandlers(asking, replies, leaving, arrivals),
        InlineHandlers(asking, replies, InlineQuestions(transactions, places, clock), clock),
        _flags(common),
        SettingsScreens(asking, replies, preferences, place_settings),
        StartHandlers(asking, replies, welcome, preferences, questions, clock),
        place_handlers,
        TopicHandlers(asking, replies, Topics(transactions)),
        SettingsHandlers(asking, replies, preferences, place_settings, Muting(transactions, clock), welcome),
        leaving_handlers,
        help_handlers,
        PlainTextHandlers(
            asking, subscriptions, place_handlers, question_handlers, leaving_handlers, help_handlers
        ),
        question_handlers,
        OtherMessages(),
        UnknownCommandHandlers(help_handlers),
        ReturningHandlers(asking, replies, leaving, subscriptions),
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
    holds = Holds(transactions, places, clock, wake)
    progress = Progress(Watching(transactions, clock), replies, common.send_rate)
    desk = Desk(times, progress, HoldPages(holds), replies, clock)
    reviewing = Reviewing(transactions, places, clock, dispatch, common.send_rate, wake)
    drafting = Drafting(transactions, places, clock)
    previews = ChangePreviews(places, notices, clock, common.approvals, common.send_rate)
    submitting = Submitting(
        transactions, places, clock, dispatch, common.approvals, common.send_rate, previews
    )
    announcing = AnnouncingHandlers(asking, replies, drafting, submitting, places, clock)
    changing = Changing(transactions, places, clock)
    proposing = Proposing(transactions, places, clock, desk.wake)
    ending = ProposingEnd(transactions, places, clock, desk.wake)
    status = OperatorsStatus(transactions, clock, common.approvals)
    features = (
        ReviewHandlers(asking, replies, reviewing, times, desk, clock, live=live),
        announcing,
        EndingHandlers(asking, replies, ending, clock),
        ProposingHandlers(asking, replies, proposing, changing, announcing, clock),
        RetractingHandlers(asking, replies, Retracting(transactions, places, clock, notices, wake), telling),
        JoiningHandlers(asking, replies, Joining(transactions, places, clock), telling),
        CoordinatorHandlers(asking, replies, Coordinators(transactions, places, clock), telling),
        _halts(common, holds, telling),
        OversightHandlers(asking, replies, Audit(transactions, places), status, places),
        FlyerHandlers(asking, replies, Flyers(transactions, places, clock), clock),
    )
    return Office(features, desk)


def _halts(common: Common, holds: Holds, telling: Telling) -> HaltHandlers:
    """What somebody stopped, and what stopped by itself."""
    asking, replies = common.asking, common.replies
    halting = Halting(common.transactions, common.places, common.clock)
    return HaltHandlers(asking, replies, halting, telling, HoldHandlers(asking, replies, holds, telling))


def _flags(common: Common) -> FlagHandlers:
    flagging = Flagging(common.transactions, common.places, common.clock, real_now)
    return FlagHandlers(common.asking, common.replies, flagging, Telling(common.replies), common.clock)
