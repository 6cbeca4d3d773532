"""What is held: for whom to know, and the operator's word that lets it go on."""

import hashlib
from collections.abc import Callable

from bot.domain.audit import Act
from bot.domain.broadcast import Alert
from bot.domain.calendar import Entry
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import BroadcastId, ChatId
from bot.domain.limits import Held, Hold, Released, may_release
from bot.domain.places import Found
from bot.services import audit
from bot.services.authority import acting, acting_operator
from bot.services.ports import Clock, ReadTx, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder


class Holds:
    """`wake` tells the outbox that something is due."""

    def __init__(
        self, transactions: Transactions, finder: PlaceFinder, clock: Clock, wake: Callable[[], None]
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._wake = wake

    async def waiting(self) -> tuple[Held, ...]:
        """All of which something still waits."""
        async with self._transactions.read() as tx:
            return tuple([await self._known(tx, hold) for hold in await tx.pushes.held() if hold.waiting])

    async def end(self) -> tuple[Held, ...]:
        """Close what nothing waits of any more; what expired unsent, for those who have to hear of it."""
        async with self._transactions.read() as tx:
            over = [await self._known(tx, hold) for hold in await tx.pushes.held() if not hold.waiting]
        # Looked for every second, and nearly always in vain.
        if not over:
            return ()
        async with self._transactions.write() as tx:
            expired = await tx.pushes.end([held.hold.id for held in over])
        return tuple(held for held in over if held.hold.id in expired)

    async def named(self, chat_id: ChatId, typed: str) -> BroadcastId | None:
        """The held broadcast of a typed code or key; None for what may be a place.

        The very code comes before a place of that name, and the place before a code that only looks like
        it: Waco is no WAC0. Refusal("nothing-held") for the code of something that is not held.
        """
        code, exact = read_code(typed), typed.strip(" #").upper()
        async with self._transactions.read() as tx:
            await acting(tx, chat_id)
            held = [(hold, await _entry(tx, hold)) for hold in await tx.pushes.held()]
            known = await tx.calendar.by_code(code) if code else None
        of_key = [hold.id for hold, _ in held if hold.key == typed]
        alike = [hold.id for hold, entry in held if entry is not None and entry.code == code]
        if of_key or (alike and code == exact):
            return (of_key or alike)[0]
        if known is None or isinstance(self._finder.resolve(typed), Found):
            return None
        if not alike:
            raise Refusal("nothing-held", code=known.code)
        return alike[0]

    async def release(self, chat_id: ChatId, broadcast_id: BroadcastId, mark: str | None = None) -> Released:
        """By an operator with no part in it. With the `mark` of a screen only what was on it; StaleButton."""
        async with self._transactions.write() as tx:
            person = await acting_operator(tx, chat_id)
            found = [hold for hold in await tx.pushes.held() if hold.id == broadcast_id]
            if not found or (mark is not None and mark != mark_of(found[0])):
                raise StaleButton
            held = await self._known(tx, found[0])
            if person not in held.releasers:
                raise Refusal("resume-hold-by-another", what=held.code or held.hold.key)
            now = self._clock.now()
            if not held.hold.waiting or held.hold.expires_at <= now:
                raise Refusal("hold-over", what=held.code or held.hold.key)
            await tx.pushes.release(broadcast_id)
            object_, key = held.code or held.hold.key[:40], held.hold.place_key
            await audit.record(tx, person.label, Act.RESUMED, object_, place_key=key, at=now)
            others = [*held.behind, *_operators(await tx.coordinators.all())]
        self._wake()
        others_once = {each.id: each for each in others if each.id != person.id}
        return Released(held, person, tuple(others_once.values()))

    async def _known(self, tx: ReadTx | WriteTx, hold: Hold) -> Held:
        author, approvers = None, list[Coordinator]()
        announcement = await tx.announcements.by_id(hold.announcement_id) if hold.announcement_id else None
        if announcement is not None:
            author = await tx.coordinators.by_id(announcement.author)
            digest = announcement.draft.digest()
            given = [a for a in await tx.announcements.approvals(announcement.id) if a.digest == digest]
            found = [await tx.coordinators.by_id(approval.coordinator_id) for approval in given]
            approvers = [each for each in found if each is not None]
        ids = [each.id for each in approvers]
        releasers = [
            each
            for each in _operators(await tx.coordinators.all())
            if may_release(each, hold, author.id if author else None, ids)
        ]
        place = self._finder.place(hold.place_key) if hold.place_key else None
        return Held(hold, await _entry(tx, hold), place, author, tuple(approvers), tuple(releasers))


def mark_of(hold: Hold) -> str:
    """Tells one hold of a broadcast from another, in a button."""
    return hashlib.sha256(hold.reason.encode()).hexdigest()[:8]


def _operators(everybody: tuple[Coordinator, ...]) -> list[Coordinator]:
    return [each for each in everybody if each.is_operator]


async def _entry(tx: ReadTx | WriteTx, hold: Hold) -> Entry | None:
    """What it is about: of a retraction, which is nobody's push, its key says so."""
    if hold.entry_id is not None:
        return (await tx.calendar.by_ids([hold.entry_id])).get(hold.entry_id)
    verb, _, rest = hold.key.partition(":")
    code = read_code(rest.partition(":")[0]) if verb == Alert.RETRACTION else None
    return await tx.calendar.by_code(code) if code else None
