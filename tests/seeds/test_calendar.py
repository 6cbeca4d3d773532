"""The shipped calendar is whole and sound, and a broken one is refused in words."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from bot.domain.calendar import EntryType, Kind, Precision, Status
from bot.domain.errors import SourceUnavailable
from seeds.calendar import load_entries, read_calendar, read_left_out, to_entry
from seeds.consistency import complaints, left_out_complaints
from seeds.schema import WEEKDAYS, Flag, LeftOut, SeedCalendar, SeedEntry

CALENDAR = read_calendar()
ENTRIES = load_entries()

DOCUMENT_LINES = {
    "000_67614a5cabe3c31c.txt": 26,
    "001_955988929f65b46c.txt": 124,
    "002_642753ff805b566d.txt": 14,
    "003_efadd7b676cf1a9c.txt": 24,
    "004_0a992f2dfd99b25b.txt": 25,
}
ZONES = {
    "CA": "America/Los_Angeles",
    "CO": "America/Denver",
    "FL": "America/New_York",
    "GA": "America/New_York",
    "IL": "America/Chicago",
    "IN": "America/Indiana/Indianapolis",
    "LA": "America/Chicago",
    "MN": "America/Chicago",
    "NY": "America/New_York",
    "OH": "America/New_York",
    "OR": "America/Los_Angeles",
    "PA": "America/New_York",
    "TX": "America/Chicago",
    "WA": "America/Los_Angeles",
    "WI": "America/Chicago",
}
"""The zone of the cities named there; Indiana's is Lafayette's."""


def test_every_source_is_a_line_of_one_of_the_five_documents() -> None:
    assert {each.file: each.lines for each in CALENDAR.documents.values()} == DOCUMENT_LINES
    for entry in ENTRIES:
        assert entry.sources
        for source in entry.sources:
            assert 1 <= source.line <= DOCUMENT_LINES[source.document], entry.id


def test_ids_and_codes_are_unique_and_codes_are_typeable() -> None:
    assert len({seed.id for seed in CALENDAR.entries}) == len(CALENDAR.entries)
    assert len({seed.code for seed in CALENDAR.entries}) == len(CALENDAR.entries)
    for seed in CALENDAR.entries:
        assert set(seed.code) <= set("0123456789ABCDEFGHJKMNPQRSTVWXYZ")
        assert any(map(str.isdigit, seed.code))
        assert any(map(str.isalpha, seed.code))


def test_a_city_comes_with_its_state_zone_and_coordinates() -> None:
    for entry in ENTRIES:
        if entry.type is EntryType.DAY_OF_ACTION:
            assert (entry.city, entry.city_id, entry.coordinates) == (None, None, None)
            assert entry.zone == ZONES.get(entry.state or "", "America/New_York")
        else:
            assert entry.city
            assert entry.city_id
            assert entry.zone == ZONES[entry.state or ""]
            assert entry.coordinates
            assert 25 < entry.coordinates.latitude < 49
            assert -125 < entry.coordinates.longitude < -66
            assert not entry.own_coordinates


def test_a_printed_weekday_is_the_date_s_or_flagged() -> None:
    for seed in CALENDAR.entries:
        right = not (seed.weekday and seed.starts_on) or WEEKDAYS[seed.starts_on.weekday()] == seed.weekday
        assert right == (Flag.WEEKDAY_MISMATCH not in seed.flags), seed.id


def test_an_assumed_announcement_lies_three_days_ahead_and_says_so() -> None:
    for entry in ENTRIES:
        assumed = Flag.ANNOUNCED_ON_ASSUMED in entry.flags
        assert entry.announced_on < entry.starts_on
        assert assumed == (entry.id != "2026-01-23-minnesota-statewide-strike")
        if assumed:
            assert (entry.starts_on - entry.announced_on).days == 3


def test_loading_twice_gives_the_same_entries() -> None:
    assert load_entries() == ENTRIES


def test_undated_entries_stay_out_of_what_is_loaded() -> None:
    undated = [seed for seed in CALENDAR.entries if seed.precision is Precision.UNDATED]
    assert undated
    assert {seed.id for seed in undated}.isdisjoint(str(entry.id) for entry in ENTRIES)
    with pytest.raises(ValueError, match="has no day"):
        to_entry(CALENDAR, undated[0])


def test_every_mention_left_out_has_its_line_and_reason() -> None:
    left_out = read_left_out(CALENDAR)
    assert {item.document for item in left_out} == CALENDAR.documents.keys()
    assert all(item.reason.endswith(".") for item in left_out)


def with_entry(**changes: Any) -> SeedCalendar:
    """A calendar of one sound action in Miami, changed."""
    facts = {
        "id": "2026-02-02-miami-rally",
        "code": "A7F3",
        "type": EntryType.ACTION,
        "kind": Kind.RALLY,
        "title": {"en": "Rally", "es": "Concentración"},
        "city": "Miami, FL",
        "starts_on": date(2026, 2, 2),
        "status": Status.REPORTED,
        "sources": ["000:1"],
    }
    entry = SeedEntry.model_validate(facts | changes)
    cities = {"Miami, FL": CALENDAR.cities["Miami, FL"]}
    return CALENDAR.model_copy(update={"entries": (entry,), "cities": cities})


def test_a_sound_calendar_has_no_complaints() -> None:
    assert complaints(CALENDAR) == []
    assert complaints(with_entry()) == []


@pytest.mark.parametrize(
    ("changes", "complaint"),
    [
        ({"weekday": "Friday"}, "weekday_mismatch should be True"),
        ({"weekday": "Monday", "flags": ["weekday_mismatch"]}, "weekday_mismatch should be False"),
        ({"sources": ["000:27"]}, "no line 000:27"),
        ({"sources": ["009:1"]}, "no line 009:1"),
        ({"city": "Nowhere, TX"}, "unknown city"),
        ({"city": None}, "an action needs a city"),
        ({"state": "FL"}, "names its state already"),
        ({"type": "day_of_action"}, "no single city"),
        ({"ends_on": date(2026, 2, 2)}, "only for a later day"),
        ({"starts_at": datetime(2026, 2, 3, 9)}, "local time of the first day"),  # noqa: DTZ001 - wall time
        ({"ends_at": datetime(2026, 2, 2, 9)}, "needs an earlier starts_at"),  # noqa: DTZ001 - wall time
        ({"starts_on": None, "ends_on": date(2026, 2, 2)}, "no other date either"),
        ({"announced_on": date(2026, 1, 20)}, "date of an earlier source document"),
        ({"flags": ["announced_on_assumed"]}, "follows by itself"),
        ({"belongs_to": "2026-02-02-miami-rally"}, "only an action belongs"),
    ],
)
def test_an_inconsistent_entry_is_complained_about(changes: dict[str, Any], complaint: str) -> None:
    assert any(complaint in words for words in complaints(with_entry(**changes)))


def test_repeats_disorder_and_unknown_zones_are_complained_about() -> None:
    first, *_, last = CALENDAR.entries
    found = " ".join(complaints(CALENDAR.model_copy(update={"entries": (last, first, first)})))
    assert f"{first.code}: stands 2 times" in found
    assert "not in the order of their days" in found
    assert "no entry is there" in found
    off = CALENDAR.model_copy(update={"state_zones": {"MN": "America/Nowhere"}})
    assert complaints(off) == ["America/Nowhere: unknown zone"]


def test_a_left_out_line_must_exist() -> None:
    item = LeftOut(document="002", lines=(15,), mention="x", reason="y.")
    assert left_out_complaints(CALENDAR, (item,)) == ["left out 002:15: no such line"]


@pytest.mark.parametrize("text", ["not toml", "surprise = 1", ""])
def test_a_broken_file_is_an_unavailable_source(tmp_path: Path, text: str) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_text(text, encoding="utf-8")
    with pytest.raises(SourceUnavailable):
        read_calendar(broken)
    with pytest.raises(SourceUnavailable):
        read_left_out(CALENDAR, broken)
    with pytest.raises(SourceUnavailable):
        read_calendar(tmp_path / "absent.toml")
