"""Telegram counts text in UTF-16 units: a character beyond the basic plane is two."""

from __future__ import annotations


def length(text: str) -> int:
    if text.isascii():
        return len(text)
    return len(text) + sum(character > "\uffff" for character in text)


def part(text: str, offset: int, size: int) -> str:
    """The stretch of `text` that an entity of this offset and length covers."""
    units = text.encode("utf-16-le")
    return units[offset * 2 : (offset + size) * 2].decode("utf-16-le")
