"""Halts as the use cases see them. The outbox reads them at every claim."""

from datetime import datetime
from typing import Protocol

from bot.domain.halt import Halt


class HaltReader(Protocol):
    async def all(self) -> tuple[Halt, ...]:
        """By the instant they were set."""
        ...


class HaltWriter(HaltReader, Protocol):
    async def put(self, place_key: str, label: str, at: datetime) -> bool:
        """False where that place is halted already; the first halt stays as it is."""
        ...

    async def lift(self, place_key: str) -> bool: ...
