"""Who watches which broadcast, read from the rows, so that a restart forgets nobody."""

from dataclasses import dataclass

from bot.domain.announcement import AnnouncementState
from bot.domain.coordinator import Coordinator
from bot.domain.ids import Code
from bot.domain.sending import Standing, announced_in
from bot.services.ports import Clock, ReadTx, Transactions


@dataclass(frozen=True, slots=True)
class Watching:
    transactions: Transactions
    clock: Clock

    async def unfinished(self) -> dict[str, tuple[Coordinator, ...]]:
        """The keys of announced broadcasts on their way, with author and approvers."""
        async with self.transactions.read() as tx:
            keys = [(key, named) for key in await tx.broadcasts.unfinished() if (named := announced_in(key))]
            return {key: await _watchers(tx, key, named[0]) for key, named in keys}

    async def standing(self, key: str) -> Standing | None:
        """None where nobody had to be told, so that there is no broadcast."""
        named = announced_in(key)
        async with self.transactions.read() as tx:
            totals = await tx.broadcasts.with_key(key)
        if not named or not totals:
            return None
        return Standing(named[0], totals.state, totals.states, totals.due_at <= self.clock.now())


async def _watchers(tx: ReadTx, key: str, code: Code) -> tuple[Coordinator, ...]:
    """Of something new the key names the revision; a correction's names the entry's, and is the last one."""
    approved = [
        one for one in await tx.announcements.with_code(code) if one.state is AnnouncementState.APPROVED
    ]
    announcement = next((one for one in approved if key.startswith(f"{one.purpose.value}:")), None)
    if announcement is None:
        return ()
    approvals = await tx.announcements.approvals(announcement.id)
    ids = dict.fromkeys([announcement.author, *(approval.coordinator_id for approval in approvals)])
    found = [await tx.coordinators.by_id(each) for each in ids]
    return tuple(each for each in found if each is not None and each.is_active)
