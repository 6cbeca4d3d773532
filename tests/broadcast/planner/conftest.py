"""Fixtures of the planner."""

import pytest

from storage.transactions import SqlTransactions
from tests.broadcast.planner.world import World


@pytest.fixture
def world(transactions: SqlTransactions) -> World:
    return World(transactions)
