"""What an answer costs the bot itself, with 10,000 actions stored.

    python -m benchmarks.answers [ACTIONS ROUNDS]

A message or an inline query goes in as Telegram sends it, and the answer comes out as it would go on the
wire; the wire alone is left out. Figures are processor time of this process, its database threads included.
The yardstick is one plain SELECT of six actions on the same connection, in the same run.
"""

import asyncio
import gc
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from datetime import time as clock_time
from itertools import count
from pathlib import Path
from random import Random
from statistics import median, quantiles

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncEngine

from bot.domain.calendar import Entry, EntryType, Kind, Precision, Scope, Status, Title
from bot.domain.ids import Code, EntryId
from bot.domain.places import City
from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer
from storage import tables
from storage.cipher import ChatCipher, new_key
from storage.engine import reader_engine, writer_engine
from storage.migrate import migrate
from storage.transactions import SqlTransactions
from tests.builders import NOW
from tests.handlers.harness import Bot
from tests.handlers.people import People

SEED = 20260207
DAYS = 60
CITIES = (
    "New York City", "Los Angeles", "Chicago", "Houston, TX", "Tacoma, WA", "Washington, DC", "Graham, WA",
    "Los Angeles 100", "New York City 100", "Nashville", "98402", "Marfa, TX", "Fargo, ND", "seatle",
)  # fmt: skip
WIDE = ("California", "Texas", "Wyoming", "everywhere")
HALF = ("t", "ta", "tac", "taco", "tacom", "", "springfield", "qqqq", "nueva york", "K00A")
QUESTIONS: Mapping[str, Sequence[str]] = {
    "/today, a city": [f"/today {place}" for place in CITIES],
    "/near, a city": [f"/near {place}" for place in CITIES],
    "/today, a state or the country": [f"/today {place}" for place in WIDE],
    "/near, a state or the country": [f"/near {place}" for place in WIDE],
    "inline, a city": CITIES,
    "inline, half a word": HALF,
}
BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def entries(cities: Sequence[City], number: int) -> Iterator[Entry]:
    """Actions within `DAYS` days, where people live; and a nationwide day a week."""
    random = Random(SEED)  # noqa: S311 - the same calendar in every run
    for at, city in enumerate(random.choices(cities, [city.population for city in cities], k=number)):
        yield _action(at, city, random)
    for week in range(DAYS // 7):
        action = _action(number + week, cities[0], random)
        on = NOW.date() + timedelta(days=7 * week)
        yield replace(
            action,
            type=EntryType.DAY_OF_ACTION,
            scope=Scope.NATIONAL,
            precision=Precision.DAY,
            starts_on=on,
            ends_on=on,
            starts_at=None,
            city_id=None,
            city=None,
            state=None,
            coordinates=None,
        )


def _action(number: int, city: City, random: Random) -> Entry:
    on = NOW.date() + timedelta(days=random.randrange(DAYS))
    code = "".join(BASE32[(number >> shift) & 31] for shift in (15, 10, 5, 0))
    return Entry(
        id=EntryId(f"entry-{number}"),
        code=Code(code),
        type=EntryType.ACTION,
        title=Title("Rally for clean water", "Concentración por el agua limpia"),
        kind=random.choice((Kind.RALLY, Kind.MARCH, Kind.VIGIL)),
        scope=Scope.CITY,
        starts_on=on,
        ends_on=on,
        precision=Precision.TIME,
        status=Status.ANNOUNCED,
        announced_on=NOW.date() - timedelta(days=1),
        zone=city.zone,
        starts_at=datetime.combine(on, clock_time(random.randrange(7, 21))),
        city_id=city.id,
        city=city.name,
        state=city.state,
        coordinates=city.coordinates,
        venue="City Hall, 100 Main St",
        organizers=("Riverside Neighbors", "Rivers Alliance"),
    )


async def main(number: int, rounds: int) -> None:
    async with _bot(number) as (bot, reader):
        yardstick = median([await cost(lambda: _plain(reader)) for _ in range(50)])
        print(f"{'plain select of six':32} p50 {yardstick * 1e3:7.2f} ms")
        senders = count(10**6)
        for name, texts in QUESTIONS.items():
            spent = [await _asked(bot, text, next(senders)) for _ in range(rounds) for text in texts]
            p95 = quantiles(spent, n=20, method="inclusive")[-1]
            print(
                f"{name:32} p50 {median(spent) * 1e3:7.2f} ms   p95 {p95 * 1e3:7.2f} ms   "
                f"worst {max(spent) * 1e3:7.2f} ms   p95 / plain {p95 / yardstick:6.1f}"
            )


@asynccontextmanager
async def _bot(number: int) -> AsyncIterator[tuple[Bot, AsyncEngine]]:
    gazetteer = load_gazetteer()
    finder = PlaceFinder(gazetteer.cities, gazetteer.alternates)
    finder.resolve("98402")  # the ZIP table is read at the first question
    gc.freeze()  # as `run` does
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'benchmark.sqlite3'}"
        writer, reader = writer_engine(url), reader_engine(url)
        await migrate(writer)
        transactions = SqlTransactions(writer, reader, ChatCipher(new_key(), "subscriber"))
        async with transactions.write() as tx:
            await tx.calendar.put_all(entries(gazetteer.cities, number))
        async with People(transactions, finder).opened() as bot:
            yield bot, reader
        await transactions.dispose()


async def _asked(bot: Bot, text: str, sender: int) -> float:
    """A new person each time, so that no limit is met."""
    if text.startswith("/"):
        return await cost(lambda: bot.say(text, chat_id=sender))
    return await cost(lambda: bot.search(text, sender=sender))


async def _plain(reader: AsyncEngine) -> None:
    async with reader.begin() as connection:
        (await connection.execute(select(tables.entry.c.facts).limit(6))).all()


async def cost(act: Callable[[], Awaitable[object]]) -> float:
    """Processor seconds."""
    began = time.process_time()
    await act()
    return time.process_time() - began


if __name__ == "__main__":
    asyncio.run(main(*(int(argument) for argument in [*sys.argv[1:], "10000", "5"][:2])))
