"""A made-up crowd for measurements: towns, a day with many actions, and people who follow towns."""

import random
from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

from sqlalchemy import insert

from bot.domain.calendar import Entry, EntryType, Kind, Precision, Scope, Status, Title
from bot.domain.ids import CityId, Code, EntryId
from bot.domain.places import City, Coordinates
from bot.domain.subscriber import DEFAULT_QUIET
from storage import tables
from storage.cipher import ChatCipher, new_key
from storage.engine import reader_engine, writer_engine
from storage.migrate import migrate
from storage.transactions import SqlTransactions

ZONE = "America/Chicago"
DAY = date(2026, 2, 7)
BEFORE = datetime(2026, 2, 6, 23, 0, tzinfo=UTC)
"""Planning begins here, an hour before the brief of that day."""
_BATCH = 5_000


def cities(count: int) -> list[City]:
    chance = random.Random(1)  # noqa: S311 - made-up towns
    states = ("IL", "TX", "WI", "MN", "MO", "LA")
    return [
        City(
            CityId(number),
            f"Town {number}",
            chance.choice(states),
            Coordinates(chance.uniform(29, 47), chance.uniform(-98, -84)),
            1000,
            ZONE,
        )
        for number in range(1, count + 1)
    ]


def entries(towns: list[City]) -> Iterator[Entry]:
    """Forty actions and a nationwide day, all on one day."""
    chance = random.Random(2)  # noqa: S311 - made-up actions
    for number in range(41):
        town = chance.choice(towns) if number else None
        yield Entry(
            id=EntryId(f"entry-{number}"),
            code=Code(f"K{number:03}"),
            type=EntryType.ACTION if town else EntryType.DAY_OF_ACTION,
            title=Title("Rally", "Concentración"),
            kind=Kind.RALLY if town else Kind.DAY_OF_ACTION,
            scope=Scope.CITY if town else Scope.NATIONAL,
            starts_on=DAY,
            ends_on=DAY,
            precision=Precision.DAY,
            status=Status.ANNOUNCED,
            announced_on=date(2026, 2, 1),
            zone=ZONE,
            city_id=town.id if town else None,
            city=town.name if town else None,
            state=town.state if town else None,
            coordinates=town.coordinates if town else None,
        )


def people(count: int, towns: list[City]) -> Iterator[tuple[dict[str, object], list[dict[str, object]]]]:
    """Subscribers with one to three towns each, the larger towns with more of them."""
    chance = random.Random(3)  # noqa: S311 - made-up people
    for _ in range(count):
        number = chance.getrandbits(62)
        row: dict[str, object] = {
            "id": number,
            "chat": number.to_bytes(24, "big"),
            "kind": "private",
            "language": chance.choice(("en", "en", "en", "es")),
            "home_zone": ZONE,
            "quiet_starts": DEFAULT_QUIET.starts,
            "quiet_ends": DEFAULT_QUIET.ends,
            "brief": True,
            "new": "once",
            "reminder": True,
            "status": "active",
            "consent_version": 1,
            "consent_on": DAY,
        }
        keys = {
            f"c{towns[int(len(towns) * chance.random() ** 3)].id}" for _ in range(chance.choice((1, 1, 2, 3)))
        }
        radius = chance.choice((10, 25, 25, 50))
        yield row, [{"subscriber_id": number, "place_key": key, "radius": radius} for key in keys]


async def build(path: Path, count: int, towns: list[City]) -> None:
    writer = writer_engine(f"sqlite:///{path}")
    await migrate(writer)
    transactions = SqlTransactions(
        writer, reader_engine(f"sqlite:///{path}"), ChatCipher(new_key(), "subscriber")
    )
    async with transactions.write() as tx:
        await tx.calendar.put_all(entries(towns))
        await tx.meta.put("planned_until", BEFORE.isoformat())
    subscribers: list[dict[str, object]] = []
    subscriptions: list[dict[str, object]] = []
    async with writer.begin() as connection:
        for number, (row, followed) in enumerate(people(count, towns), 1):
            subscribers.append(row)
            subscriptions += followed
            if number % _BATCH == 0 or number == count:
                await connection.execute(insert(tables.subscriber), subscribers)
                await connection.execute(insert(tables.subscription), subscriptions)
                subscribers, subscriptions = [], []
    await transactions.dispose()
