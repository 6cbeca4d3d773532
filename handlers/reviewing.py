"""/review, /approve, /reject and their buttons: in private chats, each act decided from the database."""

import re
from dataclasses import dataclass
from typing import Protocol

from telegram import Update
from telegram.ext import BaseHandler

from bot.domain.codes import read_code
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import AnnouncementId, Code
from bot.domain.review import Decided, Review, Seen
from bot.domain.subscriber import Language
from bot.services.ports import Clock
from bot.services.review_times import ReviewTimes, Submission
from bot.services.reviewing import Reviewing
from bot.telegram.reply import Replies
from bot.views import refusals
from bot.views import reviewing as views
from bot.views.office_buttons import ApproveThis, CallOperators, PickFact, RejectThis, ShowReview
from bot.views.words import Words, visible
from handlers.context import Asked, Asking
from handlers.feature import AnyContext, AnyHandler, OnUpdate, Pressed, Typed, data_of
from handlers.guards import ensure_in_person


class Desk(Protocol):
    """Who tells the others."""

    async def decided(self, decided: Decided) -> None: ...
    async def call(self, submission: Submission) -> None: ...


class RepliedReason(BaseHandler[Update, AnyContext, None]):
    """A text in reply to the bot's question why something is rejected; the question says of what."""

    def __init__(self, callback: OnUpdate) -> None:
        super().__init__(callback)

    def check_update(self, update: object) -> bool:
        return isinstance(update, Update) and asked_about(update) is not None


@dataclass(frozen=True, slots=True)
class ReviewHandlers:
    """Registered before whatever takes plain text."""

    asking: Asking
    replies: Replies
    reviewing: Reviewing
    times: ReviewTimes
    desk: Desk
    clock: Clock
    live: bool

    @property
    def handlers(self) -> list[AnyHandler]:
        return [
            Typed("review", self.on_review),
            Typed("approve", self.on_approve, joined=True),
            Typed("reject", self.on_reject),
            Pressed(ShowReview, self.on_show),
            Pressed(PickFact, self.on_pick),
            Pressed(ApproveThis, self.on_approve_this),
            Pressed(RejectThis, self.on_reject_this),
            Pressed(CallOperators, self.on_call),
            RepliedReason(self.on_reason),
        ]

    async def on_review(self, update: Update, _context: AnyContext) -> None:
        """With the code of one's own: call an operator to it."""
        asked = await self._asked(update)
        if not asked.text:
            await self._show_waiting(asked)
            return
        try:
            await self._show(asked, await self.reviewing.screen(asked.chat_id, asked.text))
        except Refusal as refusal:
            if refusal.key != "review-own":
                raise
            await self._call(asked, await self.times.own(asked.chat_id, asked.text))

    async def on_approve(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        code, _, fact = asked.text.partition(" ")
        if not code:
            await self._show_waiting(asked)
        elif not fact:
            await self._show(asked, await self.reviewing.screen(asked.chat_id, code))
        else:
            try:
                decided = await self.reviewing.approve_typed(asked.chat_id, code, fact)
            except StaleButton as stale:
                await self._show_fresh(asked, code, stale)
            else:
                await self._approved(asked, decided)

    async def on_reject(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        code, _, reason = asked.text.partition(" ")
        if not code:
            await self._show_waiting(asked)
        elif not reason:
            await self._ask_reason(asked, code)
        else:
            await self._reject(asked, code, reason)

    async def on_show(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        of = AnnouncementId(ShowReview.parse(data_of(update)).id)
        await self._show(asked, await self.reviewing.screen(asked.chat_id, of))

    async def on_pick(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = PickFact.parse(data_of(update))
        try:
            review = await self.reviewing.pick(asked.chat_id, _seen(button), button.choice)
        except StaleButton as stale:
            await self._show_fresh(asked, AnnouncementId(button.id), stale)
        else:
            await self._show(asked, review, button.choice)

    async def on_approve_this(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        button = ApproveThis.parse(data_of(update))
        try:
            decided = await self.reviewing.approve(asked.chat_id, _seen(button), button.choice)
        except StaleButton as stale:
            await self._show_fresh(asked, AnnouncementId(button.id), stale)
        else:
            await self._approved(asked, decided)

    async def on_reject_this(self, update: Update, _context: AnyContext) -> None:
        await self._ask_reason(await self._asked(update), RejectThis.parse(data_of(update)).code)

    async def on_reason(self, update: Update, _context: AnyContext) -> None:
        code = asked_about(update)
        assert code is not None
        asked = await self._asked(update)
        await self._reject(asked, code, asked.text)

    async def on_call(self, update: Update, _context: AnyContext) -> None:
        asked = await self._asked(update)
        await self._call(asked, AnnouncementId(CallOperators.parse(data_of(update)).id))

    async def _asked(self, update: Update) -> Asked:
        """In the coordinator's own language; whoever they are is for the services to say."""
        asked = await self.asking.of(update)
        ensure_in_person(asked)
        return asked

    async def _show_waiting(self, asked: Asked) -> None:
        waiting = await self.reviewing.waiting(asked.chat_id)
        await self.replies.send(asked.to, views.waiting(asked.words, waiting, self.clock.now()))

    async def _show(self, asked: Asked, review: Review, picked: int | None = None) -> None:
        view = views.screen(asked.words, review, self.clock.now(), live=self.live, picked=picked)
        await self.replies.send(asked.to, view)

    async def _show_fresh(self, asked: Asked, of: str | AnnouncementId, stale: StaleButton) -> None:
        """What was on the screen is not what there is now: nothing happens, and the way on is shown."""
        review = await self.reviewing.screen(asked.chat_id, of)
        await self.replies.send(asked.to, refusals.refusal(asked.words, stale))
        view = views.screen(asked.words, review, self.clock.now(), live=self.live)
        await self.replies.send(asked.further, view)

    async def _approved(self, asked: Asked, decided: Decided) -> None:
        await self.replies.send(asked.to, views.approved(asked.words, decided))
        await self.desk.decided(decided)

    async def _ask_reason(self, asked: Asked, typed: str) -> None:
        review = await self.reviewing.screen(asked.chat_id, typed)
        await self.replies.send(asked.to, views.ask_reason(asked.words, review.announcement.code))

    async def _reject(self, asked: Asked, code: str, reason: str) -> None:
        decided = await self.reviewing.reject(asked.chat_id, code, reason)
        await self.replies.send(asked.to, views.rejected(asked.words, decided.announcement.code))
        await self.desk.decided(decided)

    async def _call(self, asked: Asked, of: AnnouncementId) -> None:
        submission = await self.times.call_operators(asked.chat_id, of)
        view = views.operators_called(asked.words, submission.announcement.code)
        await self.replies.send(asked.to, view)
        await self.desk.call(submission)


def _seen(button: PickFact | ApproveThis) -> Seen:
    return Seen(AnnouncementId(button.id), button.revision, button.digest)


def asked_about(update: Update) -> Code | None:
    """The code of what this message gives the reason for."""
    message = update.message
    question = message.reply_to_message if message else None
    if message is None or not message.text or message.text.startswith("/"):
        return None
    if question is None or question.from_user is None or question.from_user.id != message.get_bot().id:
        return None
    for language in Language:
        found = _question(language).match(question.text or "")
        if found:
            return read_code(found[1])
    return None


def _question(language: Language) -> re.Pattern[str]:
    """The first sentence of the question, with the code in it."""
    sample = Code("ZZZZ")
    sentence = visible(views.ask_reason(Words(language), sample).text).partition("?")[0]
    return re.compile(re.escape(sentence).replace(sample, r"(\w{4})"))
