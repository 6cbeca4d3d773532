"""Groups that become supergroups, and so get another number."""

from collections import OrderedDict

from bot.domain.ids import ChatId
from bot.services.ports import Transactions

REMEMBERED = 1000


class Moving:
    """Remembers in memory where chats went, for two moves in a row that are told of in the wrong order."""

    def __init__(self, transactions: Transactions) -> None:
        self._transactions = transactions
        self._onward: OrderedDict[ChatId, ChatId] = OrderedDict()

    async def move(self, old: ChatId, new: ChatId) -> None:
        """Told once, twice or after a send found it out: the same comes of it."""
        self._onward[old] = new
        if len(self._onward) > REMEMBERED:
            self._onward.popitem(last=False)
        passed = {old}
        while new not in passed and new in self._onward:
            passed.add(new)
            new = self._onward[new]
        async with self._transactions.write() as tx:
            await tx.subscribers.move(old, new)
