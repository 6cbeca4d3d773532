"""A look at the database file from outside: nothing is written, and a bot that runs on it is not hindered."""

import fcntl
import os
import sqlite3
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory

from storage.migrate import MIGRATIONS

_OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO
_SECONDS = 5.0


@dataclass(frozen=True, slots=True)
class Checkup:
    """`sound` None where it could not be opened. `revision` None for one that was never migrated."""

    exists: bool
    sound: bool | None = None
    journal: str = ""
    revision: str | None = None
    meta: Mapping[str, str] = field(default_factory=dict)
    operators: int = 0
    open_to_others: bool = False
    in_use: bool = False


def examined(path: Path) -> Checkup:
    if not path.exists():
        return Checkup(exists=False)
    others = bool(path.stat().st_mode & _OPEN_TO_OTHERS)
    in_use = is_held(path)
    try:
        connection = sqlite3.connect(f"file:{path}?mode=ro", uri=True, timeout=_SECONDS)
    except sqlite3.Error:
        return Checkup(exists=True, open_to_others=others, in_use=in_use)
    try:
        return _read(connection, open_to_others=others, in_use=in_use)
    except sqlite3.OperationalError:
        return Checkup(exists=True, open_to_others=others, in_use=in_use)
    except sqlite3.DatabaseError:
        return Checkup(exists=True, sound=False, open_to_others=others, in_use=in_use)
    finally:
        connection.close()


def newest_revision() -> str:
    """What the migrations shipped here lead to."""
    return str(_migrations().get_current_head())


def known_revisions() -> frozenset[str]:
    return frozenset(each.revision for each in _migrations().walk_revisions())


def _migrations() -> ScriptDirectory:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    return ScriptDirectory.from_config(config)


def is_held(path: Path) -> bool:
    """Does a process run on it? Its lock is asked for, and given back at once."""
    try:
        descriptor = os.open(f"{path}.lock", os.O_RDONLY)
    except OSError:
        return False
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return True
    finally:
        os.close(descriptor)
    return False


def _read(connection: sqlite3.Connection, *, open_to_others: bool, in_use: bool) -> Checkup:
    def first(statement: str) -> str:
        return str(connection.execute(statement).fetchone()[0])

    tables = {str(name) for (name,) in connection.execute("SELECT name FROM sqlite_master")}
    migrated = "alembic_version" in tables
    operators = "SELECT count(*) FROM coordinator WHERE role = 'operator' AND standing = 'active'"
    return Checkup(
        exists=True,
        sound=first("PRAGMA quick_check(1)") == "ok",
        journal=first("PRAGMA journal_mode"),
        revision=first("SELECT version_num FROM alembic_version") if migrated else None,
        meta=dict(connection.execute("SELECT key, value FROM meta")) if "meta" in tables else {},
        operators=int(first(operators)) if "coordinator" in tables else 0,
        open_to_others=open_to_others,
        in_use=in_use,
    )
