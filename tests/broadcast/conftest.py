"""Fixtures of sending."""

import pytest

from storage.cipher import ChatCipher
from storage.transactions import SqlTransactions
from tests.broadcast.outbox_world import World


@pytest.fixture
def sending(transactions: SqlTransactions, cipher: ChatCipher) -> World:
    return World(transactions, cipher)


@pytest.fixture
def fast_chats(monkeypatch: pytest.MonkeyPatch) -> None:
    """A chat takes a message and its edit without a second between them."""
    monkeypatch.setattr("bot.broadcast.chat_limits.CHAT_INTERVAL", 0.02)
