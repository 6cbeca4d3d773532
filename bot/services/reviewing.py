"""The second person: what waits for a yes, the yes that sends it, and the no with its reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.audit import Act
from bot.domain.changing import held_for
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import AnnouncementId, ChatId
from bot.domain.places import City
from bot.domain.proof import Proof
from bot.domain.review import Decided, Review, Seen
from bot.domain.reviewing import ensure_may_approve, ensure_may_review, is_expired
from bot.services.authority import ensure_for
from bot.services.corrections import known_entry, outcome
from bot.services.dispatching import Dispatch, last_within
from bot.services.ports import Clock, ReadTx, Transactions, WriteTx
from bot.services.ports.announcements import Approval
from bot.services.ports.places import PlaceFinder
from bot.services.retracting import place_of
from bot.services.reviews import (
    asked_about,
    city_of,
    done,
    ensure_same,
    ensure_true,
    is_waiting,
    record,
    save,
    send,
    standing_author,
)

LONGEST_REASON = 200


class Reviewing:
    """`wake` tells the outbox that something is due. `rate` in messages a second."""

    def __init__(
        self,
        transactions: Transactions,
        finder: PlaceFinder,
        clock: Clock,
        dispatch: Dispatch,
        rate: float,
        wake: Callable[[], None],
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._dispatch = dispatch
        self._rate = rate
        self._wake = wake
        self._shown: dict[ChatId, Seen] = {}

    async def waiting(self, chat_id: ChatId) -> tuple[Announcement, ...]:
        """What this person may decide on now, the oldest first."""
        now = self._clock.now()
        async with self._transactions.read() as tx:
            person = await tx.coordinators.by_chat(chat_id)
            if person is None or not person.is_active:
                raise Refusal("review-not-yours")
            open_ = [each for each in await tx.announcements.in_review() if not is_expired(each, now)]
        return tuple(
            each for each in open_ if each.author != person.id and person.covers(city_of(self._finder, each))
        )

    async def screen(self, chat_id: ChatId, of: str | AnnouncementId) -> Review:
        """By a typed code or a button's id. What a chat was shown last it may approve by typing."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            announcement, city, _ = await self._open(tx, chat_id, of, now)
            author = await standing_author(tx, self._finder, announcement, city)
            entry, audience = await self._dispatch.effect(announcement).audience(tx, announcement, city, now)
            was = await known_entry(tx, announcement)
        self._shown[chat_id] = Seen.of(announcement)
        proof = asked_about(announcement, was, entry)
        last = last_within(audience, self._rate)
        if was is not None:
            last += held_for(was, entry, now)
        return Review(announcement, city, entry, was, author, proof, audience, last)

    async def pick(self, chat_id: ChatId, seen: Seen, choice: int) -> Review:
        """Refusal("review-wrong-fact") unless it is the true one of what is on the screen."""
        review = await self.screen(chat_id, seen.id)
        ensure_same(review.announcement, seen)
        ensure_true(review.announcement, review.proof.right == choice)
        return review

    async def approve(self, chat_id: ChatId, seen: Seen, choice: int) -> Decided:
        return await self._approve(chat_id, seen, lambda proof: proof.right == choice)

    async def approve_typed(self, chat_id: ChatId, typed_code: str, typed_fact: str) -> Decided:
        """StaleButton unless this content was the last one shown to this chat."""
        seen = self._shown.get(chat_id)
        async with self._transactions.read() as tx:
            announcement, *_ = await self._open(tx, chat_id, typed_code, self._clock.now())
        if seen is None or seen.id != announcement.id:
            raise StaleButton
        return await self._approve(chat_id, seen, lambda proof: proof.is_proved_by(typed_fact))

    async def reject(self, chat_id: ChatId, of: str | Seen, reason: str) -> Decided:
        """By a typed code, or by what was on the screen."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            found = of.id if isinstance(of, Seen) else of
            announcement, city, person = await self._open(tx, chat_id, found, now)
            if isinstance(of, Seen):
                ensure_same(announcement, of)
            rejected = replace(
                announcement, state=AnnouncementState.REJECTED, reason=reason.strip()[:LONGEST_REASON] or None
            )
            await save(tx, rejected, announcement)
            await record(tx, person, Act.REJECTED, announcement, city, now)
            author = await tx.coordinators.by_id(announcement.author)
        if author is None:
            raise Refusal("review-author-gone", code=announcement.code)
        return Decided(rejected, author, person)

    async def _approve(self, chat_id: ChatId, seen: Seen, proved: Callable[[Proof], bool]) -> Decided:
        """Of two at once one finds it in review; the other's transaction begins when it no longer is."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            announcement, city, _ = await self._open(tx, chat_id, seen.id, now)
            approver = ensure_may_approve(await tx.coordinators.by_chat(chat_id), announcement, city, now)
            ensure_same(announcement, seen)
            was = await known_entry(tx, announcement)
            ensure_true(
                announcement, proved(asked_about(announcement, was, outcome(announcement, was, city, now)))
            )
            author = await standing_author(tx, self._finder, announcement, city)
            digest = announcement.draft.digest()
            await tx.announcements.approve(announcement.id, Approval(approver.id, digest, now))
            await record(tx, approver, Act.APPROVED, announcement, city, now)
            approved, entry = await send(tx, self._dispatch, announcement, city, now)
            decided = await done(tx, approved, author, approver, entry, city, now)
        self._wake()
        return decided

    async def _open(
        self, tx: ReadTx | WriteTx, chat_id: ChatId, of: str | AnnouncementId, now: datetime
    ) -> tuple[Announcement, City, Coordinator]:
        """What waits for a decision; to outsiders nothing exists."""
        person = await tx.coordinators.by_chat(chat_id)
        if person is None or not person.is_active:
            raise Refusal("review-not-yours")
        if isinstance(of, str):
            code = read_code(of)
            found = await tx.announcements.with_code(code) if code else ()
            if not found:
                raise Refusal("code-unknown", typed=of)
            announcement = next((one for one in found if is_waiting(one)), found[0])
        else:
            by_id = await tx.announcements.by_id(of)
            if by_id is None:
                raise StaleButton
            announcement = by_id
        city = city_of(self._finder, announcement)
        ensure_may_review(person, announcement, city)
        was = await known_entry(tx, announcement)
        if was is not None:
            # Where it moves away from counts as much as where it moves to.
            ensure_for(person, place_of(was, self._finder))
        if announcement.state is not AnnouncementState.IN_REVIEW:
            raise Refusal("review-decided", code=announcement.code)
        if is_expired(announcement, now):
            raise Refusal("review-expired", code=announcement.code)
        return announcement, city, person
