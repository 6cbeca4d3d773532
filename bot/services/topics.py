"""The topic of a forum that alerts go to."""

from dataclasses import replace

from bot.domain.errors import Refusal
from bot.domain.ids import ChatId
from bot.services.ports import Transactions


class Topics:
    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions

    async def choose(self, chat_id: ChatId, thread: int | None) -> None:
        """From here on alerts go there; None is General."""
        async with self._transactions.write() as tx:
            subscriber = await tx.subscribers.by_chat(chat_id)
            if subscriber is None:
                raise Refusal("not-subscribed")
            await tx.subscribers.save(replace(subscriber, thread=thread))
