"""Each outcome moves a delivery to the state that the promise of delivery asks for."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from bot.domain.broadcast import (
    Alert,
    Ambiguous,
    Delivery,
    DeliveryState,
    Gone,
    Migrated,
    NoRights,
    NotSent,
    Outcome,
    Rejected,
    Sent,
    TokenRefused,
    TopicClosed,
)
from bot.domain.ids import BroadcastId, ChatId, DeliveryId, EditionId, SubscriberId
from bot.domain.settling import MOVED, PLAIN, REASON_LENGTH, settle

AT = datetime(2026, 2, 3, 18, tzinfo=UTC)
DELIVERY = Delivery(
    DeliveryId(1), BroadcastId(1), EditionId(1), SubscriberId(1), ChatId(7), None, Alert.BRIEF, AT
)
PENDING, UNCERTAIN = DeliveryState.PENDING, DeliveryState.UNCERTAIN

TABLE: list[tuple[Outcome, DeliveryState]] = [
    (Sent(5), DeliveryState.SENT),
    (Gone("403 blocked"), DeliveryState.GONE),
    (NotSent("429", 5, gate=True), PENDING),
    (NotSent("ConnectError"), PENDING),
    (Migrated(ChatId(-100)), PENDING),
    (TokenRefused("401"), PENDING),
    (Rejected("400 entities"), PENDING),
    (Rejected("500 taken down", removed=True), DeliveryState.REJECTED),
    (Ambiguous("ReadTimeout"), PENDING),
    (TopicClosed("400 topic_closed"), PENDING),
    (NoRights("400 not enough rights"), PENDING),
]


@pytest.mark.parametrize(("outcome", "state"), TABLE)
def test_the_state_after_a_first_outcome(outcome: Outcome, state: DeliveryState) -> None:
    assert settle(DELIVERY, outcome, AT).state is state


@pytest.mark.parametrize(
    ("alert", "repeats"),
    [
        (Alert.BRIEF, 1), (Alert.NEW, 1), (Alert.REMINDER, 1),
        (Alert.CHANGE, 2), (Alert.CANCELLATION, 2), (Alert.RETRACTION, 2),
    ],
)  # fmt: skip
def test_unknown_outcomes_are_repeated_as_often_as_the_alert_is_worth(alert: Alert, repeats: int) -> None:
    states = [
        settle(replace(DELIVERY, alert=alert, ambiguous=ambiguous), Ambiguous("500"), AT).state
        for ambiguous in range(repeats + 1)
    ]
    assert states == [PENDING] * repeats + [UNCERTAIN]


@pytest.mark.parametrize("outcome", [outcome for outcome, _ in TABLE])
def test_only_an_unknown_outcome_is_counted_as_one(outcome: Outcome) -> None:
    assert settle(DELIVERY, outcome, AT).unknown is isinstance(outcome, Ambiguous)


def test_a_text_rejected_without_formatting_too_is_rejected() -> None:
    plain = replace(DELIVERY, plain=True)
    assert settle(plain, Rejected("400 too long"), AT).state is DeliveryState.REJECTED


def test_the_row_remembers_to_go_without_formatting() -> None:
    reason = settle(DELIVERY, Rejected("400 " + "x" * 60), AT).reason
    assert reason is not None
    assert reason.startswith(PLAIN)
    assert len(reason) <= REASON_LENGTH
    assert settle(replace(DELIVERY, plain=True), NotSent("429", 1, gate=True), AT).reason is None


def test_a_closed_topic_is_left_and_nobody_is_out_of_reach() -> None:
    result = settle(replace(DELIVERY, thread=7), TopicClosed("400 topic_closed"), AT)
    assert (result.lost_thread, result.gone) == (True, False)


@pytest.mark.parametrize("outcome", [TopicClosed("400 topic_closed"), NoRights("403 chat_write_forbidden")])
def test_where_nothing_can_be_written_the_chat_is_out_of_reach_and_the_alert_waits(outcome: Outcome) -> None:
    result = settle(DELIVERY, outcome, AT)
    assert (result.lost_thread, result.gone, result.state) == (False, True, PENDING)


@pytest.mark.parametrize("outcome", [NoRights("403 " + "x" * 40), Rejected("400 entities")])
def test_what_went_on_to_general_remembers_so(outcome: Outcome) -> None:
    reason = settle(replace(DELIVERY, moved=True), outcome, AT).reason
    assert reason is not None
    assert reason.startswith(MOVED)
    assert len(reason) <= REASON_LENGTH
    assert (PLAIN in reason) == isinstance(outcome, Rejected)
