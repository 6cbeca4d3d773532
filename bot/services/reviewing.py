"""The second person: what waits for a yes, the yes that sends it, and the no with its reason."""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.announcing.doubles import Double
from bot.domain.audit import Act
from bot.domain.changing import held_for
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import AnnouncementId, ChatId, Code
from bot.domain.places import Area
from bot.domain.proof import Proof
from bot.domain.review import Decided, Review, Seen
from bot.domain.reviewing import ensure_may_approve, ensure_may_review, is_expired
from bot.services.authority import ensure_for
from bot.services.corrections import known_entry, outcome
from bot.services.dispatching import Dispatch, author_of, last_within
from bot.services.ports import Clock, ReadTx, Transactions, WriteTx
from bot.services.ports.announcements import Approval
from bot.services.ports.places import PlaceFinder
from bot.services.retracting import place_of
from bot.services.review_facts import beside, doubles_of
from bot.services.reviews import (
    area_of,
    asked_about,
    done,
    ensure_same,
    ensure_true,
    is_waiting,
    record,
    save,
    send,
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
        self._doubles_shown: dict[ChatId, tuple[AnnouncementId, frozenset[Code]]] = {}

    async def waiting(self, chat_id: ChatId) -> tuple[Announcement, ...]:
        """What this person may decide on now, the oldest first."""
        now = self._clock.now()
        async with self._transactions.read() as tx:
            person = await tx.coordinators.by_chat(chat_id)
            if person is None or not person.is_active:
                raise Refusal("review-not-yours")
            open_ = [each for each in await tx.announcements.in_review() if not is_expired(each, now)]
        return tuple(
            each
            for each in open_
            if each.author != person.id and person.may_announce_for(area_of(self._finder, each))
        )

    async def screen(self, chat_id: ChatId, of: str | AnnouncementId) -> Review:
        """By a typed code or a button's id. What a chat was shown last it may approve by typing."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            announcement, area, _ = await self._open(tx, chat_id, of, now)
            author = await author_of(tx, announcement, area)
            entry, audience = await self._dispatch.effect(announcement).audience(tx, announcement, area, now)
            facts = await beside(tx, self._finder, announcement, entry, now)
        self._shown[chat_id] = Seen.of(announcement)
        self._doubles_shown[chat_id] = announcement.id, _codes(facts.doubles)
        proof = asked_about(announcement, facts.was, entry)
        last = last_within(audience, self._rate)
        if facts.was is not None:
            last += held_for(facts.was, entry, now)
        return Review(
            announcement,
            area,
            entry,
            facts.was,
            author,
            proof,
            audience,
            last,
            facts.dates,
            facts.doubles,
            facts.day,
        )

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
            announcement, area, person = await self._open(tx, chat_id, found, now)
            if isinstance(of, Seen):
                ensure_same(announcement, of)
            rejected = replace(
                announcement, state=AnnouncementState.REJECTED, reason=reason.strip()[:LONGEST_REASON] or None
            )
            await save(tx, rejected, announcement)
            await record(tx, person, Act.REJECTED, announcement, area, now)
            author = await tx.coordinators.by_id(announcement.author)
        if author is None:
            raise Refusal("review-author-gone", code=announcement.code)
        return Decided(rejected, author, person)

    async def _approve(self, chat_id: ChatId, seen: Seen, proved: Callable[[Proof], bool]) -> Decided:
        """Of two at once one finds it in review; the other's transaction begins when it no longer is."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            announcement, area, _ = await self._open(tx, chat_id, seen.id, now)
            approver = ensure_may_approve(await tx.coordinators.by_chat(chat_id), announcement, area, now)
            ensure_same(announcement, seen)
            was = await known_entry(tx, announcement)
            proof = asked_about(announcement, was, outcome(announcement, was, area, now))
            ensure_true(announcement, proved(proof))
            author = await author_of(tx, announcement, area)
            await self._ensure_doubles_shown(tx, chat_id, announcement, area, now)
            digest = announcement.draft.digest()
            await tx.announcements.approve(announcement.id, Approval(approver.id, digest, now))
            await record(tx, approver, Act.APPROVED, announcement, area, now)
            approved, entry = await send(tx, self._dispatch, announcement, area, now)
            decided = await done(tx, approved, author, approver, entry, area, now)
        self._wake()
        return decided

    async def _ensure_doubles_shown(
        self, tx: WriteTx, chat_id: ChatId, announcement: Announcement, area: Area, now: datetime
    ) -> None:
        """StaleButton for a likely double that was on no screen of this chat."""
        found = _codes(await doubles_of(tx, self._finder, announcement, area, now))
        shown_id, shown = self._doubles_shown.get(chat_id, (announcement.id, frozenset()))
        if found - (shown if shown_id == announcement.id else frozenset()):
            raise StaleButton

    async def _open(
        self, tx: ReadTx | WriteTx, chat_id: ChatId, of: str | AnnouncementId, now: datetime
    ) -> tuple[Announcement, Area, Coordinator]:
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
        area = area_of(self._finder, announcement)
        ensure_may_review(person, announcement, area)
        was = await known_entry(tx, announcement)
        if was is not None:
            # Where it moves away from counts as much as where it moves to.
            ensure_for(person, place_of(was, self._finder))
        if announcement.state is not AnnouncementState.IN_REVIEW:
            raise Refusal("review-decided", code=announcement.code)
        if is_expired(announcement, now):
            raise Refusal("review-expired", code=announcement.code)
        return announcement, area, person


def _codes(doubles: tuple[Double, ...]) -> frozenset[Code]:
    return frozenset(double.entry.code for double in doubles)
