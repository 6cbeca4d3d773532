"""Write seeds/unrecognised.csv: the GeoNames records that are no place of their own.

    python -m seeds.build_unrecognised PLACES_GZ

PLACES_GZ is the file usr/share/weather-util/places.gz of Debian's package weather-util-data, which holds the
Census Bureau's list of 2022. Needed only when GeoNames or the Bureau has changed.
"""

import csv
import sys
from pathlib import Path
from typing import Final

from seeds.building.census import read_census, unrecognised
from seeds.building.geonames import read_records

OUTPUT: Final = Path(__file__).with_name("unrecognised.csv")


def main() -> None:
    if len(sys.argv) != 2:
        raise SystemExit(__doc__)
    found = sorted(unrecognised(read_records(), read_census(Path(sys.argv[1]))), key=lambda record: record.id)
    with OUTPUT.open("w", encoding="utf-8", newline="") as file:
        rows = csv.writer(file, lineterminator="\n")
        rows.writerow(("geonameid", "name", "state"))
        rows.writerows((record.id, record.name, record.state) for record in found)
    print(f"{len(found)} records are no place of their own")


if __name__ == "__main__":
    main()
