"""Builders of made-up facts: a test names only what it is about."""

from datetime import UTC, date, datetime, timedelta
from itertools import count

from bot.domain.calendar import Entry, EntryType, Kind, Precision, Scope, Status, Title
from bot.domain.ids import ChatId, CityId, Code, EntryId, SubscriberId
from bot.domain.places import City, Coordinates
from bot.domain.subscriber import ChatKind, Language, Subscriber

TACOMA = City(
    CityId(5812944), "Tacoma", "WA", Coordinates(47.25288, -122.44429), 207948, "America/Los_Angeles"
)
SEATTLE = City(
    CityId(5809844), "Seattle", "WA", Coordinates(47.60621, -122.33207), 737015, "America/Los_Angeles"
)
HOUSTON = City(CityId(4699066), "Houston", "TX", Coordinates(29.76328, -95.36327), 2304580, "America/Chicago")
MILWAUKEE = City(
    CityId(5263045), "Milwaukee", "WI", Coordinates(43.0389, -87.90647), 577222, "America/Chicago"
)
NOW = datetime(2026, 2, 3, 18, 0, tzinfo=UTC)

_numbers = count(1)
_BASE32 = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


def code(number: int) -> Code:
    digits = "".join(_BASE32[(number >> shift) & 31] for shift in (10, 5, 0))
    return Code("K" + digits)


def an_entry(
    city: City | None = TACOMA,
    on: date = date(2026, 2, 7),
    at: str | None = None,
    *,
    kind: Kind = Kind.RALLY,
    scope: Scope = Scope.CITY,
    announced_on: date | None = None,
    **facts: object,
) -> Entry:
    """An action in `city` on a day (`at` "14:00" makes its time known), or a day of action by `scope`."""
    number = next(_numbers)
    starts_at = datetime.combine(on, datetime.strptime(at, "%H:%M").time()) if at else None  # noqa: DTZ007 - local
    day_of_action = scope is not Scope.CITY
    values: dict[str, object] = {
        "id": EntryId(f"{on}-entry-{number}"),
        "code": code(number),
        "type": EntryType.DAY_OF_ACTION if day_of_action else EntryType.ACTION,
        "title": Title(f"Rally {number}", f"Concentración {number}"),
        "kind": Kind.DAY_OF_ACTION if day_of_action else kind,
        "scope": scope,
        "starts_on": on,
        "ends_on": on,
        "precision": Precision.TIME if at else Precision.DAY,
        "status": Status.ANNOUNCED,
        "announced_on": announced_on or on - timedelta(days=3),
        "zone": city.zone if city else "America/New_York",
        "starts_at": starts_at,
    }
    if city and not day_of_action:
        values |= {
            "city_id": city.id,
            "city": city.name,
            "state": city.state,
            "coordinates": city.coordinates,
        }
    return Entry(**(values | facts))  # type: ignore[arg-type]


def a_subscriber(chat_id: int | None = None, **facts: object) -> Subscriber:
    number = next(_numbers)
    values: dict[str, object] = {
        "id": SubscriberId(1_000_000 + number),
        "chat_id": ChatId(chat_id if chat_id is not None else 7_000_000 + number),
        "kind": ChatKind.PRIVATE,
        "language": Language.EN,
        "home_zone": "America/Los_Angeles",
        "consent_on": date(2026, 2, 1),
    }
    return Subscriber(**(values | facts))  # type: ignore[arg-type]
