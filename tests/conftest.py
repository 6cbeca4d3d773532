"""Fixtures shared by all levels: a migrated database in a file of its own."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from hypothesis import settings

from storage.cipher import ChatCipher, new_key
from storage.engine import reader_engine, writer_engine
from storage.migrate import migrate
from storage.transactions import SqlTransactions

# The gate tries the same examples each time, so that it says something about the change alone.
settings.register_profile("gate", derandomize=True)
settings.load_profile("gate")


@pytest.fixture
def database_url(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'drumbeat.sqlite3'}"


@pytest.fixture
def cipher() -> ChatCipher:
    return ChatCipher(new_key(), "subscriber")


@pytest.fixture
async def transactions(database_url: str, cipher: ChatCipher) -> AsyncIterator[SqlTransactions]:
    writer, reader = writer_engine(database_url), reader_engine(database_url)
    await migrate(writer)
    transactions = SqlTransactions(writer, reader, cipher)
    yield transactions
    await transactions.dispose()
