"""Entities of Telegram's texts: kinds and their order, escapes, and what makes a link."""

from __future__ import annotations

import re
from typing import Any

from bot.sandbox import utf16

Entity = dict[str, Any]

TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "tg-time": "date_time",
}

_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_ESCAPE = re.compile(r"&(?:#([0-9]+)|#x([0-9a-fA-F]+)|([a-zA-Z]+));?")
_LAST_CODE_POINT = 0x10FFFF

_RANKS = {
    "blockquote": 0,
    "expandable_blockquote": 0,
    "pre": 10,
    "code": 20,
    "text_link": 49,
    "bold": 90,
    "italic": 91,
    "underline": 92,
    "strikethrough": 93,
    "spoiler": 94,
    "custom_emoji": 99,
}


def rank(entity: Entity) -> tuple[int, int, int]:
    """Telegram's order: by place, the longer before the shorter; on one place blocks before styles."""
    return entity["offset"], -entity["length"], _RANKS.get(entity["type"], 50)


def unescape(text: str) -> str:
    return _ESCAPE.sub(_decoded, text)


def _decoded(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name, match.group())
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(code) if 0 < code <= _LAST_CODE_POINT else match.group()


def of_tag(tag: str, attributes: dict[str, str], offset: int, text: str) -> Entity | None:
    """The entity that a closed tag makes of the text inside; None if it makes none."""
    entity: Entity = {"type": TYPES[tag], "offset": offset, "length": utf16.length(text)}
    match tag:
        case _ if not text:
            return None
        case "a":
            url = _link(attributes.get("href") or text)
            return None if url is None else entity | {"url": url}
        case "blockquote" if "expandable" in attributes:
            return entity | {"type": "expandable_blockquote"}
        case "tg-emoji":
            return entity | {"custom_emoji_id": attributes.get("emoji-id", "")}
        case "tg-time":
            shown = {"unix_time": int(attributes["unix"])}
            return entity | shown | ({"date_time_format": form} if (form := attributes.get("format")) else {})
    return entity


def merge_code(entities: list[Entity], entity: Entity, language: str) -> bool:
    """`<pre>` right around a `<code>` of a language, or the reverse, is one block in that language."""
    inner = entities[-1] if entities else None
    if inner is None or {inner["type"], entity["type"]} != {"pre", "code"} or not language:
        return False
    if any(inner[key] != entity[key] for key in ("offset", "length")):
        return False
    inner.update(type="pre", language=language)
    return True


def _link(url: str) -> str | None:
    """A bare domain gets its scheme, as Telegram does it; None for what is no address."""
    if url.startswith("tg://"):
        return url
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url) is None:
        url = f"http://{url}"
    match = re.fullmatch(r"(https?)://([^\s/?#]+\.[^\s/?#.]{2,})([/?#]\S*)?", url, re.IGNORECASE)
    if match is None:
        return None
    scheme, host, rest = match.groups(default="")
    return f"{scheme.lower()}://{host}{rest if rest.startswith('/') else '/' + rest}"
