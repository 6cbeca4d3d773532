"""What goes to coordinators by itself: pages for the second person, outcomes, escalation, holds, progress."""

import asyncio
from contextlib import suppress
from datetime import datetime

import structlog

from bot.broadcast.hold_pages import HoldPages
from bot.broadcast.progress import Progress
from bot.domain.announcement import Announcement, AnnouncementState
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StorageUnavailable
from bot.domain.ids import AnnouncementId
from bot.domain.review import Decided
from bot.services.dispatching import broadcast_key, key_of
from bot.services.ports import Clock
from bot.services.review_times import ReviewTimes, Submission
from bot.telegram.reply import Replies, ReplyTo
from bot.telegram.transport import CallFailed
from bot.views import reviewing as views
from bot.views.view import View
from bot.views.words import Words

LOOK_EVERY = 1.0
"""Real seconds."""

log = structlog.stdlib.get_logger(__name__)


class Desk:
    """What was told already is kept in memory: a restart tells once more of what is still open."""

    def __init__(
        self, times: ReviewTimes, progress: Progress, holds: HoldPages, replies: Replies, clock: Clock
    ) -> None:
        self._times = times
        self._progress = progress
        self._holds = holds
        self._replies = replies
        self._clock = clock
        self._paged: set[tuple[AnnouncementId, int]] = set()
        self._offered: set[tuple[AnnouncementId, int]] = set()
        self._something = asyncio.Event()
        self._at_work = asyncio.Lock()

    def wake(self) -> None:
        """Something was submitted."""
        self._something.set()

    async def run(self) -> None:
        """Until cancelled. What fails is tried again by the next round."""
        resumed = False
        while True:
            try:
                if not resumed:
                    await self._progress.resume()
                    resumed = True
                await self.round()
            except (StorageUnavailable, CallFailed, Refusal) as error:
                log.warning("desk.not-done", error=type(error).__name__)
            except Exception:
                # Whoever waits for an answer must not wait for a restart.
                log.exception("desk.failed")
            with suppress(TimeoutError):
                async with asyncio.timeout(LOOK_EVERY):
                    await self._something.wait()
            self._something.clear()

    async def next_due(self) -> datetime | None:
        """When a round will have something to do that nobody has to bring about."""
        return await self._times.next_instant()

    async def round(self) -> None:
        """Everything that is to be told by now; rounds do not overlap."""
        async with self._at_work:
            await self._round()

    async def _round(self) -> None:
        for announcement, author in await self._times.expire():
            await self._tell(author, views.expired(Words(author.language), announcement.code))
        for submission in await self._times.waiting():
            await self._take_in(submission)
        for submission in await self._times.unanswered():
            await self._offer(submission)
        await self._holds.round(self._tell, self._clock.now())
        await self._progress.round()

    async def decided(self, decided: Decided) -> None:
        """Tell the author what another decided, and both how the sending goes."""
        announcement, author, by = decided.announcement, decided.author, decided.by
        words, code = Words(author.language), announcement.code
        if announcement.state is AnnouncementState.REJECTED:
            await self._tell(author, views.rejected_author(words, code, by.label, announcement.reason))
            return
        await self._tell(author, views.approved_author(words, decided))
        key = key_of(announcement, decided.entry) if decided.entry else broadcast_key(announcement)
        self._progress.watch(key, [author] if by.id == author.id else [author, by])
        self.wake()

    async def call(self, submission: Submission) -> None:
        """Page the operators once more."""
        await self._page(submission, submission.operators, urgent=True)

    async def _take_in(self, submission: Submission) -> None:
        """Send what takes nobody else; else page those who may answer, once a revision."""
        announcement, author = submission.announcement, submission.author
        if _key(announcement) in self._paged:
            return
        self._paged.add(_key(announcement))
        decided = await self._times.settle(announcement.id)
        if decided is not None:
            await self.decided(decided)
        elif submission.reviewers:
            await self._page(submission, submission.reviewers, urgent=False)
        else:
            words = Words(author.language)
            await self._tell(author, views.nobody_else(words, announcement.code, submission.area))

    async def _offer(self, submission: Submission) -> None:
        announcement, author = submission.announcement, submission.author
        known, calls = submission.known, bool(submission.operators)
        if _key(announcement) in self._offered or not (calls or known):
            return
        self._offered.add(_key(announcement))
        words = Words(author.language)
        await self._tell(author, views.unanswered(words, announcement, known, calls=calls))

    async def _page(self, submission: Submission, to: tuple[Coordinator, ...], *, urgent: bool) -> None:
        announcement, label, now = submission.announcement, submission.author.label, self._clock.now()
        entry = submission.entry
        for each in to:
            words = Words(each.language)
            await self._tell(each, views.page(words, announcement, entry, label, now, urgent=urgent))

    async def _tell(self, to: Coordinator, view: View) -> None:
        """Who cannot be reached does not keep the others from being told."""
        try:
            await self._replies.send(ReplyTo(to.chat_id), view)
        except CallFailed as failed:
            log.warning("coordinator not told", label=to.label, outcome=type(failed.outcome).__name__)


def _key(announcement: Announcement) -> tuple[AnnouncementId, int]:
    return announcement.id, announcement.revision
