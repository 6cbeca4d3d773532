"""Facts of the documents that are easily got wrong, one by one."""

from collections import Counter
from datetime import date, datetime

import pytest

from bot.domain.calendar import Attendance, Entry, EntryType, Kind, Precision, Scope, Status
from bot.domain.ids import EntryId
from seeds.calendar import load_entries

ENTRIES = {entry.id: entry for entry in load_entries()}
JAN_30 = date(2026, 1, 30)


def entry(name: str) -> Entry:
    return ENTRIES[EntryId(name)]


def at(city: str, day: date) -> list[Entry]:
    return [each for each in ENTRIES.values() if each.city == city and each.falls_on(day)]


@pytest.mark.parametrize(
    ("city", "state", "day", "how_many"),
    [
        ("Tacoma", "WA", date(2026, 2, 2), 1),
        ("Graham", "WA", date(2026, 1, 29), 1),
        ("Seattle", "WA", date(2026, 1, 31), 1),
        ("Portland", "OR", date(2026, 2, 1), 1),
        ("Portland", "OR", JAN_30, 1),
        ("Chicago", "IL", date(2026, 1, 29), 1),
        ("Chicago", "IL", JAN_30, 1),
        ("Chicago", "IL", date(2026, 1, 31), 0),
        ("Milwaukee", "WI", date(2026, 1, 27), 1),
        ("Milwaukee", "WI", JAN_30, 1),
        ("Milwaukee", "WI", date(2026, 1, 31), 1),
        ("Los Angeles", "CA", date(2026, 1, 23), 1),
        ("Los Angeles", "CA", date(2026, 1, 28), 0),
        ("Los Angeles", "CA", date(2026, 1, 29), 1),
        ("San Jose", "CA", date(2026, 1, 23), 1),
        ("San Jose", "CA", date(2026, 1, 28), 1),
        ("Atlanta", "GA", JAN_30, 2),
        ("Atlanta", "GA", date(2026, 2, 1), 1),
        ("Denver", "CO", JAN_30, 1),
        ("Denver", "CO", date(2026, 1, 31), 1),
        ("Dallas", "TX", date(2026, 1, 29), 1),
        ("Dallas", "TX", JAN_30, 1),
        ("New York City", "NY", date(2026, 1, 23), 1),
        ("New York City", "NY", date(2026, 1, 29), 1),
        ("New York City", "NY", JAN_30, 1),
        ("Minneapolis", "MN", date(2026, 1, 23), 1),
        ("Minneapolis", "MN", JAN_30, 1),
        ("Miami", "FL", JAN_30, 0),
    ],
)
def test_a_city_has_its_actions_on_its_day(city: str, state: str, day: date, how_many: int) -> None:
    found = at(city, day)
    assert len(found) == how_many
    assert {each.state for each in found} <= {state}


def test_houston_s_week_is_five_actions_on_five_days() -> None:
    days = sorted(each.starts_on for each in ENTRIES.values() if each.city == "Houston")
    assert days == [date(2026, 1, day) for day in (27, 29, 30)] + [date(2026, 2, 1), date(2026, 2, 2)]


def test_only_the_rush_hour_rally_has_a_clock_time() -> None:
    timed = [each for each in ENTRIES.values() if each.precision is Precision.TIME]
    assert [each.id for each in timed] == ["2026-01-30-atlanta-buford-highway-rally"]
    assert timed[0].starts_at == datetime(2026, 1, 30, 17)  # noqa: DTZ001 - local wall time
    assert timed[0].ends_at == datetime(2026, 1, 30, 19)  # noqa: DTZ001 - local wall time
    assert timed[0].begins_at.isoformat() == "2026-01-30T22:00:00+00:00"


def test_the_only_range_is_atlanta_s_weekend() -> None:
    ranges = [each for each in ENTRIES.values() if each.precision is Precision.RANGE]
    assert [(each.city, each.starts_on, each.ends_on) for each in ranges] == [
        ("Atlanta", date(2026, 1, 31), date(2026, 2, 1))
    ]


