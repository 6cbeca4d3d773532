"""An edition's content as JSON and back."""

from typing import Any

from pydantic import TypeAdapter

from bot.domain.broadcast import Content

_content = TypeAdapter(Content)


def pack(content: Content) -> dict[str, Any]:
    packed: dict[str, Any] = _content.dump_python(content, mode="json")
    return packed


def unpack(stored: dict[str, Any]) -> Content:
    return _content.validate_python(stored, strict=False)
