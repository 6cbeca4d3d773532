"""Cards: messages already sent, edited to what holds now, when nothing else is to be sent.

Each is a row until it was edited or cannot be. It is worded when it is edited, so that of two fast changes
the last one stands. An edit made twice is no harm: it needs no journal of its own.
"""

import time
from collections.abc import Awaitable, Callable
from datetime import datetime

import structlog

from bot.broadcast.pacer import Pacer
from bot.broadcast.sender import Sender
from bot.domain.broadcast import Ambiguous, NotSent, Outcome, Rejected, Wording
from bot.domain.cards import CardEdit, EditResult, settle_edit
from bot.domain.errors import StorageUnavailable
from bot.domain.ids import DeliveryId
from bot.services.ports import Clock, Transactions

AT_ONCE = 4
"""Edits on the wire at most, so that a slow server leaves room for messages."""
REPEAT_PAUSE = 2.0
"""Seconds before an edit of unknown outcome is made again."""

AFTER_BAN = 30.0
"""Seconds without edits after a 429 to one: they must not bring the next ban upon the messages."""

WordCard = Callable[[CardEdit, datetime], Awaitable[Wording]]
"""(edit, now) -> what the message is to say, as it is true at `now`."""

log = structlog.stdlib.get_logger(__name__)


class Cards:
    """`backlog` says that more may be due than the turns of the moment allow."""

    def __init__(
        self,
        transactions: Transactions,
        clock: Clock,
        pacer: Pacer,
        sender: Sender,
        word: WordCard,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._pacer = pacer
        self._sender = sender
        self._word = word
        self._monotonic = monotonic
        self._on_wire: set[DeliveryId] = set()
        self._later: dict[DeliveryId, float] = {}
        self._results: list[EditResult] = []
        self._rest_until = float("-inf")
        self.backlog = False

    @property
    def on_wire(self) -> int:
        return len(self._on_wire)

    @property
    def is_busy(self) -> bool:
        """Something is on the wire, or not yet written down."""
        return bool(self._on_wire or self._results)

    async def choose(self, free: int) -> list[tuple[CardEdit, Wording]]:
        """At most `free` edits, whose turns are taken; each is to be given to `edit`."""
        await self.write_down()
        most = min(free, AT_ONCE - len(self._on_wire), self._pacer.turns())
        if self._monotonic() < self._rest_until:
            self.backlog = False
            return []
        if most <= 0:
            return []
        async with self._transactions.read() as tx:
            due = await tx.cards.due(most, [*self._on_wire, *self._waiting()])
        self.backlog = len(due) >= most
        worded = await self._worded(self._ready(due))
        chosen = worded[: self._pacer.take(edit.chat_id for edit, _ in worded)]
        self._on_wire |= {edit.delivery_id for edit, _ in chosen}
        return chosen

    async def edit(self, edit: CardEdit, wording: Wording) -> Outcome:
        """Make one edit, whose outcome is kept until `write_down`."""
        outcome = await self._sender.edit(edit, wording)
        if isinstance(outcome, Ambiguous):
            self._later[edit.delivery_id] = self._monotonic() + REPEAT_PAUSE * (edit.tries + 1)
        if isinstance(outcome, NotSent) and outcome.gate:
            self._rest_until = self._monotonic() + AFTER_BAN
        if isinstance(outcome, Rejected):
            log.info("card.left", delivery=edit.delivery_id, reason=outcome.reason)
        self._results.append(settle_edit(edit, outcome))
        self._on_wire.discard(edit.delivery_id)
        return outcome

    async def write_down(self) -> None:
        """Nothing new is edited until the outcomes so far are committed."""
        if not self._results:
            return
        results = list(self._results)
        async with self._transactions.write() as tx:
            await tx.cards.record(results)
        del self._results[: len(results)]

    def next_at(self) -> float:
        """The monotonic instant at which the first of those that wait may be edited."""
        self._waiting()
        return max(self._rest_until, min(self._later.values(), default=float("inf")))

    def _waiting(self) -> list[DeliveryId]:
        now = self._monotonic()
        self._later = {id_: until for id_, until in self._later.items() if until > now}
        return list(self._later)

    def _ready(self, due: tuple[CardEdit, ...]) -> list[CardEdit]:
        """Without those whose chat has to wait."""
        ready = []
        for edit in due:
            wait = self._pacer.chat_opens_in(edit.chat_id)
            if wait > 0:
                self._later[edit.delivery_id] = self._monotonic() + wait
            else:
                ready.append(edit)
        return ready

    async def _worded(self, edits: list[CardEdit]) -> list[tuple[CardEdit, Wording]]:
        """A card that nobody can word is left as it is."""
        worded = []
        now = self._clock.now()
        for edit in edits:
            try:
                worded.append((edit, await self._word(edit, now)))
            except StorageUnavailable:
                raise
            except Exception as error:  # noqa: BLE001 - a bug in one text must not stop the others
                log.error("card.failed", delivery=edit.delivery_id, error=type(error).__name__)  # noqa: TRY400 - no texts in logs
                self._results.append(EditResult(edit, done=True))
        return worded
