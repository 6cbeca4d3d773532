"""Whose tables a database holds, and of which shape: asked before anything is written to it."""

from sqlalchemy import Connection, inspect, text

from bot.domain.errors import Misconfigured
from storage.checkup import known_revisions, newest_revision
from storage.engine import SETTING

_OTHER = "holds the tables of another program; name a file of the bot's own"
_NEWER = "is of a newer version of this program, or of another program"
_OLDER = "is at an older shape; `run` or `migrate` brings it up (back it up first)"
_EMPTY = "there is no database yet; `run` makes it"


def ensure_own(connection: Connection) -> None:
    """Misconfigured where `run` would write into something that is not the bot's."""
    _revision(connection)


def ensure_newest(connection: Connection) -> None:
    """Misconfigured where the tables cannot be read as they are now."""
    revision = _revision(connection)
    if revision is None:
        raise Misconfigured(SETTING, _EMPTY)
    if revision != newest_revision():
        raise Misconfigured(SETTING, _OLDER)


def _revision(connection: Connection) -> str | None:
    """None for a database without tables."""
    tables = inspect(connection).get_table_names()
    if not tables:
        return None
    if "alembic_version" not in tables:
        raise Misconfigured(SETTING, _OTHER)
    revision = connection.execute(text("SELECT version_num FROM alembic_version")).scalar()
    if revision is not None and revision not in known_revisions():
        raise Misconfigured(SETTING, _NEWER)
    return str(revision) if revision else None
