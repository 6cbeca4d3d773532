"""The answer to an inline query, as Telegram takes it."""

from collections.abc import Sequence

from bot.telegram.markup import inline_keyboard
from bot.views.inline import Card, Way

KEPT = 60
"""Seconds for which Telegram may give the same answer again: what changes must not be shown for longer."""


def inline_answer(query_id: str, cards: Sequence[Card], way: Way) -> dict[str, object]:
    """Personal, as Telegram keeps answers by the query alone, and the next who types it may read the other
    language.
    """
    return {
        "inline_query_id": query_id,
        "results": [_article(card) for card in cards],
        "cache_time": KEPT,
        "is_personal": True,
        "button": {"text": way.label, "start_parameter": way.start},
    }


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
