"""One tap to propose: a prepared cancellation or postponement, a draft of a change, for a second person."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.announcement import OPEN, Announcement, AnnouncementState, Purpose
from bot.domain.announcing.becoming import REVIEW_LASTS_SOON, review_expires_at
from bot.domain.audit import Act
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId
from bot.domain.places import Area
from bot.services.areas import area_of_entry
from bot.services.authority import acting
from bot.services.corrections import corrected, draft_of
from bot.services.ports import Clock, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder
from bot.services.retracting import standing_entry
from bot.services.reviews import record, save


@dataclass(frozen=True, slots=True)
class Proposal:
    """What is proposed, of the entry `before`, and what people would be told it is `after`."""

    announcement: Announcement
    before: Entry
    after: Entry


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
        async with self._transactions.write() as tx:
            person, entry, area = await self._open(tx, chat_id, typed, purpose)
            known = await tx.announcements.by_code(entry.code)
            if known is not None and known.state in OPEN and known.purpose is not Purpose.NEW:
                if known.author != person.id or known.state is not AnnouncementState.DRAFT:
                    raise Refusal("change-in-review", code=entry.code)
                if known.purpose is purpose:
                    return self._proposal(known, entry, area)
                await save(tx, replace(known, state=AnnouncementState.WITHDRAWN), known)
            made = await tx.announcements.create(entry.code, purpose, person.id, draft_of(entry), entry.id)
            return self._proposal(made, entry, area)

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
            expires_at=_expires_at(prepared.before, now),
        )
        async with self._transactions.write() as tx:
            person, _, area = await self._open(tx, chat_id, was.code, purpose)
            await save(tx, after, was)
            await record(tx, person, Act.SUBMITTED, after, area, now)
        self._wake()
        return replace(prepared, announcement=after)

    async def _open(
        self, tx: WriteTx, chat_id: ChatId, typed: str, purpose: Purpose
    ) -> tuple[Coordinator, Entry, Area]:
        person = await acting(tx, chat_id)
        entry = await standing_entry(tx, typed, purpose.value, person, self._finder)
        area = area_of_entry(entry, self._finder)
        if area is None or not person.may_announce_for(area):
            raise Refusal("change-not-yours", code=entry.code)
        if entry.over_at <= self._clock.now():
            raise Refusal("change-over", code=entry.code)
        if purpose is Purpose.CANCEL and entry.status is Status.CANCELLED:
            raise Refusal("cancelled-already", code=entry.code)
        return person, entry, area

    def _proposal(self, announcement: Announcement, entry: Entry, area: Area) -> Proposal:
        after = revised(entry, corrected(entry, announcement, area), 2, self._clock.now())
        return Proposal(announcement, entry, after)


def _expires_at(entry: Entry, now: datetime) -> datetime:
    """What has begun can be called off until it is over."""
    if entry.begins_at > now:
        return review_expires_at(entry.begins_at, now)
    return min(entry.over_at, now + REVIEW_LASTS_SOON)
