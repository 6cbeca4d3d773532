"""One database belongs to one bot, live or rehearsing; simulated time goes on after a restart."""

from datetime import UTC, datetime, timedelta

import pytest

from bot.clock import real_now
from bot.domain.errors import Misconfigured
from bot.services.identity import Identity
from storage.transactions import SqlTransactions

START = datetime(2026, 1, 22, 16, tzinfo=UTC)


async def test_a_database_stays_with_its_bot(transactions: SqlTransactions) -> None:
    identity = Identity(transactions)
    await identity.claim(7, rehearsing=False)
    await identity.claim(7, rehearsing=False)
    with pytest.raises(Misconfigured, match="BOT_TOKEN"):
        await identity.claim(8, rehearsing=False)


@pytest.mark.parametrize("rehearsing", [True, False])
async def test_rehearsal_and_live_do_not_mix(transactions: SqlTransactions, rehearsing: bool) -> None:
    identity = Identity(transactions)
    await identity.claim(7, rehearsing=rehearsing)
    with pytest.raises(Misconfigured, match="REHEARSAL_START"):
        await identity.claim(7, rehearsing=not rehearsing)


async def test_simulated_time_begins_at_its_start_and_goes_on_from_there(
    transactions: SqlTransactions,
) -> None:
    identity = Identity(transactions)
    first = await identity.rehearsal_clock(START, 3600.0)
    assert timedelta() <= first.now() - START < timedelta(hours=5)
    again = await identity.rehearsal_clock(START + timedelta(days=3), 3600.0)
    assert again.anchor == first.anchor


async def test_another_speed_holds_from_now_on(transactions: SqlTransactions) -> None:
    identity = Identity(transactions)
    fast = await identity.rehearsal_clock(START, 3600.0)
    slow = await identity.rehearsal_clock(START, 1.0)
    assert slow.speed == 1.0
    assert abs(slow.now() - fast.now()) < timedelta(hours=5)


async def test_stepped_time_stands(transactions: SqlTransactions) -> None:
    clock = await Identity(transactions).rehearsal_clock(START, 0.0)
    assert clock.now() == START


async def test_without_a_start_it_begins_now(transactions: SqlTransactions) -> None:
    clock = await Identity(transactions).rehearsal_clock(None, 1.0)
    assert abs(clock.now() - real_now()) < timedelta(seconds=5)
