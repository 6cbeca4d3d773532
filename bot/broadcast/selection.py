"""Which of the due deliveries may go on the wire right now, with their words."""

from collections import Counter
from collections.abc import Callable, Collection, Sequence

from bot.broadcast.guard import UNPROVEN_AT_ONCE
from bot.broadcast.journal import Journal
from bot.broadcast.pacer import Pacer
from bot.broadcast.wordings import Prepared, Wordings
from bot.clock import real_duration
from bot.domain.broadcast import LATE_AFTER, Alert, Delivery
from bot.domain.ids import DeliveryId, EditionId
from bot.services.ports import Clock, Transactions

REPEAT_PAUSE = 2.0
"""Seconds before an unknown outcome is tried again, times the number of them."""
NO_TEXT = "its text could not be made"


class Selection:
    """`backlog` says that more may be due than the turns of the moment allow.

    `found_nothing`: the last `choose` had turns to give, and there was nothing due that does not wait.
    """

    def __init__(
        self,
        transactions: Transactions,
        clock: Clock,
        pacer: Pacer,
        wordings: Wordings,
        journal: Journal,
        monotonic: Callable[[], float],
    ) -> None:
        self._transactions = transactions
        self._clock = clock
        self._pacer = pacer
        self._wordings = wordings
        self._journal = journal
        self._monotonic = monotonic
        self._later: dict[DeliveryId, float] = {}
        self.backlog = False
        self.found_nothing = False

    async def choose(self, free: int, in_flight: Collection[Delivery]) -> tuple[Sequence[Delivery], Prepared]:
        """At most `free` deliveries, whose turns are taken."""
        turns = min(free, self._pacer.turns())
        self.found_nothing = False
        if turns <= 0:
            return (), Prepared()
        now = self._clock.now()
        async with self._transactions.read() as tx:
            due = await tx.outbox.due(now, turns, self._waiting(), self._on_trial(in_flight))
        self.backlog = len(due) >= turns
        self.found_nothing = not due
        ready = self._ready(due, in_flight)
        delayed = {
            delivery.edition_id
            for delivery in ready
            if real_duration(now - delivery.since, self._clock.speed) > LATE_AFTER
        }
        prepared = await self._wordings.prepare({each.edition_id for each in ready}, now, delayed)
        for broadcast_id in prepared.failed:
            self._journal.hold(broadcast_id, NO_TEXT)
        ready = [delivery for delivery in ready if delivery.edition_id in prepared.wordings]
        return ready[: self._pacer.take(delivery.chat_id for delivery in ready)], prepared

    def repeat_later(self, delivery: Delivery) -> None:
        """After one more unknown outcome."""
        self._later[delivery.id] = self._monotonic() + REPEAT_PAUSE * (delivery.ambiguous + 1)

    def next_at(self) -> float:
        """The monotonic instant at which the first of those that wait may go."""
        self._waiting()
        return min(self._later.values(), default=float("inf"))

    def _waiting(self) -> list[DeliveryId]:
        now = self._monotonic()
        self._later = {id_: until for id_, until in self._later.items() if until > now}
        return list(self._later)

    def _ready(self, due: Sequence[Delivery], in_flight: Collection[Delivery]) -> list[Delivery]:
        """Without those whose chat has to wait, and few of an edition that nobody got yet."""
        at_once = Counter(delivery.edition_id for delivery in in_flight)
        ready = []
        for delivery in due:
            wait = self._pacer.chat_opens_in(delivery.chat_id)
            if wait > 0:
                self._later[delivery.id] = self._monotonic() + wait
            elif at_once[delivery.edition_id] < UNPROVEN_AT_ONCE or self._is_proven(delivery):
                at_once[delivery.edition_id] += 1
                ready.append(delivery)
        return ready

    def _on_trial(self, in_flight: Collection[Delivery]) -> list[EditionId]:
        """Editions that nobody got yet, and of which enough are on the wire to find out."""
        unproven = [each for each in in_flight if not self._is_proven(each)]
        at_once = Counter(delivery.edition_id for delivery in unproven)
        return [edition_id for edition_id, count in at_once.items() if count >= UNPROVEN_AT_ONCE]

    def _is_proven(self, delivery: Delivery) -> bool:
        """A retraction's words are fixed, so that nothing may go first while its text is on trial."""
        return delivery.alert is Alert.RETRACTION or self._journal.guard.is_proven(delivery)
