"""What happens to a submission by itself: one person who is enough, nobody who answers, too late."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.calendar import Entry, Status
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal
from bot.domain.ids import AnnouncementId, ChatId
from bot.domain.places import Area
from bot.domain.planning import latest_start
from bot.domain.review import Decided
from bot.domain.reviewing import is_expired, is_unanswered, turning_points
from bot.services.areas import area_of_draft
from bot.services.corrections import known_entry, outcome
from bot.services.dispatching import Dispatch, author_of
from bot.services.ports import Clock, ReadTx, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder
from bot.services.reviews import area_of, done, send


@dataclass(frozen=True, slots=True)
class Submission:
    """Something in review, its author, and those who may answer; `operators` are among them.

    `entry` is what it makes, `was` what it changes. `known` is the entry that people may have been told of,
    if it can be retracted.
    """

    announcement: Announcement
    area: Area
    author: Coordinator
    reviewers: tuple[Coordinator, ...]
    entry: Entry
    was: Entry | None = None
    known: Entry | None = None

    def is_unanswered(self, now: datetime) -> bool:
        over_at = max(state.over_at for state in self._states)
        return is_unanswered(self.announcement, self._starts_at, over_at, now)

    def turning_points(self) -> tuple[datetime, ...]:
        return turning_points(self.announcement, self._starts_at)

    @property
    def _states(self) -> tuple[Entry, ...]:
        return (self.entry,) if self.was is None else (self.was, self.entry)

    @property
    def _starts_at(self) -> datetime:
        return min(latest_start(state) for state in self._states)

    @property
    def operators(self) -> tuple[Coordinator, ...]:
        return tuple(each for each in self.reviewers if each.is_operator)


class ReviewTimes:
    def __init__(
        self,
        transactions: Transactions,
        finder: PlaceFinder,
        clock: Clock,
        dispatch: Dispatch,
        wake: Callable[[], None],
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._dispatch = dispatch
        self._wake = wake

    async def settle(self, announcement_id: AnnouncementId) -> Decided | None:
        """Send a submission for which its author is enough; None where it takes another person."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            announcement = await tx.announcements.by_id(announcement_id)
            if announcement is None or not self._is_open(announcement):
                return None
            area = area_of(self._finder, announcement)
            author = await author_of(tx, announcement, area)
            if await self._dispatch.needed(tx, announcement, author) > 1:
                return None
            approved, entry = await send(tx, self._dispatch, announcement, area, now)
            decided = await done(tx, approved, author, author, entry, area, now)
        self._wake()
        return decided

    async def waiting(self) -> tuple[Submission, ...]:
        """All that is open, for those who have to be told of it."""
        async with self._transactions.read() as tx:
            found = [await self._submission(tx, each) for each in await tx.announcements.in_review()]
        return tuple(each for each in found if each is not None and self._is_open(each.announcement))

    async def unanswered(self) -> tuple[Submission, ...]:
        """What starts soon, and nobody has answered for too long."""
        now = self._clock.now()
        return tuple(each for each in await self.waiting() if each.is_unanswered(now))

    async def next_instant(self) -> datetime | None:
        """When something next happens to a submission by itself: unanswered for too long, or too late."""
        now = self._clock.now()
        instants = (instant for each in await self.waiting() for instant in each.turning_points())
        return min((instant for instant in instants if instant > now), default=None)

    async def own(self, chat_id: ChatId, typed_code: str) -> AnnouncementId:
        """Which announcement of this person a typed code names."""
        code = read_code(typed_code)
        async with self._transactions.read() as tx:
            found = await tx.announcements.with_code(code) if code else ()
            author = await tx.coordinators.by_chat(chat_id)
        own = [one for one in found if author is not None and one.author == author.id]
        waiting = [one for one in own if one.state is AnnouncementState.IN_REVIEW]
        if not own:
            raise Refusal("review-not-yours")
        return (waiting or own)[0].id

    async def call_operators(self, chat_id: ChatId, announcement_id: AnnouncementId) -> Submission:
        """The author asks for an operator."""
        async with self._transactions.read() as tx:
            announcement = await tx.announcements.by_id(announcement_id)
            author = await tx.coordinators.by_chat(chat_id)
            if announcement is None or author is None or author.id != announcement.author:
                raise Refusal("review-not-yours")
            if not self._is_open(announcement):
                raise Refusal("review-decided", code=announcement.code)
            submission = await self._submission(tx, announcement)
        if submission is None or not submission.operators:
            raise Refusal("review-no-operator", code=announcement.code)
        return submission

    async def expire(self) -> tuple[tuple[Announcement, Coordinator], ...]:
        """End what nobody decided in time, with those who have to hear of it."""
        now = self._clock.now()
        async with self._transactions.read() as tx:
            late = [each for each in await tx.announcements.in_review() if is_expired(each, now)]
        # Looked for every second, and nearly always in vain.
        if not late:
            return ()
        ended: list[tuple[Announcement, Coordinator]] = []
        async with self._transactions.write() as tx:
            for expired in await tx.announcements.expire(now):
                author = await tx.coordinators.by_id(expired.author)
                if author is not None:
                    ended.append((expired, author))
        return tuple(ended)

    async def _submission(self, tx: ReadTx | WriteTx, announcement: Announcement) -> Submission | None:
        """None where it can never be sent: its area, its author, or what it changes is gone."""
        now = self._clock.now()
        area = area_of_draft(announcement.draft, self._finder)
        author = await tx.coordinators.by_id(announcement.author)
        was = await known_entry(tx, announcement)
        changes = announcement.purpose is not Purpose.NEW
        if area is None or author is None or not author.may_announce_for(area) or (changes and was is None):
            return None
        everybody = await tx.coordinators.all()
        others = [each for each in everybody if each.id != author.id and each.may_announce_for(area)]
        reviewers = tuple(each for each in others if each.is_trusted(now))
        known = await _to_retract(tx, announcement, now)
        entry = outcome(announcement, was, area, now)
        return Submission(announcement, area, author, reviewers, entry, was, known)

    def _is_open(self, announcement: Announcement) -> bool:
        in_review = announcement.state is AnnouncementState.IN_REVIEW
        return in_review and not is_expired(announcement, self._clock.now())


async def _to_retract(tx: ReadTx | WriteTx, announcement: Announcement, now: datetime) -> Entry | None:
    """What a change or cancellation is about; nobody was told of what is new."""
    if announcement.entry_id is None:
        return None
    known = (await tx.calendar.by_ids([announcement.entry_id])).get(announcement.entry_id)
    if known is None or known.over_at <= now or known.status is Status.RETRACTED:
        return None
    return known
