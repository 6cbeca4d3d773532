"""What an outcome makes of its delivery. Pure: the row, its counts and what follows, no I/O."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from bot.domain.broadcast import (
    REPEATS,
    Alert,
    Ambiguous,
    Delivery,
    DeliveryState,
    Gone,
    Migrated,
    NoRights,
    Outcome,
    Rejected,
    Sent,
    TopicClosed,
)
from bot.domain.ids import BroadcastId, ChatId, DeliveryId, SubscriberId

PLAIN = "plain: "
"""How a row's reason begins once its formatting was rejected, so that the next attempt goes without."""
MOVED = "topic: "
"""How a row's reason begins once its topic was closed; the next attempt says why it comes to General."""
REASON_LENGTH = 40


@dataclass(frozen=True, slots=True)
class Result:
    """What is to be recorded of one attempt.

    `unknown` adds one to the row's ambiguous outcomes. `reason` None leaves the row's reason as it is.
    `at` is the instant of the answer. `gone`: the chat cannot be reached, or not be written to.
    `lost_thread`: its topic is no place for alerts any more. `moved_to`: its new id.
    """

    delivery: Delivery
    state: DeliveryState
    at: datetime
    unknown: bool = False
    reason: str | None = None
    message_id: int | None = None
    gone: bool = False
    lost_thread: bool = False
    moved_to: ChatId | None = field(default=None, repr=False)

    @property
    def id(self) -> DeliveryId:
        return self.delivery.id

    @property
    def broadcast_id(self) -> BroadcastId:
        return self.delivery.broadcast_id

    @property
    def subscriber_id(self) -> SubscriberId:
        return self.delivery.subscriber_id


def repeats(alert: Alert) -> int:
    """How many unknown outcomes of one delivery are followed by another attempt (A)."""
    return REPEATS.get(alert, 1)


def after_unknown(alert: Alert, ambiguous: int) -> DeliveryState:
    """Where a row goes after one more unknown outcome, `ambiguous` having come before it."""
    return DeliveryState.PENDING if ambiguous < repeats(alert) else DeliveryState.UNCERTAIN


def settle(delivery: Delivery, outcome: Outcome, at: datetime) -> Result:
    """Proven not delivered, for a reason that may pass, is pending again."""
    result = Result(delivery, DeliveryState.PENDING, at)
    match outcome:
        case Sent(message_id):
            result = replace(result, state=DeliveryState.SENT, message_id=message_id)
        case Gone(reason):
            result = replace(result, state=DeliveryState.GONE, reason=reason, gone=True)
        case Migrated(new_chat_id):
            result = replace(result, moved_to=new_chat_id)
        case TopicClosed() if delivery.thread is not None:
            result = replace(result, lost_thread=True)
        case TopicClosed(reason) | NoRights(reason):
            # Nobody was told, and who may write again in time still tells them.
            result = replace(result, reason=reason, gone=True)
        case Rejected(reason, removed) if delivery.plain or removed:
            result = replace(result, state=DeliveryState.REJECTED, reason=reason)
        case Rejected(reason):
            result = replace(result, reason=(PLAIN + reason)[:REASON_LENGTH])
        case Ambiguous(reason):
            state = after_unknown(delivery.alert, delivery.ambiguous)
            final = reason if state is DeliveryState.UNCERTAIN else None
            result = replace(result, state=state, unknown=True, reason=final)
    if delivery.moved and result.state is DeliveryState.PENDING and result.reason is not None:
        result = replace(result, reason=(MOVED + result.reason)[:REASON_LENGTH])
    return result
