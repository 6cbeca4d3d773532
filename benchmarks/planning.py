"""What planning one brief costs, against a plain INSERT ... SELECT of the very same rows.

    python -m benchmarks.planning [SUBSCRIBERS CITIES]

Prints seconds of planning and of the plain copy, their ratio, and the growth of peak memory while
planning, against planning 2,000. Each measurement is a process of its own on a fresh copy of the database.
"""

import asyncio
import json
import shutil
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

from sqlalchemy import text

from benchmarks.crowd import build, cities
from bot.broadcast.planner import Planner
from bot.domain.places import City, CityPlace, Place
from storage.cipher import ChatCipher, new_key
from storage.engine import reader_engine, writer_engine
from storage.transactions import SqlTransactions

ROUNDS = 3
FEW = 2_000
DUE = datetime(2026, 2, 7, 0, 0, tzinfo=UTC)


class StillClock:
    speed = 1.0

    def __init__(self, now: datetime) -> None:
        self._now = now

    def now(self) -> datetime:
        return self._now


async def plan(path: Path, towns: list[City]) -> dict[str, float]:
    places: dict[str, Place] = {f"c{town.id}": CityPlace(town) for town in towns}
    writer, reader = writer_engine(f"sqlite:///{path}"), reader_engine(f"sqlite:///{path}")
    transactions = SqlTransactions(writer, reader, ChatCipher(new_key(), "subscriber"))
    planner = Planner(transactions, places.get, StillClock(DUE))
    before, begun = peak(), time.perf_counter()
    planned = await planner.plan()
    seconds = time.perf_counter() - begun
    async with reader.begin() as connection:
        editions = (await connection.execute(text("SELECT count(*) FROM edition"))).scalar_one()
    await transactions.dispose()
    return {"seconds": seconds, "mib": peak() - before, "planned": planned, "editions": editions}


async def copy(path: Path, planned: Path) -> dict[str, float]:
    """Put the deliveries of a planned database into one that has none yet."""
    writer = writer_engine(f"sqlite:///{path}")
    async with writer.connect() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute(f"ATTACH '{planned}' AS planned")  # type: ignore[union-attr]
    async with writer.begin() as connection:
        for table in ("broadcast", "edition"):
            await connection.execute(text(f"INSERT INTO {table} SELECT * FROM planned.{table}"))  # noqa: S608
    begun = time.perf_counter()
    async with writer.begin() as connection:
        await connection.execute(text("INSERT INTO delivery SELECT * FROM planned.delivery"))
    seconds = time.perf_counter() - begun
    await writer.dispose()
    return {"seconds": seconds}


def peak() -> float:
    """The most memory this process ever held, in MiB (Linux)."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.split("VmHWM:")[1].split()[0]) / 1024


def alone(*arguments: object) -> dict[str, float]:
    """One measurement in its own process."""
    command = [sys.executable, "-m", "benchmarks.planning", *map(str, arguments)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - this module
    result: dict[str, float] = json.loads(done.stdout)
    return result


def compare(folder: Path, count: int, city_count: int) -> None:
    towns = cities(city_count)
    fresh, few, work, planned = (folder / f"{name}.sqlite3" for name in ("fresh", "few", "work", "planned"))
    asyncio.run(build(fresh, count, towns))
    asyncio.run(build(few, FEW, towns))
    plans, copies = [], []
    small = alone("plan", few, city_count)
    for _ in range(ROUNDS):
        shutil.copy(fresh, planned)
        plans.append(alone("plan", planned, city_count))
        shutil.copy(fresh, work)
        copies.append(alone("copy", work, planned))
    planning, copying = (median(each["seconds"] for each in rounds) for rounds in (plans, copies))
    memory = median(each["mib"] for each in plans)
    print(f"{plans[0]['planned']:,} deliveries, {plans[0]['editions']:,} editions, {city_count:,} cities")
    print(
        f"planning {planning:.2f} s, plain INSERT ... SELECT {copying:.2f} s, ratio {planning / copying:.2f}"
    )
    print(f"peak memory +{memory:.1f} MiB, with {FEW:,} subscribers +{small['mib']:.1f} MiB")


def main(*arguments: str) -> None:
    match arguments:
        case ["plan", path, city_count]:
            print(json.dumps(asyncio.run(plan(Path(path), cities(int(city_count))))))
        case ["copy", path, planned]:
            print(json.dumps(asyncio.run(copy(Path(path), Path(planned)))))
        case _:
            sizes = [int(argument) for argument in arguments] or [200_000, 300]
            with tempfile.TemporaryDirectory() as folder:
                compare(Path(folder), *sizes)


if __name__ == "__main__":
    main(*sys.argv[1:])
