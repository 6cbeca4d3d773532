"""Inline mode: a query typed after the bot's name in any chat, the answer, and the result that is sent.

Every query reaches the bot here; that Telegram may give an answer again for a while is only written down.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import markup, utf16
from bot.sandbox.chats import User
from bot.sandbox.entities import Entity
from bot.sandbox.errors import bad_request
from bot.sandbox.formatting import formatted
from bot.sandbox.markup import Markup
from bot.sandbox.params import Params

LONGEST_QUERY = 256
_MOST, _LONGEST_ID = 50, 64
_START = re.compile(r"[A-Za-z0-9_-]{1,64}")


@dataclass(frozen=True, slots=True)
class Result:
    """An article: what the list shows, and the message it becomes."""

    id: str
    title: str
    description: str
    text: str
    html: str
    entities: tuple[Entity, ...]
    markup: Markup | None


@dataclass(slots=True, eq=False)
class InlineQuery:
    """`results` is None while the bot has not answered; `button` is its text and the payload behind it."""

    id: str
    person: User
    query: str
    results: list[Result] | None = None
    button: tuple[str, str] | None = None
    cache_time: int = 300
    personal: bool = False

    def to_json(self) -> dict[str, Any]:
        return {"id": self.id, "from": self.person.to_json(), "query": self.query, "offset": ""}

    @property
    def titles(self) -> list[str]:
        return [result.title for result in self.results or ()]


@dataclass(slots=True)
class InlineMode:
    """`on` is BotFather's switch."""

    on: bool = False
    asked: dict[str, InlineQuery] = field(default_factory=dict)

    def answer(self, params: Params) -> None:
        query = self.asked.get(params.text("inline_query_id"))
        if query is None or query.results is not None:
            raise bad_request("query is too old and response timeout expired or query ID is invalid")
        results = [_result(raw) for raw in params.objects("results")]
        if len(results) > _MOST:
            raise bad_request("RESULTS_TOO_MUCH")
        if len({result.id for result in results}) < len(results):
            raise bad_request("RESULT_ID_DUPLICATE")
        query.button = _button(params.object("button"))
        query.results = results
        seconds = params.integer("cache_time")
        query.cache_time = 300 if seconds is None else seconds
        query.personal = params.flag("is_personal")


def _result(raw: dict[str, Any]) -> Result:
    if raw.get("type") != "article":
        raise bad_request("can't parse inline query result: the sandbox takes articles only")
    if not 1 <= len(str(raw.get("id", "")).encode()) <= _LONGEST_ID:
        raise bad_request("RESULT_ID_INVALID")
    if not raw.get("title"):
        raise bad_request("ARTICLE_TITLE_EMPTY")
    content = raw.get("input_message_content")
    if not isinstance(content, dict) or "message_text" not in content:
        raise bad_request("can't parse inline query result: input message content is empty")
    html = str(content["message_text"])
    text, entities = formatted(Params(content | {"text": html}))
    keyboard = markup.parse(raw.get("reply_markup"), private=False)
    if keyboard is not None and keyboard.kind != "inline_keyboard":
        raise bad_request("inline keyboard expected")
    return Result(str(raw["id"]), raw["title"], raw.get("description", ""), text, html, entities, keyboard)


def _button(raw: dict[str, Any]) -> tuple[str, str] | None:
    if not raw:
        return None
    text, start = str(raw.get("text", "")), str(raw.get("start_parameter", ""))
    if not text or utf16.length(text) > LONGEST_QUERY:
        raise bad_request("SWITCH_PM_TEXT_EMPTY")
    if not _START.fullmatch(start):
        raise bad_request("START_PARAM_INVALID")
    return text, start
