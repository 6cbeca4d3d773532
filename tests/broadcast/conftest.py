"""Fixtures of sending."""

import pytest

from storage.cipher import ChatCipher
from storage.transactions import SqlTransactions
from tests.broadcast.outbox_world import World


@pytest.fixture
def sending(transactions: SqlTransactions, cipher: ChatCipher) -> World:
    return World(transactions, cipher)
