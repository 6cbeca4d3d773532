"""Updates fetched and not yet dealt with: one after the other in a chat, side by side between chats.

An inline query comes from no chat: there it is the person's.

An update counts as taken only when its handler is through; what Telegram may forget is told by `offset`.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from typing import Any
from weakref import WeakValueDictionary

import structlog
from telegram import Bot, Update

from bot.telegram.repeats import Repeats
from bot.telegram.soundness import ensure_sound
from bot.telegram.sparse import completed

AT_ONCE = 64
LONGEST = 60.0
"""Real seconds for one update; a handler that hangs must not hold up the updates behind it for ever."""
REMEMBERED = 1000
"""Ids of finished updates kept against repeats. A set, as ids start anew at random after a quiet week."""
FIRST_PAUSE, LONGEST_PAUSE = 0.5, 8.0

log = structlog.stdlib.get_logger(__name__)


class Inbox:
    def __init__(self, bot: Bot, handle: Callable[[Update], Awaitable[None]], repeats: Repeats) -> None:
        self._bot = bot
        self._handle = handle
        self._repeats = repeats
        self._slots = asyncio.Semaphore(AT_ONCE)
        self._chats: WeakValueDictionary[int, asyncio.Lock] = WeakValueDictionary()
        self._unfinished: set[int] = set()
        self._finished: OrderedDict[int, None] = OrderedDict()
        self._last: int | None = None
        self._progress = asyncio.Event()
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def busy(self) -> bool:
        return bool(self._unfinished)

    @property
    def offset(self) -> int | None:
        """The lowest id not dealt with; None before anything was fetched."""
        if self._unfinished:
            return min(self._unfinished)
        return None if self._last is None else self._last + 1

    def take(self, batch: list[Any], tasks: asyncio.TaskGroup) -> int:
        """Begin with the updates of `batch` that are new; how many."""
        new = 0
        for raw in batch:
            update_id = raw.get("update_id") if isinstance(raw, dict) else None
            if not isinstance(update_id, int):
                log.warning("update without an id skipped")
                continue
            self._last = update_id
            if update_id in self._unfinished or update_id in self._finished:
                continue
            new += 1
            self._begin(update_id, raw, tasks)
        return new

    async def progress(self, seconds: float) -> None:
        """Until another update is through, at most `seconds`; at once if there is none."""
        if not self.busy:
            return
        self._progress.clear()
        try:
            async with asyncio.timeout(seconds):
                await self._progress.wait()
        except TimeoutError:
            return

    async def drain(self, seconds: float) -> None:
        """Until all are through, at most `seconds`; the others are dropped, and the next run gets them."""
        if self._tasks:
            await asyncio.wait(self._tasks, timeout=seconds)
        if self._tasks:
            log.warning("updates left to the next run", count=len(self._unfinished))
        for task in self._tasks:
            task.cancel()

    def forget_position(self) -> None:
        """After a quiet week ids start anew, possibly lower: ask for whatever there is."""
        if not self.busy:
            self._last = None

    def _begin(self, update_id: int, raw: dict[str, Any], tasks: asyncio.TaskGroup) -> None:
        """A malformed update is done with here, so that it cannot come back for ever."""
        try:
            update = Update.de_json(completed(raw), self._bot)
            ensure_sound(update)
            whose = update.effective_chat or update.effective_user
            lock = self._chats.setdefault(whose.id if whose else 0, asyncio.Lock())
        except Exception as error:  # noqa: BLE001 - whatever stands in it, the others must go on
            log.warning("malformed update skipped", error=type(error).__name__)
            self._finish(update_id)
            return
        self._unfinished.add(update_id)
        task = tasks.create_task(self._in_turn(update, lock))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def _in_turn(self, update: Update, lock: asyncio.Lock) -> None:
        """The lock serves in the order of arrival."""
        async with lock, self._slots:
            try:
                await self._until_done(update)
            except Exception as error:  # noqa: BLE001 - handlers answer their own faults; this is what is left
                log.error("update given up", error=type(error).__name__)  # noqa: TRY400 - a traceback may quote people
            self._finish(update.update_id)

    async def _until_done(self, update: Update) -> None:
        while True:
            async with asyncio.timeout(LONGEST):
                await self._handle(update)
            repeats = self._repeats.take(update.update_id)
            if not repeats:
                return
            await asyncio.sleep(min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** (repeats - 1)))

    def _finish(self, update_id: int) -> None:
        self._unfinished.discard(update_id)
        self._finished[update_id] = None
        if len(self._finished) > REMEMBERED:
            self._finished.popitem(last=False)
        self._progress.set()
