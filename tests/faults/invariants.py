"""What must hold of every delivery after any fault, checked over the database and the server's ledger.

I4, I5 and I8 are watched at every instant, by triggers that refuse the write; the others are checked at
the end of a run.
"""

import re
import sqlite3
from collections import Counter
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.domain.ids import ChatId
from storage.cipher import ChatCipher
from tests.faults.loopback import Request

WATCH = """
CREATE TRIGGER i4_at_most_w_sending BEFORE UPDATE OF state ON delivery
WHEN NEW.state = 'sending' AND (SELECT count(*) FROM delivery WHERE state = 'sending') >= {most}
BEGIN SELECT RAISE(ABORT, 'I4: more than W deliveries are sending'); END;
CREATE TRIGGER i5_the_end_is_the_end BEFORE UPDATE OF state ON delivery
WHEN OLD.state NOT IN ('pending', 'sending') AND NEW.state <> OLD.state
BEGIN SELECT RAISE(ABORT, 'I5: a delivery left its last state'); END;
CREATE TRIGGER i8_one_epoch_sends BEFORE UPDATE OF state ON delivery
WHEN NEW.state = 'sending' AND NEW.epoch <> (SELECT CAST(value AS INTEGER) FROM meta WHERE key = 'epoch')
BEGIN SELECT RAISE(ABORT, 'I8: an old epoch sends'); END;
"""

Row = tuple[int, int, str, int, datetime]
"""Broadcast, chat, state, ambiguous, expires_at."""


def watch(database: Path, most: int) -> None:
    """Refuse from now on what may never be, even for an instant; `most` is W."""
    with sqlite3.connect(database) as connection:
        connection.executescript(WATCH.format(most=most))
    connection.close()


def check(
    database: Path,
    cipher: ChatCipher,
    accepted: Iterable[Request],
    *,
    all_ended: bool = True,
    real_time: bool = True,
) -> None:
    """Raise AssertionError naming the first invariant that does not hold.

    Where the sender's clock stands at another time, expiry cannot be held against arrivals.
    """
    rows = _rows(database, cipher)
    copies = _copies(accepted)
    for broadcast, chat, state, ambiguous, _ in rows:
        got = copies.get((broadcast, chat), 0)
        assert got <= 1 + ambiguous, f"I1: {got} copies of {broadcast}, {ambiguous} unknown outcomes"
        assert state != "sent" or got >= 1, f"I2: {broadcast} is sent, but never arrived"
        assert not all_ended or state not in {"pending", "sending"}, f"G1: {broadcast} never ended: {state}"
    unexpected = set(copies) - {(broadcast, chat) for broadcast, chat, *_ in rows}
    assert not unexpected, f"I3: {len(unexpected)} messages without a delivery"
    _check_sums(database)
    if real_time:
        _check_expiry(rows, accepted)


def extra_copies(accepted: Iterable[Request]) -> int:
    return sum(count - 1 for count in _copies(accepted).values())


def _copies(accepted: Iterable[Request]) -> Counter[tuple[int, int]]:
    return Counter((_broadcast_of(request), request.chat_id) for request in accepted)


def _broadcast_of(request: Request) -> int:
    found = re.search(r"#(\d+)", request.fields["text"])
    assert found is not None
    return int(found[1])


def _rows(database: Path, cipher: ChatCipher) -> list[Row]:
    connection = sqlite3.connect(database)
    rows = connection.execute(
        "SELECT broadcast_id, chat, state, ambiguous, expires_at"
        " FROM delivery JOIN subscriber ON subscriber.id = subscriber_id"
    ).fetchall()
    connection.close()
    return [
        (broadcast, cipher.open(chat), state, ambiguous, datetime.fromisoformat(until).replace(tzinfo=UTC))
        for broadcast, chat, state, ambiguous, until in rows
    ]


def _check_sums(database: Path) -> None:
    connection = sqlite3.connect(database)
    sums = connection.execute(
        "SELECT planned, (SELECT count(*) FROM delivery WHERE broadcast_id = broadcast.id)"
        " + coalesce((SELECT sum(value) FROM json_each(pruned)), 0) FROM broadcast"
    ).fetchall()
    connection.close()
    for planned, counted in sums:
        assert planned == counted, f"I6: {planned} planned, {counted} counted"


def _check_expiry(rows: Iterable[Row], accepted: Iterable[Request]) -> None:
    expiry = {(broadcast, chat): until for broadcast, chat, _, _, until in rows}
    for request in accepted:
        until = expiry[_broadcast_of(request), ChatId(request.chat_id)] + timedelta(seconds=1)
        assert request.arrived <= until, "I7: a message was sent after its expiry"
