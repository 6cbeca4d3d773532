"""What the bot asked of the API and what came of it: the record that lost and doubled messages show in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from time import monotonic
from typing import Any

from bot.sandbox.messages import Sent

SENDS = frozenset({"sendmessage", "senddocument", "sendphoto", "sendlocation", "sendvenue"})


@dataclass(slots=True, eq=False)
class Call:
    """One request. `status` is the HTTP status given or meant, 0 where the call came to nothing unanswered.

    `sent` is the message that stands in the chat because of this call, whatever the bot was told:
    a fault can deliver and not say so. `answered` says that a whole answer was put on the wire.
    """

    method: str
    chat_id: int | None
    params: Mapping[str, Any]
    started: float = field(default_factory=monotonic)
    finished: float | None = None
    status: int = 0
    description: str = ""
    fault: str = ""
    sent: Sent | None = None
    answered: bool = False

    @property
    def delivered(self) -> bool:
        return self.sent is not None

    @property
    def accepted(self) -> bool:
        """The bot was told, in full, that it worked."""
        return self.answered and self.status == 200 and not self.description

    @property
    def is_send(self) -> bool:
        return self.method.lower() in SENDS

    @property
    def text(self) -> str:
        return str(self.params.get("text", ""))


@dataclass(slots=True)
class Ledger:
    """`sends` in the order they arrived; `calls` everything but the polling."""

    sends: list[Call] = field(default_factory=list)
    calls: list[Call] = field(default_factory=list)
    in_flight: int = 0

    def open(self, call: Call) -> None:
        self.in_flight += 1
        self.calls.append(call)
        if call.is_send:
            self.sends.append(call)

    def close(self, call: Call) -> None:
        call.finished = monotonic()
        self.in_flight -= 1
