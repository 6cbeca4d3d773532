"""A reader says that an alert looks wrong. Three who have been here for a week stop its sending."""

from collections.abc import Callable
from datetime import datetime, timedelta

from bot.domain.audit import BOT, Act
from bot.domain.calendar import Entry
from bot.domain.codes import read_code
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId, Code
from bot.domain.limits import COUNTS_AFTER, FLAGS, FLAGS_A_DAY, Flagged, Reason
from bot.domain.subscriber import ChatKind, Subscriber, SubscriberStatus
from bot.domain.typed import is_off
from bot.services.ports import Clock, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder
from bot.services.retracting import place_of

_DAY = timedelta(days=1)


class Flagging:
    """Three a day of real time and chat; the memory of it is this process's only."""

    def __init__(
        self,
        transactions: Transactions,
        finder: PlaceFinder,
        clock: Clock,
        real_now: Callable[[], datetime],
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._real_now = real_now
        self._recent: dict[ChatId, dict[Code, datetime]] = {}

    async def report(self, chat_id: ChatId, typed: str) -> Flagged:
        """`a7f3`. The same for whoever counts and whoever does not; of these nothing is stored."""
        async with self._transactions.write() as tx:
            entry = await self._entry(tx, typed)
            if entry.over_at <= self._clock.now():
                raise Refusal("action-over", code=entry.code)
            self._ensure_not_too_many(chat_id, entry.code)
            subscriber = await tx.subscribers.by_chat(chat_id)
            new = self._counts(subscriber) and await tx.flags.put(entry.id, chat_id)
            if not new or await tx.flags.count(entry.id) != FLAGS:
                return Flagged(entry)
            return await self._raise_alarm(tx, entry)

    async def take_back(self, chat_id: ChatId, typed: str) -> Entry:
        """What it had come to by then stays."""
        async with self._transactions.write() as tx:
            entry = await self._entry(tx, typed)
            await tx.flags.drop(entry.id, chat_id)
        return entry

    async def typed(self, chat_id: ChatId, typed: str) -> Flagged | Entry:
        """`A7F3`, or `A7F3 off` to take it back."""
        words = typed.split()
        if not words:
            raise Refusal("code-missing", command="report")
        if len(words) > 1 and is_off(words[-1]):
            return await self.take_back(chat_id, " ".join(words[:-1]))
        return await self.report(chat_id, typed)

    async def _raise_alarm(self, tx: WriteTx, entry: Entry) -> Flagged:
        place, now = place_of(entry, self._finder), self._clock.now()
        going = await tx.pushes.going(entry.id)
        for broadcast_id in going:
            await tx.outbox.hold(broadcast_id, Reason.FLAGS)
        if going:
            await tx.audit.record(now, BOT, Act.HELD, entry.code, place_key=place.key)
        page = [each for each in await tx.coordinators.all() if each.may_act_for(place)]
        return Flagged(entry, tuple(page), held=bool(going))

    def _counts(self, subscriber: Subscriber | None) -> bool:
        if subscriber is None or subscriber.kind is not ChatKind.PRIVATE:
            return False
        since = subscriber.consent_on
        active = subscriber.status is SubscriberStatus.ACTIVE
        return active and since is not None and self._clock.now().date() - since >= COUNTS_AFTER

    def _ensure_not_too_many(self, chat_id: ChatId, code: Code) -> None:
        """The same one again is not another one."""
        now = self._real_now()
        self._recent = {
            chat: kept
            for chat, codes in self._recent.items()
            if (kept := {each: at for each, at in codes.items() if now - at < _DAY})
        }
        own = self._recent.setdefault(chat_id, {})
        if code not in own and len(own) >= FLAGS_A_DAY:
            raise Refusal("report-enough", most=FLAGS_A_DAY)
        own.setdefault(code, now)

    async def _entry(self, tx: WriteTx, typed: str) -> Entry:
        """What is not listed yet does not exist for anybody."""
        code = read_code(typed)
        entry = await tx.calendar.by_code(code) if code else None
        if entry is None or entry.listed_at > self._clock.now():
            raise Refusal("code-unknown", typed=typed)
        return entry
