"""Who watches which broadcast, read from the rows, so that a restart forgets nobody."""

from dataclasses import dataclass

from bot.domain.coordinator import Coordinator
from bot.domain.ids import Code
from bot.domain.sending import Standing, announced_in
from bot.services.ports import ReadTx, Transactions


@dataclass(frozen=True, slots=True)
class Watching:
    transactions: Transactions

    async def unfinished(self) -> dict[str, tuple[Coordinator, ...]]:
        """The keys of announced broadcasts on their way, with author and approvers."""
        async with self.transactions.read() as tx:
            keys = [(key, named) for key in await tx.broadcasts.unfinished() if (named := announced_in(key))]
            return {key: await _watchers(tx, *named) for key, named in keys}

    async def standing(self, key: str) -> Standing | None:
        """None where nobody had to be told, so that there is no broadcast."""
        named = announced_in(key)
        async with self.transactions.read() as tx:
            totals = await tx.broadcasts.with_key(key)
        return Standing(named[0], totals.state, totals.states) if named and totals else None


async def _watchers(tx: ReadTx, code: Code, revision: int) -> tuple[Coordinator, ...]:
    announcement = await tx.announcements.by_code(code)
    if announcement is None or announcement.revision != revision:
        return ()
    approvals = await tx.announcements.approvals(announcement.id)
    ids = dict.fromkeys([announcement.author, *(approval.coordinator_id for approval in approvals)])
    found = [await tx.coordinators.by_id(each) for each in ids]
    return tuple(each for each in found if each is not None and each.is_active)
