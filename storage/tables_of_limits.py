"""The tables behind the limits: whose a broadcast is, what was pruned, places to confirm."""

from sqlalchemy import Column, ForeignKey, Index, Integer, String, Table

from storage.tables import metadata
from storage.types import UTCDateTime

push = Table(
    "push",
    metadata,
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), primary_key=True),
    # Kept where the announcement goes with its author, so that leaving makes nobody's pushes uncounted.
    Column("place_key", String(12), nullable=False),
    Column("entry_id", ForeignKey("entry.id"), nullable=False),
    Column("announcement_id", ForeignKey("announcement.id", ondelete="SET NULL")),
    Index("ix_push_place", "place_key"),
    Index("ix_push_entry", "entry_id"),
)

audit_checkpoint = Table(
    "audit_checkpoint",
    metadata,
    # The last row that was pruned: rows 1 to this one are gone, so it is their count too.
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("head", String(64), nullable=False),
    Column("at", UTCDateTime, nullable=False),
    Column("mac", String(64), nullable=False),
)

extension = Table(
    "extension",
    metadata,
    Column("coordinator_id", ForeignKey("coordinator.id", ondelete="CASCADE"), primary_key=True),
    # Joined by a comma, as in an invite.
    Column("place_keys", String(120), nullable=False),
    Column("invited_by", ForeignKey("coordinator.id", ondelete="SET NULL")),
    Column("since", UTCDateTime, nullable=False),
)
