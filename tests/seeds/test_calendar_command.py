"""`calendar` prints the seed files: as data with stable fields, or as a table by day."""

import json
import re
from datetime import date
from typing import Any

from seeds.calendar import load_entries
from seeds.calendar_command import WIDTH, as_json, as_table

RECORDS: list[dict[str, Any]] = json.loads(as_json())
FIELDS = [
    *("id", "code", "type", "title", "kind", "starts_on", "ends_on", "starts_at", "ends_at", "precision"),
    *("city", "state", "scope", "venue", "organizers", "attendance", "status", "announced_on", "sources"),
    "flags",
]
FURTHER_FIELDS = ["belongs_to", "zone", "weekday_printed", "attendance_printed"]


def record(name: str) -> dict[str, Any]:
    return next(each for each in RECORDS if each["id"] == name)


def test_the_fields_stand_in_their_order() -> None:
    for each in RECORDS:
        assert list(each) == FIELDS + FURTHER_FIELDS
        assert list(each["title"]) == ["en", "es"]
        assert all(list(source) == ["document", "line"] for source in each["sources"])
        assert each["attendance"] is None or list(each["attendance"]) == ["min", "max"]


def test_every_loaded_entry_is_told_and_the_undated_ones_last() -> None:
    dated = [each["id"] for each in RECORDS if each["starts_on"]]
    assert dated == [entry.id for entry in load_entries()]
    undated = RECORDS[len(dated) :]
    assert [each["city"] for each in undated] == ["Miami", "Santa Clara"]
    for each in undated:
        assert each["precision"] == "undated"
        assert each["ends_on"] is each["starts_at"] is each["ends_at"] is each["announced_on"] is None


def test_days_and_local_times_have_their_form() -> None:
    for each in RECORDS:
        assert each["starts_on"] is None or date.fromisoformat(each["starts_on"]) <= date.fromisoformat(
            each["ends_on"]
        )
    rally = record("2026-01-30-atlanta-buford-highway-rally")
    assert (rally["starts_at"], rally["ends_at"]) == ("2026-01-30T17:00", "2026-01-30T19:00")
    vigil = record("2026-01-30-milwaukee-church-vigil")
    assert (vigil["starts_on"], vigil["ends_on"], vigil["precision"]) == ("2026-01-30", "2026-01-30", "day")


def test_an_entry_is_told_whole() -> None:
    assert record("2026-01-29-dallas-alliance-rally") == {
        "id": "2026-01-29-dallas-alliance-rally",
        "code": "KK7B",
        "type": "action",
        "title": {
            "en": "Rally and march of an alliance against repression",
            "es": "Concentración y marcha de una alianza contra la represión",
        },
        "kind": "rally",
        "starts_on": "2026-01-29",
        "ends_on": "2026-01-29",
        "starts_at": None,
        "ends_at": None,
        "precision": "day",
        "city": "Dallas",
        "state": "TX",
        "scope": "city",
        "venue": None,
        "organizers": ["National Alliance Against Racist and Political Repression – Dallas"],
        "attendance": {"min": 1000, "max": 1000},
        "status": "reported",
        "announced_on": "2026-01-26",
        "sources": [{"document": "000_67614a5cabe3c31c.txt", "line": 24}],
        "flags": ["announced_on_assumed", "weekday_mismatch"],
        "belongs_to": None,
        "zone": "America/Chicago",
        "weekday_printed": "Friday",
        "attendance_printed": "about 1000",
    }


def test_words_without_a_figure_are_told_as_printed_only() -> None:
    walkout = record("2026-02-02-tacoma-stadium-walkout")
    assert (walkout["attendance"], walkout["attendance_printed"]) == (None, "hundreds")


def test_the_table_lists_every_code_once_under_its_day_and_stays_narrow() -> None:
    table = as_table()
    assert max(map(len, table.splitlines())) <= WIDTH
    codes = re.findall(r"^[* ] ([0-9A-Z]{4})  ", table, re.MULTILINE)
    assert codes == [each["code"] for each in RECORDS]
    friday = table.split("Fri, Jan 30, 2026\n")[1].split("\n\n")[0]
    assert "17:00-19:00  Atlanta, GA" in friday
    assert "nationwide" in friday
    assert len(friday.splitlines()) == sum(each["starts_on"] == "2026-01-30" for each in RECORDS)
    assert "to Feb 1" in table
    assert "statewide, MN" in table
    assert re.search(r"^\* KK7B .*Dallas, TX", table, re.MULTILINE)
