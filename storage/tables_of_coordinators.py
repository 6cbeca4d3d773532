"""The tables of coordinators and their announcements. Public facts and pseudonyms; no subscriber data."""

from sqlalchemy import (
    JSON,
    CheckConstraint,
    Column,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from storage.tables import RowNumber, metadata
from storage.types import UTCDateTime

coordinator = Table(
    "coordinator",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("label", String(8), nullable=False, unique=True),
    # None once removed: the label stays, so that it is never given again.
    Column("chat", LargeBinary(40), unique=True),
    Column("role", String(11), nullable=False),
    Column("standing", String(7), nullable=False),
    Column("since", UTCDateTime, nullable=False),
    Column("language", String(2), nullable=False),
    # Only while pending: who invited may not be the one who confirms.
    Column("invited_by", ForeignKey("coordinator.id", ondelete="SET NULL")),
)

coordinator_place = Table(
    "coordinator_place",
    metadata,
    Column("coordinator_id", ForeignKey("coordinator.id", ondelete="CASCADE"), primary_key=True),
    Column("place_key", String(12), primary_key=True),
)

invite = Table(
    "invite",
    metadata,
    Column("token_hash", String(64), primary_key=True),
    Column("role", String(11), nullable=False),
    # Joined by a comma; empty for an operator.
    Column("place_keys", String(120), nullable=False),
    Column("invited_by", ForeignKey("coordinator.id", ondelete="SET NULL")),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("used_at", UTCDateTime),
)

announcement = Table(
    "announcement",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("code", String(4), nullable=False),
    Column("purpose", String(8), nullable=False),
    Column("state", String(9), nullable=False),
    Column("author_id", ForeignKey("coordinator.id", ondelete="CASCADE"), nullable=False),
    Column("revision", Integer, nullable=False),
    Column("draft", JSON, nullable=False),
    Column("digest", String(32), nullable=False),
    Column("entry_id", ForeignKey("entry.id")),
    Column("submitted_at", UTCDateTime),
    Column("expires_at", UTCDateTime),
    Column("reason", Text),
    Index("ix_announcement_state", "state", "expires_at"),
    Index("ix_announcement_code", "code"),
)

approval = Table(
    "approval",
    metadata,
    Column("announcement_id", ForeignKey("announcement.id", ondelete="CASCADE"), primary_key=True),
    Column("coordinator_id", ForeignKey("coordinator.id", ondelete="CASCADE"), primary_key=True),
    Column("digest", String(32), nullable=False),
    Column("at", UTCDateTime, nullable=False),
)

halt = Table(
    "halt",
    metadata,
    # A city's or state's key, or "us" for everything.
    Column("place_key", String(12), primary_key=True),
    Column("label", String(8), nullable=False),
    Column("at", UTCDateTime, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("at", UTCDateTime, nullable=False),
    Column("actor", String(8), nullable=False),
    Column("act", String(24), nullable=False),
    Column("object", String(40), nullable=False),
    Column("place_key", String(12)),
    Column("digest", String(64), nullable=False),
    Column("prev", String(64), nullable=False),
    Column("mac", String(64), nullable=False),
    UniqueConstraint("mac"),
    CheckConstraint("seq > 0", name="seq_counts_from_one"),
)

flag = Table(
    "flag",
    metadata,
    Column("entry_id", ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True),
    Column("chat", LargeBinary(40), primary_key=True),
)
