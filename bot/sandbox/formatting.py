"""From the text of a call to what stands in the chat: parsed, trimmed, measured, with its entities."""

from __future__ import annotations

import re
from dataclasses import dataclass

from bot.sandbox import html, utf16
from bot.sandbox.entities import Entity, rank
from bot.sandbox.errors import bad_request
from bot.sandbox.params import Params

ENTITY_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Field:
    """A text of a call: its parameter, the parameter of ready entities, its limit after parsing."""

    key: str
    entities: str
    limit: int
    too_long: str


TEXT = Field("text", "entities", 4096, "message is too long")
CAPTION = Field("caption", "caption_entities", 1024, "message caption is too long")

_MARKUP = re.compile(
    r"(?P<url>https?://[^\s<>\"]*[^\s<>\"'.,;:!?)\]])"
    r"|(?P<email>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)"
    r"|(?<![\w/])(?P<bot_command>/[a-zA-Z0-9_]{1,64}(?:@[a-zA-Z0-9_]{3,32})?)(?![\w/])"
    r"|(?<!\w)(?P<mention>@[a-zA-Z0-9_]{4,32})(?!\w)"
    r"|(?<!\w)(?P<hashtag>#(?=\w*[^\W\d])\w{1,256})"
)
_HINTS = frozenset("/@#:")
_OPAQUE = {"code", "pre", "text_link"}


def formatted(params: Params, field: Field = TEXT) -> tuple[str, tuple[Entity, ...]]:
    """Text and entities of a message that the bot sends or edits, or the refusal Telegram gives."""
    source = params.text(field.key)
    if not source.strip():
        raise bad_request("message text is empty")
    mode = params.text("parse_mode").lower()
    if mode == "html":
        text, entities = html.parse(source)
    elif mode in {"", "none"}:
        text, entities = source, _given(params.objects(field.entities))
    else:
        raise bad_request("unsupported parse_mode")
    text, entities = _trimmed(text, entities)
    if not text:
        raise bad_request("text must be non-empty")
    if utf16.length(text) > field.limit:
        raise bad_request(field.too_long)
    return text, with_detected(text, entities)


def _given(entities: list[Entity]) -> list[Entity]:
    if any(not isinstance(entity.get(key), int) for entity in entities for key in ("offset", "length")):
        raise bad_request("can't parse MessageEntity: expected numbers as offset and length")
    return entities


def with_detected(text: str, entities: list[Entity]) -> tuple[Entity, ...]:
    """Adds what Telegram finds by itself: commands, links, mentions, hashtags; the first 100 stay."""
    if _HINTS.isdisjoint(text):
        return tuple(entities[:ENTITY_LIMIT])
    found = [entity for entity in _detected(text) if not _covered(entity, entities)]
    if found:
        entities = sorted([*entities, *found], key=rank)
    return tuple(entities[:ENTITY_LIMIT])


def _detected(text: str) -> list[Entity]:
    return [
        {
            "type": match.lastgroup,
            "offset": utf16.length(text[: match.start()]),
            "length": utf16.length(match.group()),
        }
        for match in _MARKUP.finditer(text)
    ]


def _covered(found: Entity, entities: list[Entity]) -> bool:
    start, end = found["offset"], found["offset"] + found["length"]
    return any(
        entity["type"] in _OPAQUE and entity["offset"] < end and start < entity["offset"] + entity["length"]
        for entity in entities
    )


def _trimmed(text: str, entities: list[Entity]) -> tuple[str, list[Entity]]:
    """Without white space at both ends; entities follow, and those left empty go."""
    kept = text.strip()
    if kept == text:
        return text, entities
    shift = utf16.length(text[: len(text) - len(text.lstrip())])
    end = utf16.length(kept)
    fitted = []
    for entity in entities:
        start = max(entity["offset"] - shift, 0)
        stop = min(entity["offset"] + entity["length"] - shift, end)
        if start < stop:
            fitted.append(entity | {"offset": start, "length": stop - start})
    return kept, fitted
