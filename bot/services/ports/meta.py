"""Facts about the database itself: the epoch, the bot it belongs to, how far was planned."""

from typing import Protocol

REHEARSAL_ANCHOR = "rehearsal_anchor"
"""Where simulated time stood last, as `bot.clock.Anchor.to_text` writes it."""


class MetaReader(Protocol):
    async def get(self, key: str) -> str | None: ...


class MetaWriter(MetaReader, Protocol):
    async def put(self, key: str, value: str) -> None: ...
