"""What one chat may get: a message a second; a group 18 a minute; nothing while it is paused."""

from collections import deque

from bot.domain.ids import ChatId

CHAT_INTERVAL = 1.0
GROUP_MESSAGES = 18
GROUP_WINDOW = 60.0
_SWEEP_ABOVE = 1024


class ChatLimits:
    """Times are monotonic seconds. Holds what the last minute needs, no more."""

    def __init__(self) -> None:
        self._last: dict[ChatId, float] = {}
        self._groups: dict[ChatId, deque[float]] = {}
        self._paused: dict[ChatId, float] = {}
        self._sweep_above = _SWEEP_ABOVE

    def wait(self, chat_id: ChatId, now: float) -> float:
        """Seconds until the chat may be written to; 0 or less if now."""
        ready = max(
            self._last.get(chat_id, float("-inf")) + CHAT_INTERVAL, self._paused.get(chat_id, float("-inf"))
        )
        sent = self._groups.get(chat_id)
        if sent is not None and len(sent) == GROUP_MESSAGES:
            ready = max(ready, sent[0] + GROUP_WINDOW)
        return ready - now

    def sent(self, chat_id: ChatId, now: float) -> None:
        self._last[chat_id] = now
        if chat_id < 0:
            self._groups.setdefault(chat_id, deque(maxlen=GROUP_MESSAGES)).append(now)
        if len(self._last) > self._sweep_above:
            self._sweep(now)

    def pause(self, chat_id: ChatId, until: float) -> None:
        """A pause only ever grows."""
        self._paused[chat_id] = max(self._paused.get(chat_id, until), until)

    def _sweep(self, now: float) -> None:
        self._last = {chat: at for chat, at in self._last.items() if now - at < CHAT_INTERVAL}
        self._groups = {chat: at for chat, at in self._groups.items() if now - at[-1] < GROUP_WINDOW}
        self._paused = {chat: until for chat, until in self._paused.items() if until > now}
        # Twice what is left, so that sweeping stays cheap however many are written to in a second.
        self._sweep_above = max(_SWEEP_ABOVE, 2 * len(self._last))
