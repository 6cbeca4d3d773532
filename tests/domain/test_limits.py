"""What goes over a limit, and what never does."""

from datetime import timedelta

import pytest

from bot.domain.broadcast import Alert
from bot.domain.limits import Push, Reason, over_limit
from tests.builders import NOW


def push(alert: Alert = Alert.NEW, minutes: float = 0, waits: float = 0) -> Push:
    at = NOW + timedelta(minutes=minutes)
    return Push(alert, at, at + timedelta(minutes=waits))


def before(*minutes: float, alert: Alert = Alert.NEW) -> list[Push]:
    return [push(alert, -each) for each in minutes]


@pytest.mark.parametrize("alert", [Alert.NEW, Alert.CHANGE])
@pytest.mark.parametrize(
    ("earlier", "reason"),
    [
        ((), None),
        ((10, 60), None),
        ((10, 60, 120), Reason.PUSHES),
        ((9.9,), Reason.GAP),
        ((60, 3), Reason.GAP),
    ],
)
def test_the_fourth_of_a_city_and_what_comes_too_soon_wait(
    alert: Alert, earlier: tuple[float, ...], reason: Reason | None
) -> None:
    assert over_limit(push(alert), before(*earlier), 0) is reason


@pytest.mark.parametrize(("changes", "reason"), [(0, None), (1, None), (2, Reason.CHANGES)])
def test_the_third_change_of_one_action_waits(changes: int, reason: Reason | None) -> None:
    assert over_limit(push(Alert.CHANGE), before(60), changes) is reason
    assert over_limit(push(Alert.NEW), before(60), changes) is None
    assert over_limit(push(Alert.CANCELLATION), before(60), changes) is None


def test_what_waits_by_itself_for_ten_minutes_does_not_come_too_soon() -> None:
    assert over_limit(push(Alert.CHANGE, waits=10), before(1), 0) is None
    assert over_limit(push(Alert.CHANGE, waits=8), before(1), 0) is Reason.GAP


@pytest.mark.parametrize("minutes", [(1, 2, 3, 4, 5), (1,)])
def test_a_cancellation_waits_for_no_news_and_no_gap(minutes: tuple[float, ...]) -> None:
    assert over_limit(push(Alert.CANCELLATION), before(*minutes), 5) is None


def test_of_cancellations_the_fourth_waits() -> None:
    earlier = before(1, 2, 3, alert=Alert.CANCELLATION)
    assert over_limit(push(Alert.CANCELLATION), earlier[:2], 0) is None
    assert over_limit(push(Alert.CANCELLATION), earlier, 0) is Reason.PUSHES
    assert over_limit(push(Alert.NEW), earlier, 0) is Reason.PUSHES


def test_a_retraction_never_waits() -> None:
    assert over_limit(push(Alert.RETRACTION), before(*range(20), alert=Alert.CANCELLATION), 9) is None


def test_what_waits_for_others_to_join_is_as_near_from_the_other_side() -> None:
    """A change that goes out in eight minutes, and news at once."""
    assert over_limit(push(), [push(Alert.CHANGE, 8)], 0) is Reason.GAP
    assert over_limit(push(), [push(Alert.CHANGE, 10)], 0) is None
