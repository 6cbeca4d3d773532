"""The audit on the command line: its rows, its head, and whether the chain is whole."""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass

from bot.domain.audit import START, AuditRow, Checkpoint, Verdict, read_noted
from bot.services.ports import Transactions


@dataclass(frozen=True, slots=True)
class AuditReport:
    """`verdict` is None where nobody asked for one."""

    rows: tuple[AuditRow, ...]
    checkpoint: Checkpoint | None
    verdict: Verdict | None

    @property
    def head(self) -> str:
        if self.rows:
            return self.rows[-1].mac
        return self.checkpoint.head if self.checkpoint else START

    @property
    def pruned(self) -> int:
        return self.checkpoint.seq if self.checkpoint else 0

    @property
    def seq(self) -> int:
        """Of the head."""
        return self.rows[-1].seq if self.rows else self.pruned

    @property
    def sound(self) -> bool:
        return self.verdict is None or self.verdict.sound


async def read_audit(transactions: Transactions, noted_head: str | None, *, verifying: bool) -> AuditReport:
    async with transactions.read() as tx:
        noted = read_noted(noted_head) if noted_head else None
        verdict = await tx.audit.verify(noted) if verifying else None
        return AuditReport(await tx.audit.all(), await tx.audit.checkpoint(), verdict)


def as_json(report: AuditReport) -> str:
    rows = [asdict(row) | {"at": row.at.isoformat()} for row in report.rows]
    told: dict[str, object] = {
        "rows": rows,
        "pruned": report.pruned,
        "head": report.head,
        "head_row": report.seq,
    }
    if report.verdict is not None:
        told |= {
            "sound": report.verdict.sound,
            "broken_at": report.verdict.broken_at,
            "checkpoint_forged": report.verdict.forged,
            "head_found": report.verdict.head_found,
            "head_pruned": report.verdict.head_pruned,
        }
    return json.dumps(told, indent=2)


def as_text(report: AuditReport) -> str:
    lines = [
        f"{row.seq}  {row.at:%Y-%m-%d %H:%M:%S}  {row.actor}  {row.act}  {row.object}  {row.place_key or '-'}"
        for row in report.rows
    ]
    if report.checkpoint is not None:
        gone, at = report.checkpoint.seq, report.checkpoint.at
        lines.insert(0, f"rows 1 to {gone} were pruned on {at:%Y-%m-%d}, 90 days after they were written")
    head = f"head: {report.head}  (row {report.seq}; to note it: {report.seq}:{report.head})"
    return "\n".join([*(lines or ["Nothing was recorded yet."]), "", head, *_said(report)])


def _said(report: AuditReport) -> list[str]:
    verdict = report.verdict
    if verdict is None:
        return []
    if verdict.sound:
        said = [f"sound: {verdict.rows} rows are as they were written"]
        if verdict.pruned:
            said.append(f"sound: they follow on the {verdict.pruned} that the signed checkpoint stands for")
        if verdict.head_pruned:
            said.append("the noted head is one of the rows that were pruned; the chain went on after it")
        return said
    return [f"NOT SOUND: {what}" for what in _unsound(verdict)]


def _unsound(verdict: Verdict) -> Iterator[str]:
    if verdict.forged:
        yield f"the checkpoint of rows 1 to {verdict.pruned} was not signed with this key"
    if verdict.broken_at is not None:
        yield f"row {verdict.broken_at} was changed, removed, put in or moved"
    if not verdict.head_found:
        yield "the noted head is not in the chain; rows at the end were removed or replaced"
        if verdict.pruned:
            yield (
                f"(or it is one of the {verdict.pruned} pruned rows: noted with its row, NUMBER:HEX, "
                "that can be told apart)"
            )
