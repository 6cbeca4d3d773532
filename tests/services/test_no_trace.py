"""What is in the files: no plain chat id, no name, no message; and after an erasure no ciphertext either."""

from pathlib import Path

import pytest

from bot.domain.broadcast import DeliveryState
from bot.services.leaving import Leaving
from bot.services.preferences import Preferences
from bot.services.removals import Removals
from bot.services.subscriptions import Added, Subscriptions
from storage.checkpoint import Checkpoint
from storage.cipher import ChatCipher
from storage.transactions import SqlTransactions
from tests.builders import an_entry
from tests.services.people import GROUP, PERSON, Outbox, StandingClock
from tests.services.tiny_places import TinyPlaces


@pytest.fixture
def database(database_url: str) -> Path:
    return Path(database_url.removeprefix("sqlite:///"))


def in_files(database: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(database.parent.glob(f"{database.name}*")))


def plain_forms(chat_id: int) -> list[bytes]:
    """As text, and as SQLite and the cipher's input would hold the number."""
    short = 4 if -(2**31) <= chat_id < 2**31 else 6
    return [str(chat_id).encode(), *(chat_id.to_bytes(size, "big", signed=True) for size in (short, 8))]


@pytest.fixture
def leaving(transactions: SqlTransactions, clock: StandingClock) -> Leaving:
    return Leaving(transactions, TinyPlaces(), clock, Checkpoint(transactions._writer))


async def test_a_story_leaves_no_plain_chat_id_and_an_erasure_no_ciphertext(
    subscriptions: Subscriptions,
    removals: Removals,
    preferences: Preferences,
    leaving: Leaving,
    outbox: Outbox,
    transactions: SqlTransactions,
    cipher: ChatCipher,
    database: Path,
) -> None:
    entry = an_entry()
    async with transactions.write() as tx:
        await tx.calendar.put_all([entry])
    for chat in (PERSON, GROUP):
        added = await subscriptions.add_typed(chat, "Tacoma")
        assert isinstance(added, Added)
        await outbox.hold(added.subscriber, ["us"], [entry], DeliveryState.SENT)
        await subscriptions.add_typed(chat, "Houston 50")
        await removals.remove_typed(chat.id, "Tacoma")
        await preferences.set_typed(chat.id, "zone Central")
        await leaving.stop(chat.id)
        await leaving.resume(chat.id)
    stored = in_files(database)
    assert cipher.seal(PERSON.id) in stored
    assert not any(form in stored for chat in (PERSON, GROUP) for form in plain_forms(chat.id))

    await leaving.erase(PERSON.id)
    left = in_files(database)
    assert cipher.seal(PERSON.id) not in left
    assert cipher.seal(GROUP.id) in left