def test_the_days_of_action_are_six() -> None:
    days = [each for each in ENTRIES.values() if each.type is EntryType.DAY_OF_ACTION]
    assert [(each.starts_on.isoformat(), each.scope, each.kind) for each in days] == [
        ("2026-01-23", Scope.STATE, Kind.STRIKE),
        ("2026-01-30", Scope.NATIONAL, Kind.STRIKE),
        ("2026-01-31", Scope.NATIONAL, Kind.DAY_OF_ACTION),
        ("2026-02-01", Scope.NATIONAL, Kind.VIGIL),
        ("2026-02-07", Scope.NATIONAL, Kind.DAY_OF_ACTION),
        ("2026-02-17", Scope.NATIONAL, Kind.LOBBYING),
    ]


def test_the_statewide_strike_was_announced_by_a_dated_document() -> None:
    day = entry("2026-01-23-minnesota-statewide-strike")
    assert (day.state, day.announced_on, day.status) == ("MN", date(2026, 1, 20), Status.ANNOUNCED)


def test_nine_cities_rallied_in_solidarity_on_january_23() -> None:
    rallies = [each for each in ENTRIES.values() if each.id.endswith("-solidarity-rally")]
    assert {each.starts_on for each in rallies} == {date(2026, 1, 23)}
    assert Counter(each.state for each in rallies) == {"CA": 8, "NY": 1}
    assert {"Fort Bragg", "Palo Alto", "Salinas", "Santa Cruz"} <= {each.city for each in rallies}


def test_a_weekday_that_does_not_fit_keeps_its_printed_date() -> None:
    flagged = [each for each in ENTRIES.values() if "weekday_mismatch" in each.flags]
    assert [(each.city, each.starts_on) for each in flagged] == [("Dallas", date(2026, 1, 29))]


@pytest.mark.parametrize(
    ("name", "attendance"),
    [
        ("2026-01-23-minneapolis-demonstration", Attendance(50_000, 50_000)),
        ("2026-01-27-lafayette-courthouse-protest", Attendance(300, 300)),
        ("2026-01-30-denver-student-walkout", Attendance(4_000, 5_000)),
        ("2026-01-31-seattle-college-rally", Attendance(6_000, 9_000)),
        ("2026-01-31-milwaukee-store-protest", Attendance(12, 12)),
        ("2026-02-01-portland-city-hall-protest", Attendance(1_000, 1_000)),
        ("2026-02-02-tacoma-stadium-walkout", None),
    ],
)
def test_attendance_is_the_printed_figure_or_nothing(name: str, attendance: Attendance | None) -> None:
    assert entry(name).attendance == attendance


@pytest.mark.parametrize(
    ("name", "organizer"),
    [
        ("2026-01-29-los-angeles-mariachi-plaza", "Centro CSO"),
        (
            "2026-01-30-milwaukee-church-vigil",
            "Milwaukee Alliance Against Racist and Political Repression (MAARPR)",
        ),
        ("2026-02-01-houston-ervan-chew-park-rally", "Immigrating Youth Texas"),
        ("2026-02-01-portland-city-hall-protest", "Portland Contra Las Deportaciones"),
        ("2026-02-02-houston-labor-vigil", "Texas Gulf Coast Area Labor Federation"),
        ("2026-02-07-legalization-for-all", "Legalization for All (L4A) Network"),
    ],
)
def test_who_calls_it(name: str, organizer: str) -> None:
    assert entry(name).organizers == (organizer,)


def test_one_action_in_two_documents_is_one_entry_with_both_sources() -> None:
    march = entry("2026-01-30-new-york-march")
    assert [source.document[:3] for source in march.sources] == ["001", "004"]


def test_actions_belong_to_the_day_their_document_names() -> None:
    day = EntryId("2026-01-30-national-shutdown")
    cities = {each.city for each in ENTRIES.values() if each.belongs_to == day}
    assert cities == {
        "Chicago",
        "Cleveland",
        "Denver",
        "Minneapolis",
        "New York City",
        "Portland",
        "San Francisco",
    }
    store = entry("2026-01-31-milwaukee-store-protest")
    assert store.belongs_to == "2026-01-31-ice-out-of-everywhere"
    assert "link_inferred" in store.flags
