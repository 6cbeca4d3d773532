"""Answers to inline queries on their way out."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import structlog

from bot.telegram.markup import inline_keyboard
from bot.telegram.transport import CallFailed
from bot.views.inline import Card, Way

KEPT = 60
"""Seconds for which Telegram may give the same answer again: what changes must not be shown for longer."""

log = structlog.stdlib.get_logger(__name__)


class Caller(Protocol):
    async def call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any: ...


@dataclass(frozen=True, slots=True)
class InlineAnswers:
    caller: Caller

    async def give(self, query_id: str, cards: Sequence[Card], way: Way) -> None:
        """Personal, as Telegram keeps answers by the query alone, and the next who types it may read the
        other language. Who has typed on, or waited too long, is not answered any more.
        """
        answer = {
            "inline_query_id": query_id,
            "results": [_article(card) for card in cards],
            "cache_time": KEPT,
            "is_personal": True,
            "button": {"text": way.label, "start_parameter": way.start},
        }
        try:
            await self.caller.call("answerInlineQuery", answer)
        except CallFailed as failed:
            log.info("inline query not answered", outcome=type(failed.outcome).__name__)


def _article(card: Card) -> dict[str, object]:
    content = {
        "message_text": card.view.text,
        "parse_mode": "HTML",
        "link_preview_options": {"is_disabled": True},
    }
    article: dict[str, object] = {
        "type": "article",
        "id": card.id,
        "title": card.title,
        "description": card.description,
        "input_message_content": content,
    }
    if card.view.rows:
        article["reply_markup"] = inline_keyboard(card.view.rows).to_dict()
    return article
