"""The brake: one person, at once, in fixed words that name no place."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from bot.domain.audit import Act
from bot.domain.calendar import Entry, Status
from bot.domain.changing import revised
from bot.domain.codes import read_code
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId
from bot.domain.places import CountryPlace, Place, place_of_area
from bot.domain.states import STATES
from bot.services import audit
from bot.services.areas import area_of_entry
from bot.services.authority import acting, concerned, ensure_for
from bot.services.ending_series import rest_of
from bot.services.notices import Notices
from bot.services.ports import Clock, ReadTx, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder


@dataclass(frozen=True, slots=True)
class Retracted:
    """`told` is how many chats will read it; `others` act for the place too, and have to hear of it."""

    entry: Entry
    told: int
    by: Coordinator
    others: tuple[Coordinator, ...]


class Retracting:
    """Of what comes again, a date and all later ones. `wake` tells the outbox that something is due."""

    def __init__(
        self,
        transactions: Transactions,
        finder: PlaceFinder,
        clock: Clock,
        notices: Notices,
        wake: Callable[[], None],
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._notices = notices
        self._wake = wake

    async def ask(self, chat_id: ChatId, typed: str) -> Entry:
        """What would be retracted; Refusal for who may not, and where there is nothing to retract."""
        async with self._transactions.read() as tx:
            _, entry = await self._open(tx, chat_id, typed)
        return entry

    async def retract(self, chat_id: ChatId, typed: str, revision: int | None = None) -> Retracted:
        """With the `revision` of a screen, only if that is what the entry still is; else StaleButton."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            person, entry = await self._open(tx, chat_id, typed)
            if revision is not None and revision != entry.revision:
                raise StaleButton
            after = retracted(entry, now)
            if entry.series is None:
                told = await self._notices.publish(tx, after)
            else:
                # Whoever holds the alert was told of every date by it.
                later = [each for each in await rest_of(tx, entry, now) if each.id != entry.id]
                told = await self._notices.publish_end(tx, [after, *(retracted(each, now) for each in later)])
            place = place_of(entry, self._finder)
            await audit.record(tx, person.label, Act.RETRACTED, entry.code, place_key=place.key, at=now)
            others = concerned(await tx.coordinators.all(), (place,), person)
        self._wake()
        return Retracted(after, told, person, others)

    async def _open(self, tx: ReadTx | WriteTx, chat_id: ChatId, typed: str) -> tuple[Coordinator, Entry]:
        person = await acting(tx, chat_id)
        entry = await standing_entry(tx, typed, "retract", person, self._finder)
        if entry.over_at <= self._clock.now():
            raise Refusal("retract-over", code=entry.code)
        if entry.status is Status.RETRACTED:
            raise Refusal("retract-already", code=entry.code)
        return person, entry


def retracted(entry: Entry, now: datetime) -> Entry:
    return revised(entry, replace(entry, status=Status.RETRACTED), 1, now)


async def standing_entry(
    tx: ReadTx | WriteTx, typed: str, command: str, person: Coordinator, finder: PlaceFinder
) -> Entry:
    """The entry of a typed code, for whose place this person acts."""
    if not typed:
        raise Refusal("code-missing", command=command)
    code = read_code(typed)
    entry = await tx.calendar.by_code(code) if code else None
    if entry is None:
        raise Refusal("code-unknown", typed=typed)
    ensure_for(person, place_of(entry, finder))
    return entry


def place_of(entry: Entry, finder: PlaceFinder) -> Place:
    """Who may act for this place may act on the entry: its city, its state, or the country."""
    area = area_of_entry(entry, finder)
    return STATES.get(entry.state or "", CountryPlace()) if area is None else place_of_area(area)
