"""Telegram's HTML mode: which tags and escapes it takes, what it refuses, and with which words.

Follows the behaviour that the Bot API documents and shows: no tag beyond its own set, every tag closed in
order, four named escapes and numeric ones (the semicolon may be missing), anything else after "&" left as it
is. Offsets in refusals count bytes of the UTF-8 text, offsets of entities UTF-16 units of the plain text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from bot.sandbox import entities, utf16
from bot.sandbox.entities import Entity
from bot.sandbox.errors import ApiError, bad_request

_TAG_NAME = re.compile(r"[^ \t\r\n\v>]*")
_SPACE = re.compile(r"[ \t\r\n\v]*")
_ATTRIBUTE_NAME = re.compile(r"[^ \t\r\n\v=>]*")
_BARE_VALUE = re.compile(r"[a-zA-Z0-9.-]*")
_TIME_FORMAT = re.compile(r"r|w?[dD]?[tT]?")


@dataclass(slots=True)
class _Open:
    tag: str
    offset: int
    pieces: int
    attributes: dict[str, str] = field(default_factory=dict)


def parse(source: str) -> tuple[str, list[Entity]]:
    """Plain text and its entities, outer before inner; `ApiError` as Telegram words it."""
    return _Parser(source).run()


class _Parser:
    def __init__(self, source: str) -> None:
        self.source = source
        self.position = 0
        self.pieces: list[str] = []
        self.length = 0
        self.stack: list[_Open] = []
        self.entities: list[Entity] = []
        self.language = ""

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
        self.entities.sort(key=entities.rank)
        return "".join(self.pieces), self.entities

    def _plain(self, piece: str) -> None:
        if not piece:
            return
        if "&" in piece:
            piece = entities.unescape(piece)
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
        if tag not in entities.TYPES:
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
        value = entities.unescape(self.source[self.position + 1 : end])
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
        self._close(opened)

    def _close(self, opened: _Open) -> None:
        text = "".join(self.pieces[opened.pieces :])
        entity = entities.of_tag(opened.tag, opened.attributes, opened.offset, text)
        if entity is None:
            return
        language = opened.attributes.get("class", "").partition("language-")[2]
        if not entities.merge_code(self.entities, entity, language or self.language):
            self.entities.append(entity)
        self.language = language

    def _take(self, pattern: re.Pattern[str], start: int) -> str:
        match = pattern.match(self.source, start)
        assert match is not None
        self.position = match.end()
        return match.group()

    def _at(self, character: str) -> bool:
        return self.source.startswith(character, self.position)

    def _refused(self, phrase: str, position: int) -> ApiError:
        before = self.source[:position].encode(errors="surrogatepass")
        where = f"at byte offset {len(before)}"
        head, comma, tail = phrase.partition(", expected")
        return _unparsed(f"{head} {where}{comma}{tail}")


def _unparsed(phrase: str) -> ApiError:
    return bad_request(f"can't parse entities: {phrase}")
