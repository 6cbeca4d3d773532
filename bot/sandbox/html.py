"""Telegram's HTML mode: which tags and escapes it takes, what it refuses, and with which words.

Follows the behaviour that the Bot API documents and shows: no tag beyond its own set, every tag closed in
order, four named escapes and numeric ones (the semicolon may be missing), anything else after "&" left as it
is. Offsets in refusals count bytes of the UTF-8 text, offsets of entities UTF-16 units of the plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox import utf16
from bot.sandbox.errors import ApiError, bad_request

Entity = dict[str, Any]

_TYPES = {
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
_TAG_NAME = re.compile(r"[^\s>]*")
_SPACE = re.compile(r"\s*")
_ATTRIBUTE_NAME = re.compile(r"[^\s=>]*")
_BARE_VALUE = re.compile(r"[a-zA-Z0-9.-]*")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")
_LAST_CODE_POINT = 0x10FFFF


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    pieces: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse(source: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities, outer before inner; `ApiError` as Telegram words it."""
    return _Parser(source).run()


def unescape(text: str) -> str:
    return _ESCAPE.sub(_decoded, text)


def _decoded(match: re.Match[str]) -> str:
    decimal, hexadecimal, name = match.groups()
    if name is not None:
        return _NAMED.get(name, match.group())
    code = int(decimal) if decimal is not None else int(hexadecimal, 16)
    return chr(code) if 0 < code <= _LAST_CODE_POINT else match.group()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.pieces: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []

    def run(self) -> tuple[str, list[Entity]]:
        source = self.source
        while (tag := source.find("<", self.position)) >= 0:
            self._plain(source[self.position : tag])
            self.position = tag
            if source.startswith("</", tag):
                self._end_tag()
            else:
                self._start_tag()
        self._plain(source[self.position :])
        if self.stack:
            raise _unparsed(f'Can\'t find end tag corresponding to start tag "{self.stack[-1].tag}"')
        for entity in self.entities:
            entity.pop("_language", None)
        self.entities.sort(key=lambda entity: (entity["offset"], -entity["length"]))
        return "".join(self.pieces), self.entities

    def _plain(self, piece: str) -> None:
        if not piece:
            return
        if "&" in piece:
            piece = unescape(piece)
            if any("\ud800" <= character <= "\udfff" for character in piece):
                raise _unparsed(
                    "Text contains invalid Unicode characters after decoding HTML entities, "
                    "check for unmatched surrogate code units"
                )
        self.pieces.append(piece)
        self.length += utf16.length(piece)

    def _start_tag(self) -> None:
        begin = self.position
        tag = self._take(_TAG_NAME, begin + 1)
        if self.position >= len(self.source):
            raise self._refused("Unclosed start tag", begin)
        tag = tag.lower()
        if tag not in _TYPES:
            raise self._refused(f'Unsupported start tag "{tag}"', begin)
        attributes = self._attributes(tag, begin)
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            raise self._refused('Tag "span" must have class "tg-spoiler"', begin)
        if tag == "tg-time" and not attributes.get("unix", "").isdecimal():
            raise self._refused('Tag "tg-time" must have a valid attribute "unix"', begin)
        if tag == "tg-time" and not _TIME_FORMAT.fullmatch(attributes.get("format", "")):
            raise self._refused('Tag "tg-time" must have a valid attribute "format"', begin)
        self.stack.append(_Open(tag, self.length, len(self.pieces), attributes))

    def _attributes(self, tag: str, begin: int) -> dict[str, str]:
        """Everything up to and with the ">"; leaves the position behind it."""
        attributes: dict[str, str] = {}
        while True:
            self._take(_SPACE, self.position)
            if self._at(">"):
                self.position += 1
                return attributes
            if self.position >= len(self.source):
                raise self._refused("Unclosed start tag", begin)
            name = self._take(_ATTRIBUTE_NAME, self.position).lower()
            if not name:
                raise self._refused(f'Empty attribute name in the tag "{tag}"', begin)
            self._take(_SPACE, self.position)
            if self._at("="):
                attributes[name] = self._value(tag, begin)
            elif tag == "blockquote" and name == "expandable":
                attributes[name] = ""
            else:
                phrase = f'Expected equal sign in declaration of an attribute of the tag "{tag}"'
                raise self._refused(phrase, begin)

    def _value(self, tag: str, begin: int) -> str:
        self._take(_SPACE, self.position + 1)
        if self.position >= len(self.source):
            raise self._refused(f'Unclosed start tag "{tag}"', begin)
        quote = self.source[self.position]
        if quote not in "\"'":
            return self._bare_value()
        end = self.source.find(quote, self.position + 1)
        if end < 0:
            raise self._refused("Unclosed start tag", begin)
        value = unescape(self.source[self.position + 1 : end])
        self.position = end + 1
        return value

    def _bare_value(self) -> str:
        start = self.position
        value = self._take(_BARE_VALUE, start)
        if not (self._at(">") or self.source[self.position : self.position + 1].isspace()):
            raise self._refused("Unexpected end of name token", start)
        return value.lower()

    def _end_tag(self) -> None:
        begin = self.position
        if not self.stack:
            raise self._refused("Unexpected end tag", begin)
        tag = self._take(_TAG_NAME, begin + 2).lower()
        self._take(_SPACE, self.position)
        if not self._at(">"):
            raise self._refused("Unclosed end tag", begin)
        self.position += 1
        opened = self.stack.pop()
        if tag and tag != opened.tag:
            raise self._refused(f'Unmatched end tag, expected "</{opened.tag}>", found "</{tag}>"', begin)
        if self.length > opened.offset:
            self._close(opened)

    def _close(self, opened: _Open) -> None:
        entity: Entity = {
            "type": _TYPES[opened.tag],
            "offset": opened.offset,
            "length": self.length - opened.offset,
        }
        attributes = opened.attributes
        match opened.tag:
            case "a":
                entity["url"] = attributes.get("href") or "".join(self.pieces[opened.pieces :])
                if not _make_link(entity):
                    return
            case "blockquote" if "expandable" in attributes:
                entity["type"] = "expandable_blockquote"
            case "tg-emoji":
                entity["custom_emoji_id"] = attributes.get("emoji-id", "")
            case "tg-time":
                entity["unix_time"] = int(attributes["unix"])
                entity["date_time_format"] = attributes.get("format", "")
            case "pre" | "code" if attributes.get("class", "").startswith("language-"):
                entity["language"] = attributes["class"].removeprefix("language-")
        self._keep(entity)

    def _keep(self, entity: Entity) -> None:
        """`<pre>` right around a `<code>` with a language is one entity: a block of that language."""
        language = entity.pop("language", "")
        inner = self.entities[-1] if self.entities else None
        same = inner is not None and all(inner[key] == entity[key] for key in ("offset", "length"))
        if inner is not None and same and {inner["type"], entity["type"]} == {"pre", "code"}:
            language = inner.pop("_language", "") or language
            if language:
                inner.update(type="pre", language=language)
                return
        if language:
            entity["_language"] = language
        self.entities.append(entity)

    def _take(self, pattern: re.Pattern[str], start: int) -> str:
        match = pattern.match(self.source, start)
        assert match is not None
        self.position = match.end()
        return match.group()

    def _at(self, character: str) -> bool:
        return self.source.startswith(character, self.position)

    def _refused(self, phrase: str, position: int) -> ApiError:
        where = f"at byte offset {len(self.source[:position].encode())}"
        head, comma, tail = phrase.partition(", expected")
        return _unparsed(f"{head} {where}{comma}{tail}")


def _make_link(entity: Entity) -> bool:
    """Give a bare domain its scheme, as Telegram does; what is no address makes no link."""
    url = entity["url"].strip()
    if url.startswith("tg://"):
        entity["url"] = url
        return True
    if re.match(r"[a-zA-Z][a-zA-Z0-9+.-]*:", url) is None:
        url = f"http://{url}"
    match = re.fullmatch(r"(https?)://([^\s/?#]+\.[^\s/?#.]{2,})([/?#]\S*)?", url, re.IGNORECASE)
    if match is None:
        return False
    scheme, host, rest = match.groups()
    rest = rest or "/"
    entity["url"] = f"{scheme.lower()}://{host}{rest if rest.startswith('/') else '/' + rest}"
    return True


def _unparsed(phrase: str) -> ApiError:
    return bad_request(f"can't parse entities: {phrase}")
