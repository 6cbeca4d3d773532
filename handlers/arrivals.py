"""Groups that the bot has just come to, so that one arrival, told in several updates, is answered once."""

import time
from collections import OrderedDict
from collections.abc import Callable

from bot.domain.ids import ChatId

FRESH = 60.0
"""Real seconds in which what is told of an arrival belongs to the same one."""
REMEMBERED = 1000


class Arrivals:
    """In memory only."""

    def __init__(self, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._monotonic = monotonic
        self._seen: OrderedDict[ChatId, float] = OrderedDict()

    def is_known(self, chat_id: ChatId, within: float = FRESH) -> bool:
        """Greeted, or come by a group's becoming a supergroup, a moment ago; `within` in seconds."""
        at = self._seen.get(chat_id)
        return at is not None and self._monotonic() - at < within

    def note(self, chat_id: ChatId) -> None:
        self._seen[chat_id] = self._monotonic()
        self._seen.move_to_end(chat_id)
        if len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
