"""The shipped entries go into the database and come back as they were."""

from seeds.calendar import load_entries
from storage.transactions import SqlTransactions


async def test_loading_a_second_time_changes_nothing(transactions: SqlTransactions) -> None:
    entries = load_entries()
    async with transactions.write() as unit:
        assert await unit.calendar.put_all(entries) == len(entries)
    async with transactions.write() as unit:
        assert await unit.calendar.put_all(load_entries()) == 0


async def test_entries_come_back_equal(transactions: SqlTransactions) -> None:
    entries = load_entries()
    async with transactions.write() as unit:
        await unit.calendar.put_all(entries)
    async with transactions.read() as unit:
        stored = await unit.calendar.by_ids([entry.id for entry in entries])
    assert [stored[entry.id] for entry in entries] == list(entries)
