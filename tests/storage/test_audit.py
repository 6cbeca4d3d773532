"""The audit cannot be changed, and whoever gets around that is found out."""

import random
from datetime import timedelta

import pytest
from sqlalchemy import insert, select, text
from sqlalchemy.exc import IntegrityError

from bot.domain.audit import START, Act, Verdict, read_noted
from storage.tables_of_coordinators import audit
from storage.transactions import SqlTransactions
from tests.builders import NOW

ROWS = 1000


async def written(transactions: SqlTransactions, rows: int = ROWS) -> Verdict:
    async with transactions.write() as tx:
        for number in range(rows):
            at = NOW + timedelta(seconds=number, microseconds=number)
            await tx.audit.record(
                at, f"C-{number % 7:02}", Act.APPROVED, "A7F3", f"{number:064x}", "c5812944"
            )
    return await verdict(transactions)


async def verdict(transactions: SqlTransactions, noted_head: str | None = None) -> Verdict:
    async with transactions.read() as tx:
        return await tx.audit.verify(read_noted(noted_head) if noted_head else None)


async def tampered(transactions: SqlTransactions, *statements: str) -> None:
    """As somebody with the file and without the key: the triggers are simply dropped."""
    async with transactions._writer.begin() as connection:
        for act in ("update", "delete"):
            await connection.execute(text(f"DROP TRIGGER IF EXISTS audit_refuses_{act}"))
        for statement in statements:
            await connection.execute(text(statement))


@pytest.mark.parametrize("statement", ["UPDATE audit SET actor = 'C-99'", "DELETE FROM audit WHERE seq = 2"])
async def test_rows_can_neither_be_changed_nor_removed(transactions: SqlTransactions, statement: str) -> None:
    before = await written(transactions, 3)
    with pytest.raises(IntegrityError, match="append-only"):
        async with transactions._writer.begin() as connection:
            await connection.execute(text(statement))
    assert await verdict(transactions) == before


async def test_a_chain_that_was_left_alone_is_sound(transactions: SqlTransactions) -> None:
    assert await verdict(transactions) == Verdict(0, START)
    whole = await written(transactions, 5)
    assert whole.sound
    assert whole.rows == 5
    assert (await verdict(transactions, whole.head)).sound
    later = await written(transactions, 1)
    assert later.rows == 6
    assert (await verdict(transactions, whole.head)).sound


def _swapped(one: int, other: int) -> tuple[str, ...]:
    moves = ((one, ROWS * 2), (other, one), (ROWS * 2, other))
    return tuple(f"UPDATE audit SET seq = {new} WHERE seq = {old}" for old, new in moves)  # noqa: S608 - numbers


TAMPERING = {
    "actor": "UPDATE audit SET actor = 'C-99' WHERE seq = {seq}",
    "act": "UPDATE audit SET act = 'rejected' WHERE seq = {seq}",
    "object": "UPDATE audit SET object = 'A7F4' WHERE seq = {seq}",
    "place": "UPDATE audit SET place_key = NULL WHERE seq = {seq}",
    "digest": "UPDATE audit SET digest = '0' WHERE seq = {seq}",
    "time": "UPDATE audit SET at = '2026-02-03 18:00:00.000000' WHERE seq = {seq}",
    "removed": "DELETE FROM audit WHERE seq = {seq}",
}


async def test_one_changed_removed_or_moved_row_of_a_thousand_is_found_each_time(
    transactions: SqlTransactions,
) -> None:
    await written(transactions)
    async with transactions._reader.begin() as connection:
        rows = {row.seq: dict(row._mapping) for row in await connection.execute(select(audit))}
    for seq in (2, *random.Random(7).sample(range(3, ROWS), 6)):  # noqa: S311 - any rows will do
        for statement in TAMPERING.values():
            await tampered(transactions, statement.format(seq=seq))
            assert (await verdict(transactions)).broken_at == seq
            await tampered(transactions, TAMPERING["removed"].format(seq=seq))
            async with transactions._writer.begin() as connection:
                await connection.execute(insert(audit).values(rows[seq]))
        await tampered(transactions, *_swapped(seq, seq + 1))
        assert (await verdict(transactions)).broken_at == seq
        await tampered(transactions, *_swapped(seq, seq + 1))
    assert (await verdict(transactions)).sound


async def test_a_tail_cut_off_is_found_against_a_noted_head(transactions: SqlTransactions) -> None:
    head = (await written(transactions, 20)).head
    await tampered(transactions, "DELETE FROM audit WHERE seq > 17")
    assert (await verdict(transactions)).sound
    cut = await verdict(transactions, head)
    assert not cut.head_found
    assert not cut.sound
    await tampered(transactions, "DELETE FROM audit")
    assert not (await verdict(transactions, head)).sound


async def test_another_key_seals_otherwise(transactions: SqlTransactions) -> None:
    """Rows that somebody wrote without the key do not pass."""
    head = (await written(transactions, 3)).head
    async with transactions._writer.begin() as connection:
        await connection.execute(
            insert(audit).values(
                seq=4, at=NOW, actor="C-01", act="sent", object="A7F3", digest="", prev=head, mac="f" * 64
            )
        )
    assert (await verdict(transactions)).broken_at == 4
