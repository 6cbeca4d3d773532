"""The IANA zone of a place: where GeoNames and the polygons of the zones differ, the polygon is right."""

from collections.abc import Iterable, Mapping
from zoneinfo import ZoneInfo

from tzfpy import get_tz

from seeds.building.record import Record


def zones(records: Iterable[Record]) -> Mapping[int, str]:
    """By record id. At sea (a centre off the shore) the polygons know only `Etc/...`: GeoNames stays."""
    decided: dict[int, str] = {}
    for record in records:
        polygon = get_tz(record.coordinates.longitude, record.coordinates.latitude)
        zone = polygon if polygon and not polygon.startswith("Etc/") else record.zone
        decided[record.id] = ZoneInfo(zone).key
    return decided
