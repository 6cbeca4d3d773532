"""The audit's rows. Triggers refuse every change on SQLite; the chain of macs shows one anywhere.

The one exception: rows that a signed checkpoint covers may be pruned.
"""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import START, Act, AuditRow, Checkpoint, Noted, Verdict, verify
from storage.cipher import ChatCipher
from storage.tables_of_coordinators import audit
from storage.tables_of_limits import audit_checkpoint

KEY_LABEL = "audit"


class Audit:
    def __init__(self, connection: AsyncConnection, cipher: ChatCipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def latest(self, limit: int) -> tuple[AuditRow, ...]:
        rows = await self._connection.execute(select(audit).order_by(audit.c.seq.desc()).limit(limit))
        return tuple(_to_domain(row) for row in rows)

    async def all(self) -> tuple[AuditRow, ...]:
        rows = await self._connection.execute(select(audit).order_by(audit.c.seq))
        return tuple(_to_domain(row) for row in rows)

    async def checkpoint(self) -> Checkpoint | None:
        columns = audit_checkpoint.c
        newest = await self._connection.execute(
            select(audit_checkpoint).order_by(columns.seq.desc()).limit(1)
        )
        row = newest.one_or_none()
        return Checkpoint(row.seq, row.head, row.at, row.mac) if row is not None else None

    async def verify(self, noted: Noted | None = None) -> Verdict:
        return verify(await self.all(), self._key, noted, await self.checkpoint())

    async def prune(self, before: datetime, now: datetime) -> int | None:
        seq = await self._last_older_than(before)
        if seq is None:
            return 0
        # What was tampered with must stay to be seen: a signature over it would wash it clean.
        if not (await self.verify()).sound:
            return None
        head = await self._connection.scalar(select(audit.c.mac).where(audit.c.seq == seq))
        assert head is not None
        made = Checkpoint(seq, head, now)
        values = asdict(replace(made, mac=made.sealed(self._key)))
        await self._connection.execute(insert(audit_checkpoint).values(values))
        await self._connection.execute(delete(audit_checkpoint).where(audit_checkpoint.c.seq < seq))
        pruned = await self._connection.execute(delete(audit).where(audit.c.seq <= seq))
        return pruned.rowcount

    async def _last_older_than(self, before: datetime) -> int | None:
        """Of the rows at the beginning that are all older: where a clock went back, none is cut out."""
        first_kept = await self._connection.scalar(select(func.min(audit.c.seq)).where(audit.c.at >= before))
        older = select(func.max(audit.c.seq))
        if first_kept is not None:
            older = older.where(audit.c.seq < first_kept)
        last: int | None = await self._connection.scalar(older)
        return last

    async def record(
        self,
        at: datetime,
        actor: str,
        act: Act,
        object_: str,
        digest: str = "",
        place_key: str | None = None,
    ) -> None:
        seq, prev = await self._end()
        row = AuditRow(seq + 1, at, actor, act, object_, place_key, digest, prev)
        values = asdict(replace(row, mac=row.sealed(self._key)))
        await self._connection.execute(insert(audit).values(values))

    async def _end(self) -> tuple[int, str]:
        last = await self.latest(1)
        if last:
            return last[0].seq, last[0].mac
        pruned = await self.checkpoint()
        return (pruned.seq, pruned.head) if pruned else (0, START)

    @property
    def _key(self) -> bytes:
        return self._cipher.derived_key(KEY_LABEL)


def _to_domain(row: Row[Any]) -> AuditRow:
    return AuditRow(
        seq=row.seq,
        at=row.at,
        actor=row.actor,
        act=Act(row.act),
        object=row.object,
        place_key=row.place_key,
        digest=row.digest,
        prev=row.prev,
        mac=row.mac,
    )
