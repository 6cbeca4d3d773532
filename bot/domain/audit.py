"""The audit: who did what, each row sealed together with the one before it. Pure; no subscriber data."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from enum import StrEnum

from bot.domain.places import Place

START = "0" * 64
"""What the first row has in the place of the mac before it."""


class Act(StrEnum):
    INVITED = "invited"
    REDEEMED = "redeemed"
    CONFIRMED = "confirmed"
    REMOVED = "removed"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    SENT = "sent"
    HALTED = "halted"
    RESUMED = "resumed"
    CHANGED = "changed"
    POSTPONED = "postponed"
    CANCELLED = "cancelled"
    RETRACTED = "retracted"


@dataclass(frozen=True, slots=True)
class AuditRow:
    """`object` is what was acted on (a label, a code, a place); `digest` a hash of its content."""

    seq: int
    at: datetime
    actor: str
    act: Act
    object: str
    place_key: str | None
    digest: str
    prev: str
    mac: str = ""

    def sealed(self, key: bytes) -> str:
        """The mac this row has to have."""
        facts = [
            self.seq,
            self.at.astimezone(UTC).isoformat(),
            self.actor,
            self.act,
            self.object,
            self.place_key,
            self.digest,
            self.prev,
        ]
        return hmac.new(key, json.dumps(facts, ensure_ascii=False).encode(), hashlib.sha256).hexdigest()


@dataclass(frozen=True, slots=True)
class Acted:
    """An audit row and the place it is about, None where it is about none."""

    row: AuditRow
    place: Place | None


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the first row number that is not as it was written; `head` the last mac.

    `head_found` is False where a head noted elsewhere is not in the chain: rows at the end are gone.
    """

    rows: int
    head: str
    broken_at: int | None = None
    head_found: bool = True

    @property
    def sound(self) -> bool:
        return self.broken_at is None and self.head_found


def verify(rows: Iterable[AuditRow], key: bytes, noted_head: str | None = None) -> Verdict:
    """`rows` oldest first. Stops at the first that was changed, removed, put in or moved."""
    count, prev = 0, START
    found = noted_head in {None, START}
    for row in rows:
        whole = row.seq == count + 1 and row.prev == prev
        if not (whole and hmac.compare_digest(row.mac, row.sealed(key))):
            return Verdict(count, prev, broken_at=count + 1, head_found=found)
        count, prev = row.seq, row.mac
        found = found or row.mac == noted_head
    return Verdict(count, prev, head_found=found)
