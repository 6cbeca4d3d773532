"""What the settings say, as far as the doctor looks at it."""

from dataclasses import dataclass, field
from pathlib import Path

from bot.domain.subscriber import Language


@dataclass(frozen=True, slots=True)
class Given:
    """`names_operators`: are any named in the settings? `key` is the text of the key, where it is no file."""

    token: str | None = field(repr=False)
    api_url: str
    database_url: str
    key_file: Path
    key: str | None = field(repr=False)
    approvals: int
    contact: str | None
    names_operators: bool
    rehearsing: bool
    default_language: Language
