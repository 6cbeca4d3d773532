"""One list a minute in a group: what was listed last, in memory, for as long as that matters."""

from collections import OrderedDict
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.domain.ids import ChatId
from bot.domain.places import Place
from bot.domain.questions import Answer, Question
from bot.services.own_places import radius_of
from bot.services.ports import Clock

MINUTE = timedelta(minutes=1)
REMEMBERED = 1000
"""Groups; more than that do not ask within a minute, and the one whose list is oldest may ask again."""


@dataclass(frozen=True, slots=True)
class TooSoon:
    """`listed_at`: the latest list. `same`: it is the very one asked for, in the same topic."""

    listed_at: datetime
    same: bool

    @property
    def again(self) -> datetime:
        """The next full minute, as people read clocks."""
        free = self.listed_at + MINUTE
        return (
            free if not (free.second or free.microsecond) else free.replace(second=0, microsecond=0) + MINUTE
        )


@dataclass(frozen=True, slots=True)
class _Listed:
    at: datetime
    question: Question
    places: tuple[tuple[str, int], ...]
    thread: int | None
    pages: set[int] = field(default_factory=set)


class GroupLists:
    """Minutes of the clock: in a rehearsal the group's own time passes, as its messages show it."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._groups: OrderedDict[ChatId, _Listed] = OrderedDict()

    def take(self, chat_id: ChatId, thread: int | None, answer: Answer, page: int) -> TooSoon | None:
        """None if it may be listed, which then counts. Another page of the latest list always may."""
        now, last = self._clock.now(), self._groups.get(chat_id)
        if last is None or not timedelta() <= now - last.at < MINUTE:
            self.put(chat_id, thread, answer, page)
            return None
        asked = (answer.question, _places(answer.places), thread)
        same = asked == (last.question, last.places, last.thread)
        if same and page not in last.pages:
            last.pages.add(page)
            return None
        return TooSoon(last.at, same)

    def put(self, chat_id: ChatId, thread: int | None, answer: Answer, page: int) -> None:
        """Let it be the latest list of the group."""
        self._groups[chat_id] = _Listed(
            self._clock.now(), answer.question, _places(answer.places), thread, {page}
        )
        self._groups.move_to_end(chat_id)
        if len(self._groups) > REMEMBERED:
            self._groups.popitem(last=False)


def _places(places: tuple[Place, ...]) -> tuple[tuple[str, int], ...]:
    return tuple((place.key, radius_of(place)) for place in places)
