"""What everybody uses, put together by constructors."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from bot.broadcast.planner import Planner
from bot.clock import real_now
from bot.services.coordinators import Coordinators
from bot.services.flagging import Flagging
from bot.services.group_lists import GroupLists
from bot.services.inline import InlineQuestions
from bot.services.leaving import Leaving
from bot.services.moving import Moving
from bot.services.muting import Muting
from bot.services.own_data import OwnData
from bot.services.place_settings import PlaceSettings
from bot.services.ports import Clock, Transactions
from bot.services.ports.places import PlaceFinder
from bot.services.preferences import Preferences
from bot.services.questions import Questions
from bot.services.removals import Removals
from bot.services.subscriptions import Subscriptions
from bot.services.timetable import Timetable
from bot.services.topics import Topics
from bot.services.welcome import Welcome
from bot.telegram.reply import Replies
from handlers.arrivals import Arrivals
from handlers.context import Asking
from handlers.feature import Feature
from handlers.help import HelpHandlers
from handlers.inline import InlineHandlers
from handlers.leaving import LeavingHandlers
from handlers.limits import FlagHandlers
from handlers.membership import MembershipHandlers
from handlers.moving import MovingHandlers
from handlers.other_messages import OtherMessages
from handlers.places import PlaceHandlers
from handlers.plain_text import PlainTextHandlers
from handlers.questions import QuestionHandlers
from handlers.returning import ReturningHandlers
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
    planner: Planner
    coordinators: Coordinators
    approvals: int
    send_rate: float
    moving: Moving


def everybody(common: Common, contact: str | None) -> tuple[Feature, ...]:
    """In the order in which they are asked whether an update is theirs."""
    asking, replies, places, clock = common.asking, common.replies, common.places, common.clock
    transactions, arrivals = common.transactions, Arrivals()
    leaving = Leaving(transactions, places, clock, common.checkpoint)
    subscriptions = Subscriptions(transactions, places, clock)
    questions = Questions(transactions, places, clock)
    flagging = Flagging(transactions, places, clock, real_now)
    return (
        MovingHandlers(common.moving, arrivals),
        MembershipHandlers(asking, replies, leaving, arrivals),
        InlineHandlers(asking, replies, InlineQuestions(transactions, places, clock), clock),
        FlagHandlers(asking, replies, flagging, Telling(replies), clock),
        *_settings(common, questions),
        *_words(common, contact, leaving, subscriptions, questions),
        ReturningHandlers(asking, replies, leaving, subscriptions),
    )


def _settings(common: Common, questions: Questions) -> tuple[Feature, ...]:
    """Greeted and set up: whatever a chat has set, pressed or typed."""
    asking, replies, places, clock = common.asking, common.replies, common.places, common.clock
    transactions = common.transactions
    preferences = Preferences(transactions, places, Timetable(clock, common.planner))
    place_settings = PlaceSettings(transactions, places)
    welcome = Welcome(transactions, places, clock)
    return (
        SettingsScreens(asking, replies, preferences, place_settings),
        StartHandlers(asking, replies, welcome, preferences, questions, clock),
        TopicHandlers(asking, replies, Topics(transactions)),
        SettingsHandlers(asking, replies, preferences, place_settings, Muting(transactions, clock), welcome),
    )


def _words(
    common: Common,
    contact: str | None,
    leaving: Leaving,
    subscriptions: Subscriptions,
    questions: Questions,
) -> tuple[Feature, ...]:
    """What is typed in plain words as well, and last whatever nobody claimed."""
    asking, replies, places, clock = common.asking, common.replies, common.places, common.clock
    removals = Removals(common.transactions, places, common.checkpoint)
    own_data = OwnData(common.transactions, places, clock, real_now)
    followed = PlaceHandlers(asking, replies, subscriptions, removals, clock)
    leaves = LeavingHandlers(asking, replies, leaving, own_data)
    helps = HelpHandlers(asking, replies, contact, common.coordinators)
    asks = QuestionHandlers(asking, replies, questions, clock, GroupLists(clock))
    return (
        followed,
        leaves,
        helps,
        PlainTextHandlers(asking, subscriptions, followed, asks, leaves, helps),
        asks,
        OtherMessages(),
        UnknownCommandHandlers(helps),
    )
