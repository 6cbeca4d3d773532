"""The tables. What each may hold about people is the allow-list of docs/privacy.md; a test compares."""

from sqlalchemy import (
    JSON,
    BigInteger,
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    String,
    Table,
    Text,
    Time,
    UniqueConstraint,
)

from storage.types import UTCDateTime

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(column_0_label)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "ck": "ck_%(table_name)s_%(constraint_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

# SQLite numbers only INTEGER PRIMARY KEY columns by itself.
RowNumber = BigInteger().with_variant(Integer(), "sqlite")

meta = Table(
    "meta",
    metadata,
    Column("key", String(40), primary_key=True),
    Column("value", Text, nullable=False),
)

subscriber = Table(
    "subscriber",
    metadata,
    # The row's own number on SQLite, which else would keep a hidden one that counts who came when.
    Column("id", RowNumber, primary_key=True, autoincrement=False),
    Column("chat", LargeBinary(40), nullable=False, unique=True),
    Column("kind", String(12), nullable=False),
    Column("thread", BigInteger),
    Column("language", String(2), nullable=False),
    Column("home_zone", String(40), nullable=False),
    Column("quiet_starts", Time),
    Column("quiet_ends", Time),
    Column("brief", Boolean, nullable=False),
    Column("brief_hour", Integer, nullable=False),
    Column("new", String(5), nullable=False),
    Column("reminder", Boolean, nullable=False),
    Column("status", String(9), nullable=False),
    Column("stopped_on", Date),
    Column("consent_version", Integer, nullable=False),
    Column("consent_on", Date, nullable=False),
    Index("ix_subscriber_profile", "status", "home_zone", "quiet_starts", "quiet_ends", "brief_hour"),
)

subscription = Table(
    "subscription",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), nullable=False),
    Column("place_key", String(12), nullable=False),
    Column("radius", Integer, nullable=False),
    Column("kinds", JSON(none_as_null=True)),
    UniqueConstraint("subscriber_id", "place_key"),
    Index("ix_subscription_place", "place_key", "radius"),
)

entry = Table(
    "entry",
    metadata,
    Column("id", String(80), primary_key=True),
    Column("code", String(4), nullable=False, unique=True),
    Column("type", String(13), nullable=False),
    Column("scope", String(8), nullable=False),
    Column("starts_on", Date, nullable=False),
    Column("ends_on", Date, nullable=False),
    Column("begins_at", UTCDateTime, nullable=False),
    Column("over_at", UTCDateTime, nullable=False),
    Column("listed_at", UTCDateTime, nullable=False),
    Column("latitude", Float),
    Column("longitude", Float),
    Column("facts", JSON, nullable=False),
    Index("ix_entry_days", "starts_on", "ends_on"),
    Index("ix_entry_listed_at", "listed_at"),
    Index("ix_entry_begins_at", "begins_at"),
    Index("ix_entry_latitude", "latitude"),
)

mute = Table(
    "mute",
    metadata,
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), primary_key=True),
    Column("entry_id", ForeignKey("entry.id", ondelete="CASCADE"), primary_key=True),
)

broadcast = Table(
    "broadcast",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("key", String(120), nullable=False, unique=True),
    Column("alert", String(12), nullable=False),
    Column("lane", Integer, nullable=False),
    Column("state", String(9), nullable=False),
    Column("reason", String(60)),
    Column("due_at", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("planned", Integer, nullable=False, default=0),
    # Totals of deliveries whose rows are gone, so that they outlive pruning and /delete.
    Column("pruned", JSON, nullable=False, default=dict),
    Column("late", Integer, nullable=False, default=0),
    Column("worst_lateness", Float, nullable=False, default=0.0),
    Index("ix_broadcast_state", "state", "lane", "due_at"),
)

edition = Table(
    "edition",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), nullable=False),
    Column("language", String(2), nullable=False),
    Column("signature", Text, nullable=False),
    Column("content", JSON, nullable=False),
    # Worded at the first claim, then kept: everybody of an edition gets the same text.
    Column("text", Text),
    Column("buttons", Text),
    Column("keep_until", UTCDateTime, nullable=False),
    UniqueConstraint("broadcast_id", "language", "signature"),
)

edition_entry = Table(
    "edition_entry",
    metadata,
    Column("edition_id", ForeignKey("edition.id", ondelete="CASCADE"), primary_key=True),
    Column("entry_id", ForeignKey("entry.id"), primary_key=True),
    # False for what a long brief only counts ("and 4 more").
    Column("named", Boolean, nullable=False),
    Index("ix_edition_entry_entry", "entry_id"),
)

delivery = Table(
    "delivery",
    metadata,
    Column("id", RowNumber, primary_key=True),
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), nullable=False),
    Column("edition_id", ForeignKey("edition.id", ondelete="CASCADE"), nullable=False),
    Column("subscriber_id", ForeignKey("subscriber.id", ondelete="CASCADE"), nullable=False),
    Column("state", String(9), nullable=False),
    Column("lane", Integer, nullable=False),
    Column("attempts", Integer, nullable=False, default=0),
    Column("ambiguous", Integer, nullable=False, default=0),
    Column("not_before", UTCDateTime, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    Column("epoch", Integer, nullable=False, default=0),
    Column("started_at", UTCDateTime),
    Column("finished_at", UTCDateTime),
    Column("message_id", BigInteger),
    Column("reason_code", String(40)),
    UniqueConstraint("broadcast_id", "subscriber_id"),
    Index("ix_delivery_outbox", "broadcast_id", "state", "not_before"),
    Index("ix_delivery_expiry", "state", "expires_at"),
    Index("ix_delivery_subscriber", "subscriber_id"),
    Index("ix_delivery_edition", "edition_id"),
)

# Messages to be edited, beside the notice (a broadcast) that tells why.
card_edit = Table(
    "card_edit",
    metadata,
    Column("delivery_id", ForeignKey("delivery.id", ondelete="CASCADE"), primary_key=True),
    Column("broadcast_id", ForeignKey("broadcast.id", ondelete="CASCADE"), nullable=False),
    Column("tries", Integer, nullable=False),
    Index("ix_card_edit_broadcast", "broadcast_id", "delivery_id"),
)
