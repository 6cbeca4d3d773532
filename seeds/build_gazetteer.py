"""Write seeds/gazetteer.csv.gz: every populated place of the United States and its territories.

    pip install '.[seeds]' && python -m seeds.build_gazetteer

From GeoNames (names, places, people, counties), zones checked against their polygons, and the list of
records that are no place of their own (seeds/unrecognised.csv). The same inputs give the same bytes.
"""

import csv
import gzip
import io
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Final

from bot.services.places.folding import key_of
from seeds.building.counties import counties
from seeds.building.geonames import read_records
from seeds.building.names import alternates_of
from seeds.building.record import Record
from seeds.building.zones import zones
from seeds.gazetteer import COLUMNS, GAZETTEER_FILE

UNRECOGNISED: Final = Path(__file__).with_name("unrecognised.csv")


def main() -> None:
    records = sorted(read_records(), key=lambda record: record.id)
    county, repeated = counties(records)
    kept = [record for record in records if record.id not in repeated]
    zone = zones(kept)
    unrecognised = _unrecognised()
    names = {key_of(record.name) for record in kept}
    rows = [
        (
            record.id,
            record.name,
            record.state,
            county.get(record.id, ""),
            record.coordinates.latitude,
            record.coordinates.longitude,
            record.population,
            zone[record.id],
            "" if record.id in unrecognised else 1,
            "|".join(alternates_of(record, names)),
        )
        for record in kept
    ]
    _write(rows)
    _report(kept, [record for record in records if record.id in repeated], zone)
    print(f"{len(rows)} places, {len(county)} with a county, {sum(1 for row in rows if row[8])} recognised")


def _unrecognised() -> frozenset[int]:
    with UNRECOGNISED.open(encoding="utf-8", newline="") as file:
        return frozenset(int(row["geonameid"]) for row in csv.DictReader(file))


def _write(rows: Iterable[Sequence[object]]) -> None:
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    GAZETTEER_FILE.write_bytes(gzip.compress(text.getvalue().encode(), compresslevel=9, mtime=0))


def _report(kept: Iterable[Record], repeated: Iterable[Record], zone: Mapping[int, str]) -> None:
    for record in kept:
        if zone[record.id] != record.zone:
            print(f"zone of {record.name}, {record.state}: {record.zone} is {zone[record.id]}")
    for record in repeated:
        print(f"listed twice: {record.name}, {record.state} ({record.id})")


if __name__ == "__main__":
    main()
