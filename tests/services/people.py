"""What the tests of the people's side share: a clock that stands, chats, and deliveries that wait."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import insert, select

from bot.domain.broadcast import LANES, Alert, DeliveryState
from bot.domain.calendar import Entry
from bot.domain.ids import ChatId
from bot.domain.subscriber import Chat, ChatKind, Language, Subscriber
from storage import tables
from storage.tables_of_coordinators import flag
from storage.transactions import SqlTransactions
from tests.builders import NOW

PERSON = Chat(ChatId(700100200), ChatKind.PRIVATE, Language.EN)
GROUP = Chat(ChatId(-1001000200300), ChatKind.SUPERGROUP, Language.ES, thread=7)


@dataclass(slots=True)
class StandingClock:
    at: datetime = NOW
    speed: float = 0.0

    def now(self) -> datetime:
        return self.at


@dataclass(slots=True)
class Checkpoints:
    """Counts how often the journal was emptied."""

    times: int = 0

    async def __call__(self) -> None:
        self.times += 1


@dataclass(slots=True)
class Outbox:
    """Deliveries put straight into the tables, as the planner freezes them."""

    transactions: SqlTransactions
    _keys: list[str] = field(default_factory=list)

    async def hold(
        self,
        subscriber: Subscriber,
        place_keys: list[str],
        entries: list[Entry],
        state: DeliveryState = DeliveryState.PENDING,
        alert: Alert = Alert.BRIEF,
    ) -> int:
        """The id of a delivery to the subscriber about these entries, resting on these places."""
        self._keys.append(f"{alert}-{len(self._keys)}")
        content = {
            "alert": alert,
            "place_keys": place_keys,
            "items": [{"entry_id": entry.id} for entry in entries],
        }
        async with self.transactions._writer.begin() as connection:
            row = await connection.execute(
                insert(tables.broadcast)
                .returning(tables.broadcast.c.id)
                .values(
                    key=self._keys[-1],
                    alert=alert,
                    lane=LANES[alert],
                    state="sending",
                    due_at=NOW,
                    expires_at=NOW + timedelta(hours=4),
                    planned=1,
                )
            )
            broadcast_id = row.scalar_one()
            row = await connection.execute(
                insert(tables.edition)
                .returning(tables.edition.c.id)
                .values(
                    broadcast_id=broadcast_id,
                    language=subscriber.language,
                    signature=self._keys[-1],
                    content=content,
                    keep_until=NOW + timedelta(days=30),
                )
            )
            edition_id = row.scalar_one()
            for entry in entries:
                await connection.execute(
                    insert(tables.edition_entry).values(edition_id=edition_id, entry_id=entry.id, named=True)
                )
            row = await connection.execute(
                insert(tables.delivery)
                .returning(tables.delivery.c.id)
                .values(
                    broadcast_id=broadcast_id,
                    edition_id=edition_id,
                    subscriber_id=subscriber.id,
                    state=state,
                    lane=LANES[alert],
                    not_before=NOW,
                    expires_at=NOW + timedelta(hours=4),
                )
            )
            return int(row.scalar_one())

    async def also(self, subscriber: Subscriber, state: DeliveryState) -> None:
        """Another delivery of the last edition."""
        async with self.transactions._writer.begin() as connection:
            (last,) = await connection.execute(
                select(tables.delivery).order_by(tables.delivery.c.id.desc()).limit(1)
            )
            facts = dict(last._mapping) | {"subscriber_id": subscriber.id, "state": state}
            del facts["id"]
            await connection.execute(insert(tables.delivery).values(facts))

    async def states(self) -> dict[int, str]:
        async with self.transactions._reader.begin() as connection:
            rows = await connection.execute(select(tables.delivery.c.id, tables.delivery.c.state))
            return {row.id: row.state for row in rows}

    async def totals(self) -> list[dict[str, int]]:
        async with self.transactions._reader.begin() as connection:
            return [row.pruned for row in await connection.execute(select(tables.broadcast.c.pruned))]


async def rows_about_people(transactions: SqlTransactions) -> int:
    """How many rows any table about people holds."""
    async with transactions._reader.begin() as connection:
        counts = [
            len((await connection.execute(select(table))).all())
            for table in (tables.subscriber, tables.subscription, tables.mute, tables.delivery, flag)
        ]
    return sum(counts)
