"""Answers on their way out: a View sent, or put in the place of the message whose button was pressed.

What Telegram says against a reply ends here: the use case is done by then, and a repeat of the
update would not do it better. Only a text that Telegram cannot read is raised, as that is a bug.
"""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from bot.domain.broadcast import Ambiguous, Migrated, NotSent, Outcome, Rejected, TopicClosed
from bot.domain.ids import ChatId
from bot.telegram.inline import inline_answer
from bot.telegram.markup import inline_keyboard, markup
from bot.telegram.outcomes import NOT_MODIFIED
from bot.telegram.transport import CallFailed
from bot.views.inline import Card, Way
from bot.views.view import View

PATIENCE = 10.0
"""Real seconds a reply may wait; later it would answer a question nobody remembers."""
FIRST_PAUSE = 0.5

CANNOT_EDIT = ("message can't be edited", "message to edit not found", "there is no text in the message")

_HTML: dict[str, object] = {"parse_mode": "HTML", "link_preview_options": {"is_disabled": True}}

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

    def flooded(self, chat_id: ChatId, retry_after: float | None) -> None:
        """Telegram asked for `retry_after` seconds without messages (a 429); None if it did not say."""
        ...


class Caller(Protocol):
    async def call(
        self,
        method: str,
        parameters: Mapping[str, object] | None = None,
        files: Mapping[str, tuple[str, bytes]] | None = None,
    ) -> Any:
        """The method's result, or CallFailed."""
        ...


class Replies:
    """`moved` is told where a group went that became a supergroup."""

    def __init__(
        self,
        caller: Caller,
        lane: ReplyLane,
        sleep: Callable[[float], Awaitable[None]] = asyncio.sleep,
        monotonic: Callable[[], float] = time.monotonic,
        moved: Callable[[ChatId, ChatId], Awaitable[None]] | None = None,
    ) -> None:
        self._moved = moved
        self._caller = caller
        self._lane = lane
        self._sleep = sleep
        self._monotonic = monotonic

    async def send(self, to: ReplyTo, view: View) -> int | None:
        """A new message; a pressed button stops waiting. Its id, None where it was given up."""
        await self.acknowledge(to)
        try:
            return await self._attempt(to.chat_id, lambda: self._sent(to, view))
        except CallFailed as failed:
            elsewhere = await self._elsewhere(to, failed)
        if elsewhere is None:
            return None
        try:
            return await self._attempt(elsewhere.chat_id, lambda: self._sent(elsewhere, view))
        except CallFailed as failed:
            if not isinstance(failed.outcome, TopicClosed | Migrated):
                raise
            log.info("reply given up", outcome=type(failed.outcome).__name__)
            return None

    async def _elsewhere(self, to: ReplyTo, failed: CallFailed) -> ReplyTo | None:
        """Where else the answer may go: General, or the chat that the group has become.

        Without the quote, which would lead it back into the topic that takes nothing.
        """
        match failed.outcome:
            case Migrated(new_chat_id) if self._moved is not None:
                await self._moved(to.chat_id, new_chat_id)
                return ReplyTo(new_chat_id)
            case TopicClosed() if to.thread is not None:
                return ReplyTo(to.chat_id)
            case TopicClosed() | Migrated():
                log.info("reply given up", outcome=type(failed.outcome).__name__)
                return None
            case _:
                raise failed

    async def edit(self, to: ReplyTo, view: View) -> int | None:
        """Put `view` in the place of the pressed message, or send it where that cannot be edited.

        The id of the message that shows it now.
        """
        if to.pressed is None:
            return await self.send(to, view)
        await self.acknowledge(to)
        try:
            await self._attempt(to.chat_id, lambda: self._edited(to, view))
        except CallFailed as failed:
            closed = isinstance(failed.outcome, TopicClosed | Migrated)
            if not (closed or _says(failed, *CANNOT_EDIT, NOT_MODIFIED)):
                raise
            if closed or _says(failed, *CANNOT_EDIT):
                return await self.send(ReplyTo(to.chat_id, to.thread), view)
        return to.pressed

    async def acknowledge(self, to: ReplyTo) -> None:
        """End the waiting sign of a pressed button. Never the only answer."""
        if to.press_id is None:
            return
        try:
            await self._caller.call("answerCallbackQuery", {"callback_query_id": to.press_id})
        except CallFailed as failed:
            log.info("press not acknowledged", outcome=type(failed.outcome).__name__)

    async def inline(self, query_id: str, cards: Sequence[Card], way: Way) -> None:
        """At once, as it is no message. Who has typed on or waited too long is not answered any more."""
        try:
            await self._caller.call("answerInlineQuery", inline_answer(query_id, cards, way))
        except CallFailed as failed:
            log.info("inline query not answered", outcome=type(failed.outcome).__name__)

    async def _sent(self, to: ReplyTo, view: View) -> int:
        place: dict[str, object] = {
            "chat_id": to.chat_id,
            "message_thread_id": to.thread,
            "reply_markup": markup(view),
        }
        if to.quote is not None:
            place["reply_parameters"] = {"message_id": to.quote, "allow_sending_without_reply": True}
        captioned = {**place, "caption": view.text, "parse_mode": "HTML"}
        if view.photo is not None:
            sent = await self._caller.call("sendPhoto", captioned, {"photo": view.photo})
        elif view.attachment is not None:
            sent = await self._caller.call("sendDocument", captioned, {"document": view.attachment})
        else:
            sent = await self._caller.call("sendMessage", {**place, **_HTML, "text": view.text})
        return int(sent["message_id"])

    async def _edited(self, to: ReplyTo, view: View) -> int | None:
        keyboard = inline_keyboard(view.rows) if view.rows else None
        message = {"chat_id": to.chat_id, "message_id": to.pressed, "reply_markup": keyboard}
        await self._caller.call("editMessageText", {**message, **_HTML, "text": view.text})
        return to.pressed

    async def _attempt(self, chat_id: ChatId, call: Callable[[], Awaitable[int | None]]) -> int | None:
        """Try while PATIENCE lasts. What may have been delivered is repeated once at most."""
        deadline, pause, unknown = self._monotonic() + PATIENCE, FIRST_PAUSE, 0
        while True:
            try:
                async with asyncio.timeout(deadline - self._monotonic()):
                    await self._lane.turn(chat_id)
                return await call()
            except TimeoutError:
                log.warning("reply given up", outcome="no turn")
                return None
            except CallFailed as failed:
                if isinstance(failed.outcome, Rejected | TopicClosed | Migrated):
                    raise
                outcome = failed.outcome
            unknown += isinstance(outcome, Ambiguous)
            wait = self._pause(chat_id, outcome, pause)
            if wait is None or unknown > 1 or self._monotonic() + wait > deadline:
                log.warning("reply given up", outcome=type(outcome).__name__)
                return None
            await self._sleep(wait)
            pause *= 2

    def _pause(self, chat_id: ChatId, outcome: Outcome, pause: float) -> float | None:
        """How long to wait before a repeat; None where one is no use (blocked, kicked, token refused)."""
        if not isinstance(outcome, NotSent):
            return pause if isinstance(outcome, Ambiguous) else None
        if outcome.gate:
            self._lane.flooded(chat_id, outcome.retry_after)
        return pause if outcome.retry_after is None else outcome.retry_after


def _says(failed: CallFailed, *phrases: str) -> bool:
    return any(phrase in failed.description.lower() for phrase in phrases)
