"""A small world to plan in: a clock set by hand, a few cities, people, and what was frozen for whom."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import TypeAdapter
from sqlalchemy import delete, select, update

from bot.broadcast.planner import Planner
from bot.domain.broadcast import Alert, Content, DeliveryState, Section
from bot.domain.calendar import Entry, Kind
from bot.domain.ids import ChatId, CityId, SubscriberId
from bot.domain.places import City, CityPlace, Coordinates, CountryPlace, Place, StatePlace
from bot.domain.subscriber import Subscriber, Subscription
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, MILWAUKEE, SEATTLE, TACOMA, a_subscriber

YAKIMA = City(CityId(5816605), "Yakima", "WA", Coordinates(46.60207, -120.5059), 96968, "America/Los_Angeles")
CITIES = (TACOMA, SEATTLE, HOUSTON, MILWAUKEE, YAKIMA)
PLACES: dict[str, Place] = {
    **{f"c{city.id}": CityPlace(city) for city in CITIES},
    "sWA": StatePlace("WA", "Washington", "Washington", "America/Los_Angeles"),
    "sTX": StatePlace("TX", "Texas", "Texas", "America/Chicago"),
    "us": CountryPlace(),
}
PACIFIC = "America/Los_Angeles"
_content = TypeAdapter(Content)
_numbers = count()


def at(text: str, zone: str = PACIFIC) -> datetime:
    """`2026-02-06 18:00` on the clocks of a zone."""
    return datetime.fromisoformat(text).replace(tzinfo=ZoneInfo(zone))


@dataclass
class SetClock:
    time: datetime
    speed: float = 1.0

    def now(self) -> datetime:
        return self.time


@dataclass(frozen=True)
class Frozen:
    """One delivery with what it says."""

    subscriber_id: SubscriberId
    key: str
    alert: Alert
    language: str
    edition_id: int
    state: DeliveryState
    not_before: datetime
    expires_at: datetime
    content: Content

    @property
    def told(self) -> tuple[str, ...]:
        return tuple(item.entry_id for item in self.content.items)

    def section(self, section: Section) -> tuple[str, ...]:
        return tuple(item.entry_id for item in self.content.items if item.section is section)


@dataclass
class World:
    transactions: SqlTransactions
    clock: SetClock = field(default_factory=lambda: SetClock(at("2026-02-01 12:00")))

    chats: dict[SubscriberId, ChatId] = field(default_factory=dict)

    @property
    def planner(self) -> Planner:
        return Planner(self.transactions, PLACES.get, self.clock)

    async def begin(self, text: str, zone: str = PACIFIC) -> None:
        """Start the planner for the first time."""
        self.clock.time = at(text, zone)
        await self.planner.plan()

    async def go_to(self, text: str, zone: str = PACIFIC) -> int:
        """Be there at once, as after downtime; how many deliveries that planned."""
        self.clock.time = at(text, zone)
        return await self.planner.plan()

    async def live_until(self, text: str, zone: str = PACIFIC) -> int:
        """Step from due to due, as time does; what is planned goes out at once."""
        end, planned = at(text, zone), 0
        while (due := await self.planner.next_due()) is not None and due <= end:
            self.clock.time = due
            planned += await self.planner.plan()
            await self.send_all()
        self.clock.time = end
        return planned + await self.planner.plan()

    async def send_all(self) -> None:
        await self.settle(DeliveryState.SENT, due_by=self.clock.now())

    async def settle(self, state: DeliveryState, *, due_by: datetime | None = None) -> None:
        """What a sender would make of the waiting deliveries."""
        columns = tables.delivery.c
        change = update(tables.delivery).where(columns.state == DeliveryState.PENDING).values(state=state)
        if due_by is not None:
            change = change.where(columns.not_before <= due_by)
        async with self.transactions.write() as tx:
            await tx.planning._connection.execute(change)

    async def forget_plans(self) -> None:
        async with self.transactions.write() as tx:
            for table in (
                tables.delivery,
                tables.edition_entry,
                tables.edition,
                tables.broadcast,
                tables.meta,
            ):
                await tx.planning._connection.execute(delete(table))

    async def put(self, *entries: Entry) -> None:
        async with self.transactions.write() as tx:
            await tx.calendar.put_all(entries)

    async def follow(
        self,
        *place_keys: str | City,
        radius: int = 25,
        kinds: frozenset[Kind] | None = None,
        **facts: Any,
    ) -> SubscriberId:
        subscriber: Subscriber = a_subscriber(next(_numbers) + 1, **facts)
        self.chats[subscriber.id] = subscriber.chat_id
        async with self.transactions.write() as tx:
            await tx.subscribers.add(subscriber)
            for place in place_keys:
                key, miles = (f"c{place.id}", radius) if isinstance(place, City) else (place, 0)
                await tx.subscribers.put_subscription(Subscription(subscriber.id, key, miles, kinds))
        return subscriber.id

    async def frozen(
        self, alert: Alert | None = None, subscriber: SubscriberId | None = None
    ) -> list[Frozen]:
        """All deliveries by due instant; checks that every broadcast's total holds."""
        delivery, edition, broadcast = tables.delivery, tables.edition, tables.broadcast
        query = (
            select(delivery, edition.c.language, edition.c.content, broadcast.c.key, broadcast.c.alert)
            .join_from(delivery, edition, edition.c.id == delivery.c.edition_id)
            .join(broadcast, broadcast.c.id == delivery.c.broadcast_id)
            .order_by(broadcast.c.due_at, broadcast.c.id, delivery.c.id)
        )
        async with self.transactions.read() as tx:
            rows = (await tx.planning._connection.execute(query)).all()
            totals = await tx.planning._connection.execute(select(broadcast.c.key, broadcast.c.planned))
        assert Counter(row.key for row in rows) == {row.key: row.planned for row in totals}
        everything = [
            Frozen(
                SubscriberId(row.subscriber_id),
                row.key,
                Alert(row.alert),
                row.language,
                row.edition_id,
                DeliveryState(row.state),
                row.not_before,
                row.expires_at,
                _content.validate_python(row.content, strict=False),
            )
            for row in rows
        ]
        return [
            one
            for one in everything
            if alert in {None, one.alert} and subscriber in {None, one.subscriber_id}
        ]

    async def only(self, alert: Alert | None = None, subscriber: SubscriberId | None = None) -> Frozen:
        (one,) = await self.frozen(alert, subscriber)
        return one
