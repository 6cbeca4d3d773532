"""The people's features as the composition root puts them together, on the shipped gazetteer."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field
from datetime import UTC, datetime

from bot.broadcast.desk import Desk
from bot.broadcast.planner import Planner
from bot.broadcast.progress import Progress
from bot.domain.announcement import Purpose
from bot.domain.subscriber import Language
from bot.services.audit import Audit
from bot.services.coordinators import Coordinators
from bot.services.corrections import Correction
from bot.services.dispatching import Dispatch, NewEntry
from bot.services.drafting import Drafting
from bot.services.ending_series import Ending
from bot.services.halting import Halting
from bot.services.joining import Joining
from bot.services.leaving import Leaving
from bot.services.muting import Muting
from bot.services.notices import Notices
from bot.services.own_data import OwnData
from bot.services.places import PlaceFinder
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
from handlers.fresh import FreshPlaces
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
from storage.transactions import SqlTransactions
from tests.handlers.harness import Bot, running
from tests.services.people import Checkpoints, StandingClock

CONTACT = "privacy@example.org"


@dataclass(slots=True)
class People:
    """`opened()` runs the application; the rest is what a test may look at or change."""

    transactions: SqlTransactions
    finder: PlaceFinder
    clock: StandingClock = field(default_factory=StandingClock)
    checkpoints: Checkpoints = field(default_factory=Checkpoints)

    def opened(self, language: Language = Language.EN) -> AbstractAsyncContextManager[Bot]:
        fresh = FreshPlaces(self.subscriptions)
        return running(self.transactions, self.features, language, fresh)

    @property
    def subscriptions(self) -> Subscriptions:
        return Subscriptions(self.transactions, self.finder, self.clock)

    def features(self, asking: Asking, replies: Replies) -> Iterable[Feature]:
        subscriptions = self.subscriptions
        preferences = Preferences(self.transactions, self.finder)
        welcome = Welcome(self.transactions, self.finder, self.clock)
        questions = Questions(self.transactions, self.finder, self.clock)
        leaving = Leaving(self.transactions, self.finder, self.clock, self.checkpoints)
        own_data = OwnData(self.transactions, self.finder, self.clock, lambda: datetime.now(UTC))
        removals = Removals(self.transactions, self.finder, self.checkpoints)
        muting = Muting(self.transactions, self.clock)
        coordinators = Coordinators(self.transactions, self.finder, self.clock)
        place_handlers = PlaceHandlers(asking, replies, subscriptions, removals, self.clock)
        leaving_handlers = LeavingHandlers(asking, replies, leaving, own_data)
        help_handlers = HelpHandlers(asking, replies, CONTACT, coordinators)
        question_handlers = QuestionHandlers(asking, replies, questions, self.clock)
        return [
            MembershipHandlers(leaving),
            self.reviews(asking, replies),
            *self.coordination(asking, replies),
            StartHandlers(asking, replies, welcome, preferences, questions, self.clock),
            place_handlers,
            SettingsHandlers(asking, replies, preferences, muting, welcome),
            leaving_handlers,
            help_handlers,
            PlainTextHandlers(
                asking, subscriptions, place_handlers, question_handlers, leaving_handlers, help_handlers
            ),
            question_handlers,
            OtherMessages(),
            UnknownCommandHandlers(help_handlers),
        ]

    def reviews(self, asking: Asking, replies: Replies) -> Feature:
        transactions, finder, clock = self.transactions, self.finder, self.clock
        correction = Correction(Notices(finder.place, clock))
        new = NewEntry(Planner(transactions, finder.place, clock))
        dispatch = Dispatch(
            {**dict.fromkeys(Purpose, correction), Purpose.NEW: new, Purpose.END: Ending(correction.notices)},
            2,
        )
        times = ReviewTimes(transactions, finder, clock, dispatch, lambda: None)
        reviewing = Reviewing(transactions, finder, clock, dispatch, 25.0, lambda: None)
        desk = Desk(times, Progress(Watching(transactions), replies, 25.0), replies, clock)
        return ReviewHandlers(asking, replies, reviewing, times, desk, clock, live=True)

    def coordination(self, asking: Asking, replies: Replies) -> Iterable[Feature]:
        transactions, finder, clock, telling = self.transactions, self.finder, self.clock, Telling(replies)
        drafting = Drafting(transactions, finder, clock)
        submitting = Submitting(transactions, finder, clock, 2, 25.0)
        retracting = Retracting(transactions, finder, clock, Notices(finder.place, clock), lambda: None)
        proposing = Proposing(transactions, finder, clock, lambda: None)
        return [
            RetractingHandlers(asking, replies, retracting),
            EndingHandlers(asking, replies, ProposingEnd(transactions, finder, clock, lambda: None), clock),
            ProposingHandlers(asking, replies, proposing, clock),
            AnnouncingHandlers(asking, replies, drafting, submitting, finder, clock),
            JoiningHandlers(asking, replies, Joining(transactions, finder, clock), telling),
            CoordinatorHandlers(asking, replies, Coordinators(transactions, finder, clock), telling),
            HaltHandlers(asking, replies, Halting(transactions, finder, clock), telling),
            OversightHandlers(
                asking,
                replies,
                Audit(transactions, finder),
                OperatorsStatus(transactions, clock, 2),
                finder,
            ),
        ]
