"""Proposing the end of a series: the prepared text, and the tap that asks a second person for it."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.announcing.becoming import correction_expires_at
from bot.domain.audit import Act
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId
from bot.domain.places import Area
from bot.services.areas import area_of_entry
from bot.services.authority import acting
from bot.services.correction_drafts import clear_others, opened
from bot.services.ending_series import cancelled, rest_of
from bot.services.ports import Clock, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder
from bot.services.retracting import standing_entry
from bot.services.reviews import record, save


@dataclass(frozen=True, slots=True)
class ProposedEnd:
    """The dates as they are, and as people would be told they are."""

    announcement: Announcement
    before: tuple[Entry, ...]
    after: tuple[Entry, ...]


class ProposingEnd:
    """`wake` tells that something was submitted."""

    def __init__(
        self, transactions: Transactions, finder: PlaceFinder, clock: Clock, wake: Callable[[], None]
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._wake = wake

    async def prepare(self, chat_id: ChatId, typed: str) -> ProposedEnd:
        async with self._transactions.write() as tx:
            person, dates, _ = await self._open(tx, chat_id, typed)
            return self._proposed(await self._draft(tx, person, dates[0]), dates)

    async def propose(self, chat_id: ChatId, typed: str, revision: int | None = None) -> ProposedEnd:
        """Into review. By a button only what was on the screen; else StaleButton."""
        async with self._transactions.write() as tx:
            person, dates, area = await self._open(tx, chat_id, typed)
            was = await self._draft(tx, person, dates[0])
            if revision is not None and revision != was.revision:
                raise StaleButton
            now = self._clock.now()
            after = replace(
                was,
                state=AnnouncementState.IN_REVIEW,
                submitted_at=now,
                expires_at=correction_expires_at(dates[0], dates[0], now),
            )
            await save(tx, after, was)
            await clear_others(tx, person, after, area, now)
            await record(tx, person, Act.SUBMITTED, after, area, now)
        self._wake()
        return self._proposed(after, dates)

    async def _draft(self, tx: WriteTx, person: Coordinator, first: Entry) -> Announcement:
        """The one this person began before, or a new one."""
        made = await opened(tx, person, first, Purpose.END)
        if made.state is not AnnouncementState.DRAFT:
            raise Refusal("change-in-review", code=first.code)
        return made

    async def _open(
        self, tx: WriteTx, chat_id: ChatId, typed: str
    ) -> tuple[Coordinator, tuple[Entry, ...], Area]:
        """From a date that is over or called off, its later ones."""
        person, now = await acting(tx, chat_id), self._clock.now()
        entry = await standing_entry(tx, typed, "cancel", person, self._finder)
        area = area_of_entry(entry, self._finder)
        if area is None or not person.may_announce_for(area):
            raise Refusal("change-not-yours", code=entry.code)
        if entry.series is None:
            raise Refusal("not-a-series", code=entry.code)
        dates = await rest_of(tx, entry, now)
        if not dates:
            raise Refusal("change-over", code=entry.code)
        return person, dates, area

    def _proposed(self, announcement: Announcement, dates: tuple[Entry, ...]) -> ProposedEnd:
        return ProposedEnd(announcement, dates, cancelled(dates, 2, self._clock.now()))
