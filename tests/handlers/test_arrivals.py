"""An arrival is remembered for a moment only, and few of them."""

import pytest

from bot.domain.ids import ChatId
from handlers import arrivals
from handlers.arrivals import FRESH, Arrivals

GROUP = ChatId(-100)


def test_an_arrival_is_known_for_a_minute() -> None:
    now = 1000.0
    seen = Arrivals(lambda: now)
    assert not seen.is_known(GROUP)
    seen.note(GROUP)
    now += FRESH - 1
    assert seen.is_known(GROUP)
    assert not seen.is_known(GROUP, within=5)
    now += 1
    assert not seen.is_known(GROUP)


def test_the_latest_few_are_remembered(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(arrivals, "REMEMBERED", 2)
    seen = Arrivals(lambda: 0.0)
    for chat in (-1, -2, -1, -3):
        seen.note(ChatId(chat))
    assert [seen.is_known(ChatId(chat)) for chat in (-1, -2, -3)] == [True, False, True]
