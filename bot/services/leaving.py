"""Leaving: silence with a way back, erasure, the copy of one's data, and chats that cannot be reached."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.domain.places import Place
from bot.domain.subscriber import ChatKind, Subscriber, SubscriberStatus
from bot.services.own_places import followed
from bot.services.ports import Clock, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder


@dataclass(frozen=True, slots=True)
class Resumed:
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Readmitted:
    """`resumed`: the chat had been out of reach until now."""

    subscriber: Subscriber
    places: tuple[Place, ...]
    resumed: bool


class Leaving:
    """`checkpoint` empties the database's journal, so that nothing erased is left in a file.

    It does not raise: what was erased stays erased, and where a reader stands in the way it tries again.
    """

    def __init__(
        self,
        transactions: Transactions,
        finder: PlaceFinder,
        clock: Clock,
        checkpoint: Callable[[], Awaitable[None]],
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._checkpoint = checkpoint

    async def stop(self, chat_id: ChatId) -> None:
        """From here on nothing is sent. The places wait 7 days for an undo, counted from the first /stop."""
        async with self._transactions.write() as tx:
            subscriber = await _stored(tx, chat_id)
            if subscriber.status is SubscriberStatus.STOPPED:
                raise Refusal("already-stopped")
            await self._silence(tx, subscriber, SubscriberStatus.STOPPED)

    async def resume(self, chat_id: ChatId) -> Resumed:
        async with self._transactions.write() as tx:
            subscriber = await _stored(tx, chat_id)
            await tx.subscribers.save(subscriber.resumed())
            return Resumed(await followed(tx.subscribers, self._finder, subscriber.id))

    async def erase(self, chat_id: ChatId) -> bool:
        """Whether anything was stored. Afterwards no row and no byte of the chat is left in the files.

        Who was a coordinator is none any more: that role's rows go in the same transaction.
        """
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is not None:
                await tx.subscribers.erase(subscriber.id)
            coordinator = await tx.coordinators.by_chat(chat_id)
            if coordinator is not None:
                await tx.coordinators.erase(coordinator.id)
        # Also where nothing is stored: a crash may have come between an earlier erasure and its checkpoint.
        await self._checkpoint()
        return subscriber is not None or coordinator is not None

    async def is_stored(self, chat_id: ChatId) -> bool:
        """As a subscriber or as a coordinator."""
        async with self._transactions.read() as tx:
            if await tx.subscribers.by_chat(chat_id) is not None:
                return True
            return await tx.coordinators.by_chat(chat_id) is not None

    async def suspend(self, chat_id: ChatId) -> None:
        """The chat blocked or removed the bot, or does not let it write. Who had said /stop stays stopped."""
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is not None and subscriber.status is SubscriberStatus.ACTIVE:
                await self._silence(tx, subscriber, SubscriberStatus.SUSPENDED)

    async def readmit(self, chat_id: ChatId) -> Readmitted | None:
        """The chat can be reached again: with its places, unless it had said /stop. None if unknown."""
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                return None
            places = await followed(tx.subscribers, self._finder, subscriber.id)
            if subscriber.status is not SubscriberStatus.SUSPENDED:
                return Readmitted(subscriber, places, resumed=False)
            await tx.subscribers.save(subscriber.resumed())
            return Readmitted(subscriber.resumed(), places, resumed=True)

    async def _silence(self, tx: WriteTx, subscriber: Subscriber, status: SubscriberStatus) -> None:
        """What waits for a group out of reach stays, and expires in its time: see the outbox."""
        today = self._clock.now().date()
        await tx.subscribers.save(replace(subscriber, status=status, stopped_on=today))
        if status is SubscriberStatus.STOPPED or subscriber.kind is ChatKind.PRIVATE:
            await tx.subscribers.cancel_pending(subscriber.id)


async def _stored(tx: WriteTx, chat_id: ChatId) -> Subscriber:
    subscriber = await tx.subscribers.by_chat(chat_id)
    if subscriber is None:
        raise Refusal("not-subscribed")
    return subscriber
