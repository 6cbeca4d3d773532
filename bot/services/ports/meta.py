"""Facts about the database itself: the epoch, the bot it belongs to, how far was planned."""

from typing import Protocol


class MetaReader(Protocol):
    async def get(self, key: str) -> str | None: ...


class MetaWriter(MetaReader, Protocol):
    async def put(self, key: str, value: str) -> None: ...
