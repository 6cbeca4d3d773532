"""The audit's rows. Triggers refuse every change on SQLite; the chain of macs shows one anywhere."""

from dataclasses import asdict, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Row, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.audit import START, Act, AuditRow, Verdict, verify
from storage.cipher import ChatCipher
from storage.tables_of_coordinators import audit

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

    async def verify(self, noted_head: str | None = None) -> Verdict:
        return verify(await self.all(), self._key, noted_head)

    async def record(
        self,
        at: datetime,
        actor: str,
        act: Act,
        object_: str,
        digest: str = "",
        place_key: str | None = None,
    ) -> None:
        last = await self.latest(1)
        seq, prev = (last[0].seq + 1, last[0].mac) if last else (1, START)
        row = AuditRow(seq, at, actor, act, object_, place_key, digest, prev)
        values = asdict(replace(row, mac=row.sealed(self._key)))
        await self._connection.execute(insert(audit).values(values))

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
