"""When the server is away, everybody waits longer and longer; single accidents make nobody wait."""

import pytest

from bot.broadcast.backoff import LONGEST_PAUSE, Backoff
from bot.domain.broadcast import Ambiguous, NotSent, Sent

REFUSED, UNKNOWN = NotSent("ConnectError"), Ambiguous("500")


def test_pauses_double_up_to_a_minute() -> None:
    backoff, now, pauses = Backoff(), 0.0, []
    for _ in range(9):
        backoff.saw(REFUSED, now)
        pauses.append(backoff.wait(now))
        now += pauses[-1]
    assert pauses == [1, 2, 4, 8, 16, 32, LONGEST_PAUSE, LONGEST_PAUSE, LONGEST_PAUSE]


def test_those_that_fail_together_count_once() -> None:
    backoff = Backoff()
    for _ in range(8):
        backoff.saw(REFUSED, 0.0)
    assert backoff.wait(0.0) == 1


@pytest.mark.parametrize(("unknown", "waits"), [(1, 0.0), (2, 0.0), (3, 1.0)])
def test_only_unknown_outcomes_in_a_row_make_a_pause(unknown: int, waits: float) -> None:
    backoff = Backoff()
    for _ in range(unknown):
        backoff.saw(UNKNOWN, 0.0)
    assert backoff.wait(0.0) == waits
    assert backoff.probing is (waits > 0)


def test_one_success_ends_it() -> None:
    backoff = Backoff()
    backoff.saw(REFUSED, 0.0)
    backoff.saw(Sent(1), 0.5)
    assert (backoff.wait(0.5), backoff.probing) == (0.0, False)


def test_a_flood_warning_is_an_answer() -> None:
    backoff = Backoff()
    backoff.saw(NotSent("429", 5, gate=True), 0.0)
    assert not backoff.probing
