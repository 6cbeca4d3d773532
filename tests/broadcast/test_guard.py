"""A broadcast is stopped when everybody seems gone, or when its text breaks; else it is left alone."""

from datetime import UTC, datetime

import pytest

from bot.broadcast.guard import MANY_GONE, Guard
from bot.domain.broadcast import Alert, Delivery, Gone, Rejected, Sent
from bot.domain.ids import BroadcastId, ChatId, DeliveryId, EditionId, SubscriberId

BLOCKED, BROKEN = Gone("403 blocked"), Rejected("400 can't parse entities")


def _delivery(number: int, chat: int | None = None) -> Delivery:
    return Delivery(
        DeliveryId(number), BroadcastId(1), EditionId(1), SubscriberId(number), ChatId(chat or number), None,
        Alert.BRIEF, datetime(2026, 2, 1, tzinfo=UTC),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("sent", "gone", "held"),
    [
        (0, 4, False),
        (0, 5, True),
        (1, 19, False),
        (1, 20, True),
        (379, 20, True),
        (380, 20, False),
        (1000, 52, False),
        (1000, 53, True),
    ],
)
def test_five_in_a_hundred_and_at_least_twenty_or_everybody_of_five(sent: int, gone: int, held: bool) -> None:
    guard = Guard()
    for number in range(1, sent + 1):
        assert guard.saw(_delivery(number), Sent(1), 0.0) is None
    reasons = [guard.saw(_delivery(9000 + number), BLOCKED, 0.0) for number in range(gone)]
    assert (MANY_GONE in reasons) is held
    assert guard.suspends(BroadcastId(1)) is not held


def test_what_left_over_a_long_time_is_no_alarm() -> None:
    guard = Guard()
    reasons = [guard.saw(_delivery(number), BLOCKED, number * 180.0) for number in range(1, 60)]
    assert set(reasons) == {None}


def test_three_equal_rejections_stop_a_text() -> None:
    guard = Guard()
    assert [guard.saw(_delivery(number), BROKEN, 0.0) for number in (1, 2, 3)] == [None, None, BROKEN.reason]


def test_a_text_that_somebody_got_is_not_to_blame() -> None:
    guard = Guard()
    guard.saw(_delivery(9), Sent(1), 0.0)
    assert {guard.saw(_delivery(number), BROKEN, 0.0) for number in range(10, 20)} == {None}


def test_groups_refuse_for_reasons_of_their_own() -> None:
    guard = Guard()
    assert {guard.saw(_delivery(number, chat=-number), BROKEN, 0.0) for number in range(1, 9)} == {None}
