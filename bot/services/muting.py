"""One action silenced for one chat, until it ends."""

from dataclasses import dataclass

from bot.domain.calendar import Entry
from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.typed import is_off
from bot.services.listed import listed_entry
from bot.services.ports import Clock, Transactions


@dataclass(frozen=True, slots=True)
class Muted:
    entry: Entry


@dataclass(frozen=True, slots=True)
class Unmuted:
    entry: Entry


class Muting:
    def __init__(self, transactions: Transactions, clock: Clock) -> None:
        self._transactions = transactions
        self._clock = clock

    async def typed(self, chat_id: ChatId, typed: str) -> Muted | Unmuted:
        """`a7f3`, `#A7F3`, `A7F3 off`."""
        words = typed.split()
        if not words:
            raise Refusal("code-missing", command="mute")
        if len(words) > 1 and is_off(words[-1]):
            return await self.unmute(chat_id, " ".join(words[:-1]))
        return await self.mute(chat_id, typed)

    async def mute(self, chat_id: ChatId, typed: str) -> Muted:
        async with self._transactions.write() as tx:
            entry = await listed_entry(tx, typed, self._clock.now())
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise Refusal("not-subscribed")
            if entry.over_at <= self._clock.now():
                raise Refusal("action-over", code=entry.code)
            await tx.subscribers.mute(subscriber.id, entry.id)
            muted = await tx.subscribers.muted(subscriber.id)
            await tx.subscribers.cancel_pending(subscriber.id, only_entries=muted)
            return Muted(entry)

    async def unmute(self, chat_id: ChatId, typed: str) -> Unmuted:
        async with self._transactions.write() as tx:
            entry = await listed_entry(tx, typed, self._clock.now())
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise Refusal("not-subscribed")
            await tx.subscribers.unmute(subscriber.id, entry.id)
            return Unmuted(entry)
