"""Alembic's environment: runs on the connection it is handed, inside that connection's transaction."""

from typing import Any, Literal

from alembic import context

from storage import tables_of_coordinators, tables_of_limits  # noqa: F401 - put their tables into the metadata
from storage.tables import metadata
from storage.types import UTCDateTime


def as_plain_type(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Migrations stand on SQLAlchemy alone, so that an old one still runs when our own types change."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(item, UTCDateTime) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    render_as_batch=True,
    compare_type=True,
    render_item=as_plain_type,
)
context.run_migrations()
