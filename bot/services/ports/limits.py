"""Pushes, holds and flags as the use cases see them."""

from collections.abc import Collection
from datetime import datetime
from typing import Protocol

from bot.domain.ids import AnnouncementId, BroadcastId, ChatId, EntryId
from bot.domain.limits import Hold, Push


class PushReader(Protocol):
    async def held(self) -> tuple[Hold, ...]:
        """All broadcasts that are held, also those of which nothing waits any more; the newest first."""
        ...


class PushWriter(PushReader, Protocol):
    async def put(
        self, key: str, place_key: str, entry_id: EntryId, announcement_id: AnnouncementId
    ) -> BroadcastId | None:
        """Say that the broadcast of this key is the coordinators'; None where it tells nobody."""
        ...

    async def one(self, broadcast_id: BroadcastId) -> Push: ...

    async def earlier(self, place_key: str, since: datetime, but: BroadcastId) -> tuple[Push, ...]:
        """Others of the place that reached somebody or will: not what is held, withdrawn or expired."""
        ...

    async def changes(self, entry_id: EntryId, but: BroadcastId) -> int:
        """How many other changes of this entry reached somebody or will."""
        ...

    async def going(self, entry_id: EntryId) -> tuple[BroadcastId, ...]:
        """The coordinators' news and changes that name this entry, of which something still waits."""
        ...

    async def release(self, broadcast_id: BroadcastId) -> bool:
        """From held to queued; False where it is not held."""
        ...

    async def end(self, ids: Collection[BroadcastId]) -> frozenset[BroadcastId]:
        """Held broadcasts of which nothing waits any more are cancelled; those of which something expired.

        Never done: what is done may be queued again, and a hold takes an operator to end.
        """
        ...


class FlagReader(Protocol):
    async def count(self, entry_id: EntryId) -> int: ...


class FlagWriter(FlagReader, Protocol):
    async def put(self, entry_id: EntryId, chat_id: ChatId) -> bool:
        """False where this chat's flag stands already."""
        ...

    async def drop(self, entry_id: EntryId, chat_id: ChatId) -> bool: ...

    async def forget(self, now: datetime) -> int:
        """Drop the flags of entries that are over; how many."""
        ...
