"""Keyboards: what Telegram takes, and the buttons as a person sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from bot.sandbox import utf16
from bot.sandbox.errors import bad_request

_ACTIONS = (
    "callback_data",
    "url",
    "copy_text",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "web_app",
    "login_url",
    "callback_game",
    "pay",
)
_KINDS = ("inline_keyboard", "keyboard", "force_reply", "remove_keyboard")
_STYLES = {"danger", "success", "primary"}
_BUTTONS = 100


@dataclass(frozen=True, slots=True)
class Button:
    text: str
    callback_data: str | None = None
    url: str | None = None
    copy_text: str | None = None
    request_location: bool = False
    style: str | None = None


Rows = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Markup:
    """`raw` as given; `rows` of an inline or a reply keyboard, empty for the two others."""

    kind: str
    raw: dict[str, Any]
    rows: Rows = ()


def parse(raw: Any, *, private: bool) -> Markup | None:
    if not raw:
        return None
    kind = next((kind for kind in _KINDS if isinstance(raw, dict) and kind in raw), None)
    if kind is None:
        raise bad_request("object expected as reply markup")
    if kind in {"force_reply", "remove_keyboard"}:
        return Markup(kind, raw)
    read = _inline_button if kind == "inline_keyboard" else _reply_button
    if not isinstance(raw[kind], list) or not all(isinstance(row, list) for row in raw[kind]):
        phrase = f'field "{kind}" of the reply markup must be an Array of Arrays'
        raise bad_request(phrase)
    rows = tuple(tuple(read(button) for button in row) for row in raw[kind] if row)
    if sum(len(row) for row in rows) > _BUTTONS:
        raise bad_request("reply markup is too long")
    if not private and any(button.request_location for row in rows for button in row):
        raise bad_request("location can be requested in private chats only")
    return Markup(kind, raw, rows) if rows or kind == "keyboard" else None


def _inline_button(raw: Any) -> Button:
    text = raw.get("text") if isinstance(raw, dict) else None
    if not text or not isinstance(text, str):
        raise bad_request(
            'can\'t parse inline keyboard button: field "text" must be of type String and non-empty'
        )
    actions = [action for action in _ACTIONS if action in raw]
    if not actions:
        raise bad_request(
            "can't parse inline keyboard button: text buttons are unallowed in the inline keyboard"
        )
    if len(actions) > 1:
        raise bad_request(f"can't parse inline keyboard button: more than one action: {', '.join(actions)}")
    if raw.get("style", "primary") not in _STYLES:
        raise bad_request("can't parse inline keyboard button: invalid button style specified")
    data, url, copied = raw.get("callback_data"), raw.get("url"), (raw.get("copy_text") or {}).get("text")
    if data is not None and not 1 <= len(str(data).encode()) <= 64:
        raise bad_request("BUTTON_DATA_INVALID")
    if url is not None and not str(url).startswith(("http://", "https://", "tg://")):
        raise bad_request("BUTTON_URL_INVALID")
    if "copy_text" in raw and not 1 <= utf16.length(copied or "") <= 256:
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    return Button(text, data, url, copied, style=raw.get("style"))


def _reply_button(raw: Any) -> Button:
    if isinstance(raw, str):
        raw = {"text": raw}
    text = raw.get("text") if isinstance(raw, dict) else None
    if not text or not isinstance(text, str):
        raise bad_request('can\'t parse keyboard button: field "text" must be of type String and non-empty')
    return Button(text, request_location=bool(raw.get("request_location")), style=raw.get("style"))
