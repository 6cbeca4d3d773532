"""Progress in the coordinators' chats: one message that is edited, and a last one when all is done."""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta

from bot.domain.broadcast import OPEN_STATES, BroadcastState
from bot.domain.coordinator import Coordinator
from bot.domain.ids import ChatId
from bot.domain.sending import Standing, announced_in
from bot.domain.subscriber import Language
from bot.services.watching import Watching
from bot.telegram.reply import Replies, ReplyTo
from bot.views import progress as views
from bot.views.view import View
from bot.views.words import Words

EDIT_EVERY = 3.0
"""Real seconds."""


@dataclass(slots=True)
class _Watched:
    languages: dict[ChatId, Language]
    messages: dict[ChatId, int | None] = field(default_factory=dict)
    shown: dict[ChatId, View] = field(default_factory=dict)
    waiting: int | None = None
    next_at: float = 0.0


class Progress:
    """`rate` in messages a second. What is watched lives in memory; `resume` finds it again."""

    def __init__(
        self,
        watching: Watching,
        replies: Replies,
        rate: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._watching = watching
        self._replies = replies
        self._rate = rate
        self._monotonic = monotonic
        self._watched: dict[str, _Watched] = {}

    def watch(self, key: str, watchers: Sequence[Coordinator]) -> None:
        if watchers and key not in self._watched:
            self._watched[key] = _Watched({each.chat_id: each.language for each in watchers})

    async def resume(self) -> None:
        """Watch what was on its way when the process began; its progress is a fresh message."""
        for key, watchers in (await self._watching.unfinished()).items():
            self.watch(key, watchers)

    async def round(self) -> None:
        """Show what has changed, each broadcast at most every few seconds."""
        for key, watched in list(self._watched.items()):
            if watched.next_at <= self._monotonic():
                await self._show(key, watched)
                watched.next_at = self._monotonic() + EDIT_EVERY

    async def _show(self, key: str, watched: _Watched) -> None:
        standing = await self._watching.standing(key)
        if standing is not None and _has_not_begun(standing, watched):
            return
        if standing is None or standing.is_done:
            # An edit alone may be missed: the end is a message of its own.
            del self._watched[key]
            watched.messages.clear()
        await self._tell(watched, lambda words: self._view(words, key, standing, watched))
        if standing is not None:
            watched.waiting = standing.count(*OPEN_STATES)

    async def _tell(self, watched: _Watched, view: Callable[[Words], View]) -> None:
        for chat_id, language in watched.languages.items():
            to, now = ReplyTo(chat_id, pressed=watched.messages.get(chat_id)), view(Words(language))
            # A group out of reach may keep a broadcast open for days, in which nothing moves.
            if watched.shown.get(chat_id) != now:
                watched.messages[chat_id] = await self._replies.edit(to, now)
                watched.shown[chat_id] = now

    def _view(self, words: Words, key: str, standing: Standing | None, watched: _Watched) -> View:
        if standing is None:
            named = announced_in(key)
            assert named is not None
            return views.nobody(words, named[0])
        waiting = standing.count(*OPEN_STATES)
        moves = watched.waiting is None or waiting < watched.waiting
        return views.progress(words, standing, timedelta(seconds=waiting / self._rate) if moves else None)


def _has_not_begun(standing: Standing, watched: _Watched) -> bool:
    """It waits for others to join it, or is held; why, is told apart from the progress."""
    if standing.state is BroadcastState.HELD:
        return not watched.messages
    return not standing.is_due and not standing.is_done
