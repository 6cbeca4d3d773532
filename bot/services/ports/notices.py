"""What telling of a change needs of the storage: who is concerned, and what must not go out any more."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.changing import Waiting
from bot.domain.ids import EntryId
from bot.domain.subscriber import Language
from bot.services.ports.planning import Followed, Wait


@dataclass(frozen=True, slots=True)
class Concerned:
    """Who was told of an entry, or follows one of the places that hold it now (in every kind they chose).

    `also` are further dates of the same series, told of in the same message.
    """

    entry_id: EntryId
    kind: str
    holding: Iterable[Followed]
    waits: Sequence[Wait]
    also: tuple[EntryId, ...] = ()

    @property
    def entry_ids(self) -> tuple[EntryId, ...]:
        return (self.entry_id, *self.also)


class NoticeWriter(Protocol):
    async def gather(self, concerned: Concerned) -> tuple[Language, ...]:
        """Find them, who are active and did not mute it, and keep them for the `planning.freeze` of the
        same transaction, as groups of the signature `EVERYBODY`; in which languages there are any.
        """
        ...

    async def gathered(self) -> int:
        """How many the last `gather` of this transaction found."""
        ...

    async def waiting(self, entry_id: EntryId) -> tuple[Waiting, ...]:
        """The notices of this entry that some have not got yet, the oldest first."""
        ...

    async def heard_since(self, entry_id: EntryId, since: datetime) -> bool:
        """Was anything that names the entry put on the wire since?"""
        ...

    async def held_until(self, entry_id: EntryId, now: datetime) -> datetime | None:
        """When the notice of this entry goes out that waits for others to join it."""
        ...

    async def revive(self, entry_id: EntryId, since: datetime, now: datetime) -> int:
        """Let go out after all what was withdrawn since, other than notices; how many."""
        ...

    async def withdraw(self, entry_id: EntryId, now: datetime) -> None:
        """Cancel what waits and is about nothing but this entry, retractions excepted.

        What is on the wire goes there once at most.
        """
        ...

    async def reword(self, entry_id: EntryId, mark: str, *, leave_out: bool, on: bool) -> int:
        """Have what waits and is about more than this entry worded anew before it goes; how many editions.

        `leave_out`: it says nothing of the entry any more. `on`: it takes place, so what tells of a series
        names this date, and what tells of its end does not; and the other way round. `mark` names the
        revision.
        """
        ...

    async def settle(self, key: str, entry_id: EntryId, until: datetime) -> int:
        """Let the broadcast `key` wait until then for those whose message about the entry may still
        be on its way; how many.
        """
        ...


EVERYBODY = "all"
