"""Fixtures of the push path."""

import pytest

from storage.transactions import SqlTransactions
from tests.broadcast.planning_world import World


@pytest.fixture
def world(transactions: SqlTransactions) -> World:
    return World(transactions)
