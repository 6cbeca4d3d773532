"""The database: whole, at the newest shape, this key's, with something ahead in its calendar."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from pathlib import Path

from sqlalchemy.exc import SQLAlchemyError

from bot.doctor.findings import Finding, fails, fine, warning
from bot.doctor.given import Given
from bot.domain.errors import Misconfigured, StorageUnavailable
from bot.services.identity import REHEARSAL
from bot.services.status import now_of
from storage.checkup import Checkup, examined, known_revisions, newest_revision
from storage.engine import PRAGMAS, reader_engine
from storage.opening import looked_into

_AS_TOLD = {"WAL": "wal", "FULL": "2", "ON": "1", "OFF": "0", "MEMORY": "2"}
"""How SQLite tells a value that was set by its name."""


async def looked_at(path: Path) -> Checkup:
    return await asyncio.to_thread(examined, path)


def of_file(seen: Checkup) -> Iterator[Finding]:
    if not seen.exists:
        yield warning("database", "none yet", "`run` (or `migrate`) makes it")
        return
    if seen.sound is None:
        yield fails(
            "database", "cannot be opened", "check DATABASE_URL, and who owns the file and its folder"
        )
        return
    if not seen.sound:
        yield fails("database", "damaged", "put a backup in its place; keep the damaged file")
        return
    yield fine("database", "whole" + ("; a bot is running on it" if seen.in_use else "; no bot is running"))
    if seen.open_to_others:
        yield warning("database file", "others on this machine may read it", "chmod 600 the database file")


def migrations(seen: Checkup) -> Finding:
    if seen.revision == newest_revision():
        return fine("migrations", "at the newest shape")
    if seen.revision is None or seen.revision in known_revisions():
        return warning("migrations", "at an older shape", "`run` or `migrate` brings it up; back it up first")
    return fails("migrations", "of a newer program than this one", "install the newer program again")


def mode(given: Given, seen: Checkup) -> Iterator[Finding]:
    """One database is for ever either rehearsing or live."""
    stamped = seen.meta.get(REHEARSAL)
    if stamped is not None and stamped != str(given.rehearsing):
        held = "a rehearsal" if stamped == "True" else "the live bot"
        yield fails("mode", f"the database belongs to {held}", "use another DATABASE_URL, or REHEARSAL_START")


def operators(given: Given, seen: Checkup) -> Finding:
    if given.names_operators or seen.operators:
        return fine("operators", "there is at least one")
    return warning("operators", "nobody operates the bot", "`run` prints a link that makes the first one")


async def of_content(given: Given, seen: Checkup, key: bytes | None) -> AsyncIterator[Finding]:
    """Only for a sound database of the newest shape: this reads its tables."""
    yield await _pragmas(given, seen)
    try:
        if key is not None:
            async with looked_into(given.database_url, key):
                yield fine("key fits", "the database was written with it")
    except Misconfigured:
        yield fails("key fits", "the database was written with another key", "put its own key back")
    except StorageUnavailable:
        yield warning("key fits", "could not be tried, as the database was busy", "try again")
    try:
        yield await _calendar(given)
    except StorageUnavailable:
        yield warning("calendar", "could not be read, as the database was busy", "try again")


async def _pragmas(given: Given, seen: Checkup) -> Finding:
    """As the program's own connections have them. Opening one would set the journal, so that comes first."""
    if seen.journal != "wal":
        return warning("pragmas", f"journal mode {seen.journal}, not wal", "`run` sets it; then look again")
    engine = reader_engine(given.database_url)
    try:
        async with engine.connect() as connection:
            wrong = [
                name
                for name, value in PRAGMAS.items()
                if str((await connection.exec_driver_sql(f"PRAGMA {name}")).scalar_one())
                != _AS_TOLD.get(value, value)
            ]
    except SQLAlchemyError as error:
        return warning("pragmas", f"not read ({type(error).__name__})", "try again")
    finally:
        await engine.dispose()
    if wrong:
        return fails("pragmas", f"not taken: {', '.join(wrong)}", "use a newer SQLite library")
    return fine("pragmas", "as they must be")


async def _calendar(given: Given) -> Finding:
    async with looked_into(given.database_url) as transactions:
        now = await now_of(transactions)
        async with transactions.read() as tx:
            ahead = await tx.calendar.has_ahead(now)
    if ahead:
        return fine("calendar", "something is listed ahead")
    return warning("calendar", "nothing is listed ahead, so no alert will go out", "/announce what is coming")
