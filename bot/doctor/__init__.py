"""`python -m bot doctor`: is everything there that the bot needs, and what to do where it is not.

Reads only, beside a running bot too; what it prints holds no token, no key and no id.
"""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

from bot.doctor import database, machine, wire
from bot.doctor.findings import Finding, as_json, as_text, fails, fine, is_well
from bot.doctor.given import Given
from bot.domain.errors import Misconfigured
from bot.services.ports.places import PlaceFinder
from storage.checkup import Checkup, newest_revision
from storage.engine import database_path

__all__ = ["Finding", "Given", "as_json", "as_text", "examine", "is_well", "unreadable"]

_NOTHING_SEEN = Checkup(exists=False)


async def examine(given: Given, load: Callable[[], tuple[int, PlaceFinder]]) -> list[Finding]:
    """`load` gives the number of cities of the gazetteer, and what finds them."""
    return [finding async for finding in _examined(given, load)]


def unreadable(error: Misconfigured) -> Finding:
    """All there is to say where the settings cannot be read."""
    return fails("settings", str(error), "correct it in the environment or in .env; .env.example explains it")


async def _examined(given: Given, load: Callable[[], tuple[int, PlaceFinder]]) -> AsyncIterator[Finding]:
    for finding in machine.settings(given):
        yield finding
    seen = _NOTHING_SEEN
    try:
        path = database_path(given.database_url)
    except Misconfigured as error:
        yield fails("database", str(error), "correct DATABASE_URL")
    else:
        seen = await database.looked_at(path) if path is not None else _NOTHING_SEEN
        async for finding in _of_database(given, path, seen):
            yield finding
    yield machine.gazetteer(load)
    async for finding in wire.of_telegram(given, seen.meta):
        yield finding


async def _of_database(given: Given, path: Path | None, seen: Checkup) -> AsyncIterator[Finding]:
    said, key = machine.key(given, database_is_new=path is not None and not seen.exists)
    yield said
    for finding in machine.key_apart(given, path):
        yield finding
    if path is None:
        yield fine("database", "no SQLite file: its server looks after it")
        return
    for finding in database.of_file(seen):
        yield finding
    if seen.sound:
        yield database.migrations(seen)
        for finding in database.mode(given, seen):
            yield finding
        yield database.operators(given, seen)
        if seen.revision == newest_revision():
            async for finding in database.of_content(given, seen, key):
                yield finding
    yield machine.disk(path.parent)
