"""The parameters of one call, read as the Bot API reads them from any of its encodings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.sandbox.errors import bad_request


@dataclass(frozen=True, slots=True)
class Upload:
    name: str
    mime_type: str
    content: bytes


@dataclass(frozen=True, slots=True)
class Params:
    """`values` holds strings from a form, or JSON values from a JSON body; both are read alike."""

    values: Mapping[str, Any]
    files: Mapping[str, Upload] = field(default_factory=dict)

    def __contains__(self, key: str) -> bool:
        return key in self.values

    def text(self, key: str, default: str = "") -> str:
        value = self.values.get(key, default)
        return value if isinstance(value, str) else json.dumps(value)

    def integer(self, key: str) -> int | None:
        """None if absent; what is not a number is refused."""
        value = self.values.get(key)
        if value is None or value == "":
            return None
        try:
            return int(value)
        except (TypeError, ValueError):
            phrase = f"parameter {key} must be a number"
            raise bad_request(phrase) from None

    def number(self, key: str) -> float | None:
        value = self.values.get(key)
        try:
            return None if value is None or value == "" else float(value)
        except (TypeError, ValueError):
            phrase = f"parameter {key} must be a number"
            raise bad_request(phrase) from None

    def flag(self, key: str) -> bool:
        return str(self.values.get(key, "")).lower() in {"true", "1", "yes"}

    def objects(self, key: str) -> list[dict[str, Any]]:
        """A list of JSON objects; empty if absent."""
        found = self.structure(key) or []
        if not isinstance(found, list) or not all(isinstance(item, dict) for item in found):
            phrase = f"can't parse {key.replace('_', ' ')}: expected an Array of Objects"
            raise bad_request(phrase)
        return found

    def object(self, key: str) -> dict[str, Any]:
        """A JSON object; empty if absent."""
        found = self.structure(key) or {}
        if not isinstance(found, dict):
            phrase = f"can't parse {key.replace('_', ' ')}: expected an Object"
            raise bad_request(phrase)
        return found

    def structure(self, key: str) -> Any:
        """An object or list, given as JSON text or as itself; None if absent."""
        value = self.values.get(key)
        if not isinstance(value, str):
            return value
        if value == "":
            return None
        try:
            return json.loads(value)
        except ValueError:
            phrase = f"can't parse {key.replace('_', ' ')} JSON object"
            raise bad_request(phrase) from None
