"""Old acts are forgotten, and the audit still proves everything from there on."""

from datetime import timedelta

import pytest
from sqlalchemy import text
from sqlalchemy.exc import IntegrityError

from bot.domain.audit import KEPT_FOR, START
from storage.transactions import SqlTransactions
from tests.builders import NOW
from tests.storage.test_audit import tampered, verdict, written


async def pruned(transactions: SqlTransactions, before: timedelta = timedelta(seconds=12)) -> int | None:
    async with transactions.write() as tx:
        return await tx.audit.prune(NOW + before, NOW + KEPT_FOR)


async def test_what_is_old_goes_and_the_rest_is_proved_from_the_checkpoint(
    transactions: SqlTransactions,
) -> None:
    head = (await written(transactions, 20)).head
    assert await pruned(transactions) == 12
    after = await verdict(transactions, head)
    assert (after.sound, after.rows, after.pruned, after.seq, after.head) == (True, 8, 12, 20, head)
    assert await pruned(transactions) == 0
    assert (await written(transactions, 1)).seq == 21


async def test_it_can_be_pruned_again_and_down_to_nothing(transactions: SqlTransactions) -> None:
    head = (await written(transactions, 20)).head
    assert await pruned(transactions) == 12
    assert await pruned(transactions, timedelta(days=1)) == 8
    empty = await verdict(transactions, head)
    assert (empty.sound, empty.rows, empty.pruned, empty.head) == (True, 0, 20, head)
    async with transactions.read() as tx:
        assert len((await tx.audit._connection.execute(text("SELECT seq FROM audit_checkpoint"))).all()) == 1
    assert (await written(transactions, 2)).seq == 22
    assert (await verdict(transactions)).sound


async def test_a_head_of_a_pruned_row_is_told_by_its_number(transactions: SqlTransactions) -> None:
    early = (await written(transactions, 5)).head
    await written(transactions, 15)
    async with transactions.write() as tx:
        assert await tx.audit.prune(NOW + timedelta(days=1), NOW) == 20
    assert not (await verdict(transactions, early)).sound
    known = await verdict(transactions, f"5:{early}")
    assert known.sound
    assert known.head_pruned
    for never in (f"21:{early}", f"20:{early}", f"0:{early}"):
        assert not (await verdict(transactions, never)).sound


async def test_only_what_a_checkpoint_covers_can_be_removed(transactions: SqlTransactions) -> None:
    await written(transactions, 20)
    await pruned(transactions)
    statements = (
        "DELETE FROM audit WHERE seq = 13",
        "DELETE FROM audit",
        "DELETE FROM audit_checkpoint",
        "UPDATE audit_checkpoint SET seq = 15",
        "UPDATE audit SET actor = 'C-99'",
    )
    for statement in statements:
        with pytest.raises(IntegrityError, match="append-only"):
            async with transactions._writer.begin() as connection:
                await connection.execute(text(statement))
    assert (await verdict(transactions)).sound


FORGERIES = {
    "a beginning cut off": ["DELETE FROM audit WHERE seq <= 15"],
    "the checkpoint taken away": ["DELETE FROM audit_checkpoint"],
    "a checkpoint moved on, and the rows before it cut off": [
        "INSERT INTO audit_checkpoint SELECT seq, mac, at, mac FROM audit WHERE seq = 15",
        "DELETE FROM audit WHERE seq <= 15",
    ],
    "a signed checkpoint bent": ["UPDATE audit_checkpoint SET at = '2026-01-01 00:00:00.000000'"],
    "another head in it": ["UPDATE audit_checkpoint SET head = (SELECT mac FROM audit WHERE seq = 14)"],
    "a pruned row put back": [
        "INSERT INTO audit SELECT 12, at, actor, act, object, place_key, digest, prev, 'x' FROM audit LIMIT 1"
    ],
}


@pytest.mark.parametrize("forgery", FORGERIES)
async def test_a_truncated_or_forged_beginning_is_found(transactions: SqlTransactions, forgery: str) -> None:
    await written(transactions, 20)
    await pruned(transactions)
    for act in ("update", "delete"):
        async with transactions._writer.begin() as connection:
            await connection.execute(text(f"DROP TRIGGER audit_checkpoint_refuses_{act}"))
    await tampered(transactions, *FORGERIES[forgery])
    assert not (await verdict(transactions)).sound


async def test_what_was_tampered_with_is_never_signed_over(transactions: SqlTransactions) -> None:
    await written(transactions, 20)
    await tampered(transactions, "UPDATE audit SET actor = 'C-99' WHERE seq = 3")
    assert await pruned(transactions) is None
    found = await verdict(transactions)
    assert (found.broken_at, found.pruned) == (3, 0)


async def test_a_tail_cut_off_is_found_after_pruning_too(transactions: SqlTransactions) -> None:
    whole = await written(transactions, 20)
    await pruned(transactions)
    await tampered(transactions, "DELETE FROM audit WHERE seq > 12")
    cut = await verdict(transactions, whole.head)
    assert (cut.broken_at, cut.head_found) == (None, False)
    assert not (await verdict(transactions, f"{whole.seq}:{whole.head}")).sound


async def test_where_a_clock_went_back_nothing_is_cut_out_of_the_middle(
    transactions: SqlTransactions,
) -> None:
    await written(transactions, 20)
    await written(transactions, 5)
    assert await pruned(transactions) == 12
    assert (await verdict(transactions)).rows == 13


async def test_a_young_audit_is_left_alone(transactions: SqlTransactions) -> None:
    await written(transactions, 3)
    assert await pruned(transactions, timedelta()) == 0
    assert (await verdict(transactions)).pruned == 0
    assert (await verdict(transactions)).head != START
