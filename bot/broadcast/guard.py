"""When a broadcast must not go on by itself: too many chats gone at once, or a text that nobody can get."""

from collections import Counter, deque
from collections.abc import Iterable
from dataclasses import dataclass, field

from bot.domain.broadcast import Delivery, Gone, NoRights, Outcome, Rejected, Sent
from bot.domain.ids import BroadcastId, EditionId
from bot.domain.limits import Reason

GONE_SHARE = 0.05
GONE_AT_LEAST = 20
GONE_MINUTES = 10
ALL_GONE_AT_LEAST = 5
"""Where not one message arrived, so few are enough: a wrong token or a fault must not empty a small bot."""
EQUAL_REJECTIONS = 3
UNPROVEN_AT_ONCE = 3
"""As long as nobody got an edition, so many may be on the wire: a text that breaks, breaks few times."""

MANY_GONE = Reason.GONE.value


@dataclass(slots=True)
class _Minute:
    number: int
    sends: int = 0
    gone: int = 0


@dataclass(slots=True)
class _Watched:
    minutes: deque[_Minute] = field(default_factory=deque)
    rejections: Counter[str] = field(default_factory=Counter)
    proven: set[EditionId] = field(default_factory=set)
    many_gone: bool = False


class Guard:
    """Counts in memory and real minutes; a restart begins anew."""

    def __init__(self) -> None:
        self._broadcasts: dict[BroadcastId, _Watched] = {}

    def saw(self, delivery: Delivery, outcome: Outcome, now: float) -> str | None:
        """The reason to hold the broadcast, if this outcome is one too many."""
        watched = self._broadcasts.setdefault(delivery.broadcast_id, _Watched())
        gone = isinstance(outcome, Gone | NoRights)
        minute = _current(watched.minutes, int(now // 60))
        minute.sends += 1
        minute.gone += gone
        if isinstance(outcome, Sent) and not delivery.plain:
            watched.proven.add(delivery.edition_id)
        if gone and not watched.many_gone and _too_many(watched.minutes):
            watched.many_gone = True
            return MANY_GONE
        if isinstance(outcome, Rejected) and self._tells_of_the_text(delivery, outcome):
            watched.rejections[outcome.reason] += 1
            if watched.rejections[outcome.reason] >= EQUAL_REJECTIONS:
                watched.rejections.clear()
                return outcome.reason
        return None

    def suspends(self, broadcast_id: BroadcastId) -> bool:
        """Whether "gone" may be believed; where everybody is gone at once, it may not."""
        watched = self._broadcasts.get(broadcast_id)
        return watched is None or not watched.many_gone

    def is_proven(self, delivery: Delivery) -> bool:
        """Somebody got this edition, formatted."""
        watched = self._broadcasts.get(delivery.broadcast_id)
        return watched is not None and delivery.edition_id in watched.proven

    def forget(self, broadcast_ids: Iterable[BroadcastId]) -> None:
        """A finished broadcast needs no watching."""
        for broadcast_id in broadcast_ids:
            self._broadcasts.pop(broadcast_id, None)

    def _tells_of_the_text(self, delivery: Delivery, outcome: Rejected) -> bool:
        """A group can refuse for reasons of its own (rights, a closed topic), and must not stop the rest."""
        return delivery.chat_id > 0 and not outcome.removed and not self.is_proven(delivery)


def _current(minutes: deque[_Minute], number: int) -> _Minute:
    while minutes and minutes[0].number <= number - GONE_MINUTES:
        minutes.popleft()
    if not minutes or minutes[-1].number != number:
        minutes.append(_Minute(number))
    return minutes[-1]


def _too_many(minutes: deque[_Minute]) -> bool:
    gone, sends = sum(minute.gone for minute in minutes), sum(minute.sends for minute in minutes)
    if gone == sends:
        return gone >= ALL_GONE_AT_LEAST
    return gone >= GONE_AT_LEAST and gone > GONE_SHARE * sends
