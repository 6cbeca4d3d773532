"""How: one delivery, or one edit of a card, put on the wire once, and what came of it."""

import html
import re
from collections.abc import Awaitable
from typing import Protocol

from bot.broadcast.pacer import Pacer
from bot.domain.broadcast import Ambiguous, Delivery, NotSent, Outcome, Wording
from bot.domain.cards import CardEdit
from bot.domain.ids import ChatId
from bot.views.groups import moved_to_general
from bot.views.words import Words

MESSAGE = 4096


class Wire(Protocol):
    """Never raises: whatever happens is an outcome."""

    async def send(
        self,
        chat_id: ChatId,
        text: str,
        buttons: str | None = None,
        *,
        thread: int | None = None,
        silent: bool = False,
        html: bool = True,
    ) -> Outcome: ...

    async def edit(
        self, chat_id: ChatId, message_id: int, text: str, buttons: str | None = None
    ) -> Outcome: ...


class Sender:
    def __init__(self, wire: Wire, pacer: Pacer) -> None:
        self._wire = wire
        self._pacer = pacer

    async def send(self, delivery: Delivery, wording: Wording) -> Outcome:
        text = without_formatting(wording.text) if delivery.plain else wording.text
        if delivery.moved:
            text = _with_note(text, delivery)
        return await self._outcome(
            delivery.chat_id,
            self._wire.send(
                delivery.chat_id, text, wording.buttons, thread=delivery.thread, html=not delivery.plain
            ),
        )

    async def edit(self, edit: CardEdit, wording: Wording) -> Outcome:
        return await self._outcome(
            edit.chat_id, self._wire.edit(edit.chat_id, edit.message_id, wording.text, wording.buttons)
        )

    async def _outcome(self, chat_id: ChatId, request: Awaitable[Outcome]) -> Outcome:
        try:
            outcome = await request
        except Exception as error:  # noqa: BLE001 - a bug in here must not say "not sent" of what may have been
            return Ambiguous(type(error).__name__)
        if isinstance(outcome, NotSent) and outcome.gate:
            self._pacer.flooded(chat_id, outcome.retry_after)
        return outcome


def _with_note(text: str, delivery: Delivery) -> str:
    """In the alert itself, so that it is told exactly where and as often as the alert is."""
    noted = f"{text}\n\n{moved_to_general(Words(delivery.language))}"
    return noted if len(noted) <= MESSAGE else text


def without_formatting(text: str) -> str:
    return html.unescape(re.sub(r"<[^>]*>", "", text))
