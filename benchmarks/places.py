"""What a search for a place costs, and how well it forgives.

    python -m benchmarks.places

The yardstick is one plain rapidfuzz extract over the same keys in the same run, so that figures of different
machines compare. Memory is measured in a fresh process: the gazetteer, its search and the ZIP codes.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from random import Random
from statistics import median, quantiles
from string import ascii_lowercase
from time import perf_counter

from rapidfuzz import fuzz, process

from bot.domain.places import City
from bot.services.places import PlaceFinder
from bot.services.places.folding import key_of
from seeds.gazetteer import Gazetteer, load_gazetteer

SEED = 20260207
TYPOS = 500
LARGEST = 1_000
ROUNDS = 5
TYPED = (
    "Tacoma", "tacoma wa", "Takoma", "seatle", "NYC", "Nueva York", "Filadelfia", "st paul", "washington dc",
    "portland me", "colo springs", "miami florida", "ft bragg", "98402", "Texas", "tejas", "New York",
    "Washington", "todo el país", "xyzzy", "Springfield", "Hollywood", "albuqerque", "nashvile tennesee",
)  # fmt: skip
MEMORY = """
import sys
from pathlib import Path

def rss(field):
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) / 1024 for line in lines if line.startswith(field))

before = rss("VmRSS")
from bot.services.places import PlaceFinder
from seeds.gazetteer import load_gazetteer

gazetteer = load_gazetteer()
finder = PlaceFinder(gazetteer.cities, gazetteer.alternates)
finder.resolve("seatle")
print(rss("VmRSS") - before)
finder.resolve("98402")
print(rss("VmRSS") - before)
print(rss("VmHWM") - before)
"""


def main() -> None:
    started = perf_counter()
    gazetteer = load_gazetteer()
    finder = PlaceFinder(gazetteer.cities, gazetteer.alternates)
    print(f"load and index     {(perf_counter() - started) * 1e3:8.1f} ms, {len(gazetteer.cities)} cities")
    typos = list(mistypings(gazetteer))
    report_speed(finder, gazetteer, [*TYPED, *(text for _, text in typos)])
    hits = sum(city in finder.ranked(text, 3) for city, text in typos)
    print(f"typos in the first three  {hits / len(typos):8.1%} of {len(typos)}")
    report_memory()


def report_speed(finder: PlaceFinder, gazetteer: Gazetteer, texts: Sequence[str]) -> None:
    keys = sorted({key_of(name) for name in names(gazetteer)})
    finder.resolve("98402")  # the ZIP table is read at the first question; that is told under memory

    def plain(text: str) -> object:
        return process.extract(key_of(text), keys, scorer=fuzz.ratio, score_cutoff=75, limit=None)

    ours, theirs = timed(finder.resolve, texts), timed(plain, texts)
    for name, times in (("search", ours), ("plain rapidfuzz", theirs)):
        print(f"{name:18} p50 {median(times) * 1e3:6.2f} ms   p95 {quantiles(times, n=20)[-1] * 1e3:6.2f} ms")
    print(
        f"search / plain     p50 {median(ours) / median(theirs):6.2f}      "
        f"p95 {quantiles(ours, n=20)[-1] / quantiles(theirs, n=20)[-1]:6.2f}"
    )


def names(gazetteer: Gazetteer) -> Iterator[str]:
    for city in gazetteer.cities:
        yield city.name
        yield from gazetteer.alternates.get(city.id, ())


def timed(search: Callable[[str], object], texts: Sequence[str]) -> list[float]:
    """Seconds of each text's best round."""
    best = [float("inf")] * len(texts)
    for _ in range(ROUNDS):
        for at, text in enumerate(texts):
            started = perf_counter()
            search(text)
            best[at] = min(best[at], perf_counter() - started)
    return best


def mistypings(gazetteer: Gazetteer) -> Iterator[tuple[City, str]]:
    """Names of the largest cities with one letter dropped, doubled, swapped with the next, or replaced."""
    random = Random(SEED)  # noqa: S311 - the same typos in every run
    largest = sorted(gazetteer.cities, key=lambda city: -city.population)[:LARGEST]
    for _ in range(TYPOS):
        city = random.choice(largest)
        at = random.choice([i for i, letter in enumerate(city.name[:-1]) if letter.isalpha()])
        before, letter, after = city.name[:at], city.name[at], city.name[at + 1 :]
        kinds = [before + after, before + letter * 2 + after, before + after[0] + letter + after[1:]]
        yield city, random.choice([*kinds, before + random.choice(ascii_lowercase) + after])


def report_memory() -> None:
    """Linux only: resident memory is read from /proc."""
    if not Path("/proc/self/status").exists():
        print("memory             not measured here")
        return
    child = subprocess.run([sys.executable, "-c", MEMORY], check=True, capture_output=True, text=True)  # noqa: S603 - ours
    search, with_zips, peak = (float(line) for line in child.stdout.split())
    print(
        f"memory             {search:6.1f} MiB; with ZIP codes {with_zips:6.1f} MiB, "
        f"at most {peak:6.1f} while reading them"
    )


if __name__ == "__main__":
    main()
