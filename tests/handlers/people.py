"""All features as the composition root puts them together, on the shipped gazetteer."""

from collections.abc import Iterable
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass, field

from bot.broadcast.planner import Planner
from bot.domain.subscriber import Language
from bot.features import Common, coordination, everybody
from bot.services.moving import Moving
from bot.services.places import PlaceFinder
from bot.services.subscriptions import Subscriptions
from bot.telegram.reply import Replies
from handlers.context import Asking
from handlers.feature import Feature
from handlers.fresh import FreshPlaces
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
        transactions, finder, clock = self.transactions, self.finder, self.clock
        common = Common(
            asking, replies, transactions, self.checkpoints, finder, clock, 2, 25.0, Moving(transactions)
        )
        planner = Planner(transactions, finder.place, clock)
        office = coordination(common, planner, lambda: None, live=True)
        return (*office.features, *everybody(common, CONTACT))
