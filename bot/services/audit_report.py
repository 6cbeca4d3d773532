"""The audit on the command line: its rows, its head, and whether the chain is whole."""

import json
from dataclasses import asdict, dataclass

from bot.domain.audit import START, AuditRow, Verdict
from bot.services.ports import Transactions


@dataclass(frozen=True, slots=True)
class AuditReport:
    """`verdict` is None where nobody asked for one."""

    rows: tuple[AuditRow, ...]
    verdict: Verdict | None

    @property
    def head(self) -> str:
        return self.rows[-1].mac if self.rows else START

    @property
    def sound(self) -> bool:
        return self.verdict is None or self.verdict.sound


async def read_audit(transactions: Transactions, noted_head: str | None, *, verifying: bool) -> AuditReport:
    async with transactions.read() as tx:
        verdict = await tx.audit.verify(noted_head and noted_head.strip().lower()) if verifying else None
        return AuditReport(await tx.audit.all(), verdict)


def as_json(report: AuditReport) -> str:
    rows = [asdict(row) | {"at": row.at.isoformat()} for row in report.rows]
    told: dict[str, object] = {"rows": rows, "head": report.head}
    if report.verdict is not None:
        told |= {
            "sound": report.verdict.sound,
            "broken_at": report.verdict.broken_at,
            "head_found": report.verdict.head_found,
        }
    return json.dumps(told, indent=2)


def as_text(report: AuditReport) -> str:
    lines = [
        f"{row.seq}  {row.at:%Y-%m-%d %H:%M:%S}  {row.actor}  {row.act}  {row.object}  {row.place_key or '-'}"
        for row in report.rows
    ]
    return "\n".join([*(lines or ["Nothing was recorded yet."]), "", f"head: {report.head}", *_said(report)])


def _said(report: AuditReport) -> list[str]:
    verdict = report.verdict
    if verdict is None:
        return []
    if verdict.sound:
        return [f"sound: {verdict.rows} rows are as they were written"]
    said = []
    if verdict.broken_at is not None:
        said.append(f"NOT SOUND: row {verdict.broken_at} was changed, removed, put in or moved")
    if not verdict.head_found:
        said.append("NOT SOUND: the noted head is not in the chain; rows at the end were removed or replaced")
    return said
