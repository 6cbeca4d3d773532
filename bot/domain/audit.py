"""The audit: who did what, each row sealed together with the one before it. Pure; no subscriber data."""

import hashlib
import hmac
import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from enum import StrEnum

from bot.domain.places import Place

START = "0" * 64
"""What the first row has in the place of the mac before it."""


KEPT_FOR = timedelta(days=90)
BOT = "bot"
"""The actor of what nobody decided: a broadcast that went over a limit."""


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
    HELD = "held"


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
        facts: list[object] = [
            self.seq,
            self.at.astimezone(UTC).isoformat(),
            self.actor,
            self.act,
            self.object,
            self.place_key,
            self.digest,
            self.prev,
        ]
        return _mac(key, facts)


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """Rows 1 to `seq` were whole when they were pruned at `at`; `head` was the mac of the last of them."""

    seq: int
    head: str
    at: datetime
    mac: str = ""

    def sealed(self, key: bytes) -> str:
        """The mac this checkpoint has to have; no row has it, as no row begins with a word."""
        return _mac(key, ["checkpoint", self.seq, self.head, self.at.astimezone(UTC).isoformat()])


@dataclass(frozen=True, slots=True)
class Acted:
    """An audit row and the place it is about, None where it is about none."""

    row: AuditRow
    place: Place | None


@dataclass(frozen=True, slots=True)
class Noted:
    """A head as it was written down, `1204:9f3c...`; the number is 0 where only the mac was noted."""

    seq: int
    mac: str


def read_noted(typed: str) -> Noted:
    number, _, mac = typed.strip().lower().rpartition(":")
    return Noted(int(number) if number.isdecimal() else 0, mac)


@dataclass(frozen=True, slots=True)
class Verdict:
    """`broken_at` is the first row number that is not as it was written; `head` the last mac, `seq` its row.

    `pruned` counts the rows before the checkpoint; `forged`: that one was not signed with this key.
    `head_found` is False where a head noted elsewhere is not in the chain: rows at the end are gone, or it
    was pruned. `head_pruned`: its row number says that it was, and the checkpoint vouches for it.
    """

    rows: int
    head: str
    broken_at: int | None = None
    head_found: bool = True
    pruned: int = 0
    forged: bool = False
    head_pruned: bool = False

    @property
    def seq(self) -> int:
        return self.pruned + self.rows

    @property
    def sound(self) -> bool:
        return self.broken_at is None and self.head_found and not self.forged


def verify(
    rows: Iterable[AuditRow], key: bytes, noted: Noted | None = None, checkpoint: Checkpoint | None = None
) -> Verdict:
    """`rows` oldest first. Stops at the first that was changed, removed, put in or moved."""
    pruned, prev = (checkpoint.seq, checkpoint.head) if checkpoint else (0, START)
    forged = checkpoint is not None and not hmac.compare_digest(checkpoint.mac, checkpoint.sealed(key))
    head_pruned = noted is not None and 0 < noted.seq < pruned and not forged
    found = noted is None or noted.mac in {START, prev} or head_pruned
    count, broken_at = 0, None
    for row in rows:
        seq = pruned + count + 1
        if row.seq != seq or row.prev != prev or not hmac.compare_digest(row.mac, row.sealed(key)):
            broken_at = seq
            break
        count, prev = count + 1, row.mac
        found = found or (noted is not None and row.mac == noted.mac)
    return Verdict(count, prev, broken_at, found, pruned, forged, head_pruned)


def _mac(key: bytes, facts: list[object]) -> str:
    return hmac.new(key, json.dumps(facts, ensure_ascii=False).encode(), hashlib.sha256).hexdigest()
