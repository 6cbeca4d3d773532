"""Fixtures of the push path: one world for planning, one for sending."""

import pytest

from storage.cipher import ChatCipher
from storage.transactions import SqlTransactions
from tests.broadcast import outbox_world, planning_world


@pytest.fixture
def world(transactions: SqlTransactions) -> planning_world.World:
    return planning_world.World(transactions)


@pytest.fixture
def sending(transactions: SqlTransactions, cipher: ChatCipher) -> outbox_world.World:
    return outbox_world.World(transactions, cipher)
