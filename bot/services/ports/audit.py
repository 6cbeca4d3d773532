"""The audit as the use cases see it: rows are added inside the transaction that acts, and never change."""

from datetime import datetime
from typing import Protocol

from bot.domain.audit import Act, AuditRow, Checkpoint, Noted, Verdict


class AuditReader(Protocol):
    async def latest(self, limit: int) -> tuple[AuditRow, ...]:
        """Newest first."""
        ...

    async def all(self) -> tuple[AuditRow, ...]:
        """Oldest first."""
        ...

    async def checkpoint(self) -> Checkpoint | None:
        """What was pruned; None where nothing was."""
        ...

    async def verify(self, noted: Noted | None = None) -> Verdict:
        """Check every row against the one before it, and a head that was noted elsewhere."""
        ...


class AuditWriter(AuditReader, Protocol):
    async def record(
        self,
        at: datetime,
        actor: str,
        act: Act,
        object_: str,
        digest: str = "",
        place_key: str | None = None,
    ) -> None:
        """`actor` is a label, `object_` at most 40 characters, `digest` a hash of what was acted on."""
        ...

    async def prune(self, before: datetime, now: datetime) -> int | None:
        """Put a signed checkpoint in the place of all rows older than `before`; how many.

        None, and nothing is pruned, where the rows are not as they were written.
        """
        ...
