"""Edits of messages already sent, as rows, until each has been made or cannot be made."""

from collections.abc import Collection, Sequence
from typing import Protocol

from bot.domain.cards import CardEdit, EditResult
from bot.domain.ids import DeliveryId, EntryId


class CardReader(Protocol):
    async def due(self, limit: int, waiting: Collection[DeliveryId] = ()) -> tuple[CardEdit, ...]:
        """The next edits, those of retractions first, without those that wait.

        Only of messages known to have arrived at an active subscriber whose own delivery of the notice has
        ended, and of no notice that is held; where something halted is named, only those of a retraction.
        """
        ...

    async def has_due(self) -> bool: ...

    async def count(self) -> int:
        """How many wait, held ones included."""
        ...


class CardWriter(CardReader, Protocol):
    async def ask(self, key: str, entry_id: EntryId) -> int:
        """Ask for an edit of each message that names the entry and has arrived or is on the wire.

        `key` names the notice; only of those who get it. Asked for again, it is one edit. How many.
        """
        ...

    async def drop_untold(self) -> None:
        """Forget the edits asked for by notices that were replaced before they went out."""
        ...

    async def record(self, results: Sequence[EditResult]) -> None:
        """Forget the edits that are done, unless a later notice has asked for them again."""
        ...
