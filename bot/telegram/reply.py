"""Answers on their way out: a View sent, or put in the place of the message whose button was pressed.

What Telegram says against a reply ends here: the use case is done by then, and a repeat of the
update would not do it better. Only a text that Telegram cannot read is raised, as that is a bug.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import Any, Protocol

import httpx
import structlog
from telegram import Bot, InlineKeyboardMarkup, InputFile, LinkPreviewOptions, ReplyParameters
from telegram.constants import ParseMode
from telegram.error import BadRequest, NetworkError, RetryAfter, TelegramError

from bot.domain.ids import ChatId
from bot.telegram.markup import markup
from bot.views.view import View

PATIENCE = 10.0
"""Real seconds a reply may wait; later it would answer a question nobody remembers."""
FIRST_PAUSE = 0.5
NEVER_LEFT = (httpx.ConnectError, httpx.ConnectTimeout, httpx.PoolTimeout)
"""Nothing was put on the wire."""

NOT_MODIFIED = "message is not modified"
THREAD_GONE = "message thread not found"
CANNOT_EDIT = ("message can't be edited", "message to edit not found", "there is no text in the message")

log = structlog.stdlib.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class ReplyTo:
    """Where an answer goes. `quote` is the asking message, in groups; `press_id` the callback query to
    acknowledge; `pressed` the message whose button was pressed, None where it cannot be edited.
    """

    chat_id: ChatId
    thread: int | None = None
    quote: int | None = None
    press_id: str | None = None
    pressed: int | None = None


class ReplyLane(Protocol):
    """The pacer as replies see it."""

    async def turn(self, chat_id: ChatId) -> None:
        """Wait until one message may go to this chat; replies go before all else."""
        ...

    def flooded(self, chat_id: ChatId, retry_after: float) -> None:
        """Telegram asked for `retry_after` seconds without messages (a 429)."""
        ...


class Replies:
    def __init__(
        self,
        bot: Bot,
        lane: ReplyLane,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._bot = bot
        self._lane = lane
        self._sleep = sleep
        self._monotonic = monotonic

    async def send(self, to: ReplyTo, view: View) -> None:
        """A new message; a pressed button stops waiting."""
        await self.acknowledge(to)
        if view.attachment is not None:
            await self._attempt(to.chat_id, lambda: self._document(to, view))
            return
        try:
            await self._attempt(to.chat_id, lambda: self._message(to, view))
        except BadRequest as error:
            if to.thread is None or not _says(error, THREAD_GONE):
                raise
            unthreaded = ReplyTo(to.chat_id, quote=to.quote)
            await self._attempt(to.chat_id, lambda: self._message(unthreaded, view))

    async def edit(self, to: ReplyTo, view: View) -> None:
        """Put `view` in the place of the pressed message, or send it where that cannot be edited."""
        if to.pressed is None:
            await self.send(to, view)
            return
        await self.acknowledge(to)
        try:
            await self._attempt(to.chat_id, lambda: self._edited(to, view))
        except BadRequest as error:
            if _says(error, NOT_MODIFIED):
                return
            if not _says(error, *CANNOT_EDIT):
                raise
            await self.send(ReplyTo(to.chat_id, to.thread), view)

    async def acknowledge(self, to: ReplyTo) -> None:
        """End the waiting sign of a pressed button. Never the only answer."""
        if to.press_id is None:
            return
        try:
            await self._bot.answer_callback_query(to.press_id)
        except TelegramError as error:
            log.info("press not acknowledged", error=type(error).__name__)

    async def _message(self, to: ReplyTo, view: View) -> None:
        await self._bot.send_message(
            to.chat_id, view.text, ParseMode.HTML, reply_markup=markup(view), **_placed(to), **_NO_PREVIEW
        )

    async def _document(self, to: ReplyTo, view: View) -> None:
        assert view.attachment is not None
        name, content = view.attachment
        await self._bot.send_document(
            to.chat_id,
            InputFile(content, filename=name),
            caption=view.text,
            parse_mode=ParseMode.HTML,
            reply_markup=markup(view),
            **_placed(to),
        )

    async def _edited(self, to: ReplyTo, view: View) -> None:
        keyboard = markup(view)
        await self._bot.edit_message_text(
            view.text,
            to.chat_id,
            to.pressed,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard if isinstance(keyboard, InlineKeyboardMarkup) else None,
            **_NO_PREVIEW,
        )

    async def _attempt(self, chat_id: ChatId, call: Callable[[], Awaitable[None]]) -> None:
        """Try while PATIENCE lasts. What may have been delivered is repeated once at most."""
        deadline, pauses, unknown = self._monotonic() + PATIENCE, FIRST_PAUSE, 0
        while True:
            try:
                async with asyncio.timeout(deadline - self._monotonic()):
                    await self._lane.turn(chat_id)
                return await call()
            except TimeoutError:
                pause, reason = PATIENCE, "TimeoutError"
            except BadRequest:
                raise
            except RetryAfter as error:
                pause, reason = _seconds(error), "RetryAfter"
                self._lane.flooded(chat_id, pause)
            except NetworkError as error:
                pause, reason = pauses, type(error).__name__
                unknown += not isinstance(error.__cause__, NEVER_LEFT)
            except TelegramError as error:
                # Blocked, kicked, migrated, the token refused: other parts of the bot deal with that.
                log.info("reply not delivered", error=type(error).__name__)
                return None
            if unknown > 1 or self._monotonic() + pause > deadline:
                log.warning("reply given up", error=reason)
                return None
            await self._sleep(pause)
            pauses *= 2


_NO_PREVIEW: dict[str, Any] = {"link_preview_options": LinkPreviewOptions(is_disabled=True)}


def _placed(to: ReplyTo) -> dict[str, Any]:
    quoted = ReplyParameters(to.quote, allow_sending_without_reply=True) if to.quote is not None else None
    return {"message_thread_id": to.thread, "reply_parameters": quoted}


def _says(error: BadRequest, *phrases: str) -> bool:
    return any(phrase in error.message.lower() for phrase in phrases)


def _seconds(error: RetryAfter) -> float:
    wait = error.retry_after
    return float(wait) if isinstance(wait, int | float) else wait.total_seconds()
