"""One tap to propose: a prepared cancellation or postponement, for a second person."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.announcing.becoming import correction_expires_at
from bot.domain.audit import Act
from bot.domain.calendar import Entry, Version
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId
from bot.services.correction_drafts import clear_others, correctable, ensure_submittable, opened
from bot.services.corrections import ensure_sound, outcome
from bot.services.notices import burst_of
from bot.services.ports import Clock, Transactions
from bot.services.ports.places import PlaceFinder
from bot.services.reviews import record, save


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, of the entry `before`, and what people would be told it is `after`.

    `known` is what they were told last.
    """

    announcement: Announcement
    before: Entry
    after: Entry
    known: Version


class Proposing:
    """`wake` tells that something was submitted."""

    def __init__(
        self, transactions: Transactions, finder: PlaceFinder, clock: Clock, wake: Callable[[], None]
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._wake = wake

    async def prepare(self, chat_id: ChatId, typed: str, purpose: Purpose) -> Proposal:
        """A draft with the entry's own facts, or the one this person began before."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            person, entry, area = await correctable(tx, self._finder, chat_id, typed, purpose, now)
            made = await opened(tx, person, entry, purpose)
            after = outcome(made, entry, area, now)
            told = await burst_of(tx, entry, after, now)
        if made.state is not AnnouncementState.DRAFT:
            raise Refusal("change-in-review", code=entry.code)
        return Proposal(made, entry, after, told.known)

    async def propose(
        self, chat_id: ChatId, typed: str, purpose: Purpose, revision: int | None = None
    ) -> Proposal:
        """Into review. By a button only what was on the screen; else StaleButton."""
        prepared = await self.prepare(chat_id, typed, purpose)
        was, now = prepared.announcement, self._clock.now()
        if revision is not None and revision != was.revision:
            raise StaleButton
        after = replace(
            was,
            state=AnnouncementState.IN_REVIEW,
            submitted_at=now,
            expires_at=correction_expires_at(prepared.before, prepared.after, now),
        )
        async with self._transactions.write() as tx:
            person, entry, area = await correctable(tx, self._finder, chat_id, was.code, purpose, now)
            ensure_sound(was, entry, outcome(was, entry, area, now), now)
            await ensure_submittable(tx, self._finder, person, was, entry)
            await save(tx, after, was)
            await clear_others(tx, person, after, area, now)
            await record(tx, person, Act.SUBMITTED, after, area, now)
        self._wake()
        return replace(prepared, announcement=after)
