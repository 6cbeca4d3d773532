"""Killed at any commit of announcing, approving, sending, changing, cancelling: no state in between."""

import asyncio
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any

import pytest

from bot.domain.audit import Act
from bot.services.audit_report import read_audit
from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer
from storage.cipher import ChatCipher
from storage.engine import reader_engine, writer_engine
from storage.transactions import SqlTransactions
from tests.faults import invariants
from tests.faults.loopback import Loopback
from tests.handlers.attacks.siege import Siege
from tests.handlers.people import People

FOLLOWERS = 3


@dataclass
class Office:
    """The process that forks a worker a run; see `tests.faults.office`."""

    url: str
    database: Path
    key: bytes
    process: asyncio.subprocess.Process

    async def run(self, point: str) -> tuple[int, int]:
        """How the worker ended, and after how many commits if it was not killed."""
        assert self.process.stdin
        assert self.process.stdout
        self.process.stdin.write(f"{point}\n".encode())
        async with asyncio.timeout(30):
            said = (await self.process.stdout.readline()).decode().split()
            if said[0] != "commits":
                return int(said[0]), 0
            return int(await self.process.stdout.readline()), int(said[1])


@asynccontextmanager
async def opened(url: str, database: Path, key: bytes, api: Loopback) -> AsyncIterator[Office]:
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "tests.faults.office", url, key.hex(), api.url),
        stdin=asyncio.subprocess.PIPE,
        stdout=asyncio.subprocess.PIPE,
    )
    try:
        yield Office(url, database, key, process)
    finally:
        if process.returncode is None:
            process.kill()
        await process.communicate()


@pytest.fixture
def finder() -> PlaceFinder:
    gazetteer = load_gazetteer()
    return PlaceFinder(gazetteer.cities, gazetteer.alternates)


@pytest.fixture
async def town(transactions: SqlTransactions, finder: PlaceFinder, tmp_path: Path) -> Path:
    """A copy of the database as it is before anybody announces; the file itself is worked on."""
    people = People(transactions, finder)
    async with people.opened() as bot:
        await Siege(bot, people).prepare()
    await transactions.dispose()
    database, kept = tmp_path / "drumbeat.sqlite3", tmp_path / "town.sqlite3"
    with closing(sqlite3.connect(database)) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    shutil.copy(database, kept)
    return kept


async def test_killed_at_every_commit_of_a_days_work(
    town: Path, database_url: str, key: bytes, cipher: ChatCipher
) -> None:
    database = town.with_name("drumbeat.sqlite3")
    async with Loopback() as api, opened(database_url, database, key, api) as office:
        ended, commits = await office.run("never 0")
        assert ended == 0
        assert commits >= 10, "fewer commits than acts"
        points = chain.from_iterable((f"before {at}", f"after {at}") for at in range(1, commits + 1))
        kills = sum([await _killed_and_gone_on(office, api, point, town, cipher) for point in points])
    # One run may put two deliveries into a commit that another makes two of.
    assert kills >= commits


async def _killed_and_gone_on(
    office: Office, api: Loopback, point: str, town: Path, cipher: ChatCipher
) -> bool:
    """Whether there was such a commit to be killed at."""
    for journal in ("-wal", "-shm"):
        office.database.with_name(office.database.name + journal).unlink(missing_ok=True)
    shutil.copy(town, office.database)
    api.accepted.clear()
    api.edited.clear()
    ended, _ = await office.run(point)
    _whole(office.database, point)
    invariants.check(office.database, cipher, api.accepted, all_ended=False, real_time=False)
    if ended == 0:
        return False
    assert ended == -9
    assert (await office.run("never 0"))[0] == 0, point
    _whole(office.database, point)
    invariants.check(office.database, cipher, api.accepted, real_time=False)
    assert invariants.extra_copies(api.accepted) <= FOLLOWERS, point
    with closing(sqlite3.connect(office.database)) as connection:
        assert _count(connection, "announcement WHERE state = 'approved'") == 3, point
        assert _count(connection, "card_edit") == 0, point
    assert len({(one.chat_id, one.fields["text"]) for one in api.accepted}) == 3 * FOLLOWERS, point
    assert len({(one.chat_id, one.fields["message_id"]) for one in api.edited}) >= FOLLOWERS, point
    transactions = SqlTransactions(writer_engine(office.url), reader_engine(office.url), cipher)
    assert (await read_audit(transactions, None, verifying=True)).sound, point
    await transactions.dispose()
    return True


def _whole(database: Path, point: str) -> None:
    """What belongs together is all there, or not at all."""
    with closing(sqlite3.connect(database)) as connection:
        connection.row_factory = sqlite3.Row
        assert connection.execute("PRAGMA integrity_check").fetchone()[0] == "ok"
        for one in connection.execute("SELECT * FROM announcement").fetchall():
            _check_one(connection, one, point)
        approved = _count(connection, "announcement WHERE state = 'approved'")
        assert _count(connection, "broadcast") == approved, point


def _check_one(connection: sqlite3.Connection, one: Any, point: str) -> None:
    def count(rows: str, *values: object) -> int:
        return _count(connection, rows, *values)

    approved = one["state"] == "approved"
    submitted = approved or one["state"] == "in_review"
    approvals = "approval WHERE announcement_id = ? AND digest = ?"
    audited = "audit WHERE object = ? AND digest LIKE ? || '%' AND act = ?"
    assert count(approvals, one["id"], one["digest"]) == approved, point
    assert count(audited, one["code"], one["digest"], Act.SUBMITTED) == submitted, point
    assert count(audited, one["code"], one["digest"], Act.APPROVED) == approved, point
    if one["purpose"] == "new":
        assert count("entry WHERE code = ?", one["code"]) == approved, point
    else:
        fact = {"change": ("venue", "Pier Hall"), "cancel": ("status", "cancelled")}[one["purpose"]]
        corrected = f"entry WHERE code = ? AND json_extract(facts, '$.{fact[0]}') = ?"
        assert count(corrected, one["code"], fact[1]) == approved, point
    told = "delivery JOIN broadcast ON broadcast.id = broadcast_id WHERE key LIKE ?"
    assert count(told, f"{one['purpose']}:{one['code']}:%") == FOLLOWERS * approved, point


def _count(connection: sqlite3.Connection, rows: str, *values: object) -> int:
    """`rows` is written in this file."""
    query = f"SELECT count(*) FROM {rows}"  # noqa: S608
    return int(connection.execute(query, values).fetchone()[0])
