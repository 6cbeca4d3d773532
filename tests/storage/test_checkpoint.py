"""What is erased is left in no file of the database."""

import asyncio
from pathlib import Path

import pytest
from structlog.testing import capture_logs

from bot.domain.subscriber import Subscription
from storage.checkpoint import TRIES, Checkpoint
from storage.cipher import ChatCipher
from storage.transactions import SqlTransactions
from tests.builders import a_subscriber

HOME = "America/Canary_Zone"


def holding(folder: Path, needle: bytes) -> list[str]:
    return sorted(path.name for path in folder.glob("drumbeat*") if needle in path.read_bytes())


async def test_after_a_checkpoint_no_byte_of_an_erased_chat_is_left(
    transactions: SqlTransactions, cipher: ChatCipher, tmp_path: Path
) -> None:
    checkpoint = Checkpoint(transactions._writer)
    subscriber = a_subscriber(home_zone=HOME)
    chat = cipher.seal(subscriber.chat_id)
    async with transactions.write() as tx:
        await tx.subscribers.add(subscriber)
        await tx.subscribers.put_subscription(Subscription(subscriber.id, "us"))
    assert holding(tmp_path, chat)
    async with transactions.write() as tx:
        await tx.subscribers.erase(subscriber.id)
    await checkpoint()
    assert holding(tmp_path, chat) == []
    assert holding(tmp_path, HOME.encode()) == []


async def test_a_reader_under_way_is_waited_for(
    transactions: SqlTransactions, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.checkpoint.PAUSE", 0.01)
    async with transactions.write() as tx:
        await tx.meta.put("a", "b")
    async with asyncio.timeout(10), asyncio.TaskGroup() as tasks, transactions.read() as tx:
        assert await tx.meta.get("a") == "b"
        async with transactions.write() as other:
            await other.meta.put("a", "c")
        task = tasks.create_task(Checkpoint(transactions._writer)())
        await asyncio.sleep(0.05)
        assert not task.done()
    assert (tmp_path / "drumbeat.sqlite3-wal").stat().st_size == 0


async def test_a_writer_that_stays_busy_is_given_up_and_reported_not_raised(
    transactions: SqlTransactions, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.checkpoint.PAUSE", 0.0)
    monkeypatch.setattr(transactions._writer.sync_engine.pool, "_timeout", 0.01)
    async with transactions.write() as tx:
        await tx.meta.put("a", "b")
        with capture_logs() as logs:
            await Checkpoint(transactions._writer)()
    assert [line["log_level"] for line in logs] == ["warning"] * TRIES + ["error"]
