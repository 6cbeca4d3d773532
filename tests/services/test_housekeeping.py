"""The audit is pruned by the housekeeping, and only as long as it is whole."""

from datetime import timedelta

from sqlalchemy import text
from structlog.testing import capture_logs

from bot.domain.audit import KEPT_FOR, Act
from bot.services.housekeeping import Housekeeping
from storage.transactions import SqlTransactions
from tests.builders import NOW
from tests.services.people import Checkpoints, StandingClock


async def acted(transactions: SqlTransactions, days: int) -> None:
    async with transactions.write() as tx:
        await tx.audit.record(NOW + timedelta(days=days), "C-01", Act.HALTED, "us")


async def kept(transactions: SqlTransactions) -> list[int]:
    async with transactions.read() as tx:
        assert (await tx.audit.verify()).broken_at is None
        return [row.seq for row in await tx.audit.all()]


async def test_what_was_done_ninety_days_ago_is_forgotten(transactions: SqlTransactions) -> None:
    for days in (0, 1, 2, 60):
        await acted(transactions, days)
    clock, checkpoints = StandingClock(NOW + KEPT_FOR), Checkpoints()
    housekeeping = Housekeeping(transactions, clock, checkpoints)
    await housekeeping()
    assert await kept(transactions) == [1, 2, 3, 4], "exactly ninety days is not older"
    clock.at += timedelta(days=1, hours=1)
    await housekeeping()
    assert await kept(transactions) == [3, 4]
    assert checkpoints.times == 1
    clock.at += timedelta(days=200)
    await housekeeping()
    assert await kept(transactions) == []
    await acted(transactions, 300)
    assert await kept(transactions) == [5]


async def test_an_audit_that_is_not_whole_is_kept_and_reported(transactions: SqlTransactions) -> None:
    await acted(transactions, 0)
    await acted(transactions, 200)
    async with transactions._writer.begin() as connection:
        await connection.execute(text("DROP TRIGGER audit_refuses_update"))
        await connection.execute(text("UPDATE audit SET actor = 'C-99' WHERE seq = 1"))
    with capture_logs() as logs:
        await Housekeeping(transactions, StandingClock(NOW + 2 * KEPT_FOR), Checkpoints())()
    assert [entry["event"] for entry in logs] == ["audit.not-sound"]
    async with transactions.read() as tx:
        assert len(await tx.audit.all()) == 2
        assert (await tx.audit.checkpoint()) is None
