"""What comes again: the rule's dates, as entries at one wall time, few enough and all on the clock."""

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.domain.announced import approved_entry
from bot.domain.announcement import Announcement, AnnouncementState, Draft, Purpose
from bot.domain.announcing.becoming import dates_of
from bot.domain.announcing.repeating import ensure_sound
from bot.domain.calendar import Entry, Kind, Scope
from bot.domain.errors import Refusal
from bot.domain.ids import AnnouncementId, Code, CoordinatorId
from bot.domain.series import LAST, MOST_DATES, Recurrence
from tests.builders import HOUSTON, NOW, an_entry

FRIDAY = date(2026, 2, 6)
VIGIL = Draft(
    Kind.VIGIL,
    city_id=HOUSTON.id,
    starts_at=datetime(2026, 2, 6, 17),  # noqa: DTZ001 - local
    ends_at=datetime(2026, 2, 7, 0, 30),  # noqa: DTZ001 - local
    venue="Riverside Park",
    repeats=Recurrence(date(2026, 3, 27)),
)


def first_of(draft: Draft) -> Entry:
    one = Announcement(
        AnnouncementId(1), Code("A7F3"), Purpose.NEW, AnnouncementState.APPROVED, CoordinatorId(1), 1, draft
    )
    return approved_entry(one, HOUSTON, NOW, 2)


def entries_of(draft: Draft, day: Entry | None = None) -> tuple[Entry, ...]:
    return dates_of(first_of(draft), iter([Code(f"K{number:03}") for number in range(40)]), day)


def days(*said: str) -> list[date]:
    return [date.fromisoformat(f"2026-{day}") for day in said]


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        (Recurrence(date(2026, 2, 27)), days("02-06", "02-13", "02-20", "02-27")),
        (Recurrence(date(2026, 2, 26)), days("02-06", "02-13", "02-20")),
        (Recurrence(date(2026, 3, 20), weeks=2), days("02-06", "02-20", "03-06", "03-20")),
        (Recurrence(date(2026, 5, 1), nth=1), days("02-06", "03-06", "04-03", "05-01")),
        (Recurrence(date(2026, 4, 30), nth=LAST), days("02-27", "03-27", "04-24")),
        (Recurrence(date(2026, 2, 27), skipped=(date(2026, 2, 13),)), days("02-06", "02-20", "02-27")),
        (Recurrence(date(2026, 2, 1)), []),
    ],
)
def test_a_rule_makes_its_dates(rule: Recurrence, expected: list[date]) -> None:
    assert list(rule.dates(FRIDAY)) == expected


def test_the_last_weekday_of_december_is_found_too() -> None:
    assert Recurrence(date(2027, 1, 31), nth=LAST).dates(date(2026, 12, 25)) == (
        date(2026, 12, 25),
        date(2027, 1, 29),
    )


def test_a_rule_without_end_stops_one_above_the_limit() -> None:
    assert len(Recurrence(date(2099, 1, 1)).days(FRIDAY)) == MOST_DATES + 1


def test_every_date_is_an_entry_of_its_own_at_the_same_wall_time_on_both_sides_of_the_clock_change() -> None:
    entries = entries_of(VIGIL)
    assert [entry.starts_on for entry in entries] == list(Recurrence(date(2026, 3, 27)).dates(FRIDAY))
    assert len({entry.id for entry in entries}) == len({entry.code for entry in entries}) == 8
    assert {f"{entry.starts_at:%H:%M}" for entry in entries} == {"17:00"}
    assert all(entry.ends_on == entry.starts_on + timedelta(days=1) for entry in entries)
    before, after = entries[4], entries[5]
    assert before.begins_at == datetime(2026, 3, 6, 23, tzinfo=UTC)
    assert after.begins_at == datetime(2026, 3, 13, 22, tzinfo=UTC)
    assert {entry.series and entry.series.code for entry in entries} == {Code("A7F3")}


def test_a_series_whose_first_date_is_left_out_begins_with_the_next() -> None:
    skipping = replace(VIGIL, repeats=Recurrence(date(2026, 2, 27), skipped=(FRIDAY,)))
    assert [entry.starts_on for entry in entries_of(skipping)] == days("02-13", "02-20", "02-27")


def test_only_the_dates_on_which_it_holds_belong_to_a_day_of_action() -> None:
    day = an_entry(None, date(2026, 2, 13), scope=Scope.NATIONAL)
    entries = entries_of(replace(VIGIL, belongs_to=day.id), day)
    assert [entry.starts_on for entry in entries if entry.belongs_to] == [date(2026, 2, 13)]


@pytest.mark.parametrize(
    ("rule", "at", "why"),
    [
        (Recurrence(date(2026, 12, 31)), 17, "draft-repeat-too-long"),
        (Recurrence(date(2026, 8, 6), weeks=4), 17, "draft-repeat-too-long"),
        (Recurrence(date(2026, 2, 12)), 17, "draft-repeat-once"),
        (Recurrence(date(2026, 2, 13), skipped=(FRIDAY,)), 17, "draft-repeat-once"),
        (Recurrence(date(2026, 1, 1)), 17, "draft-repeat-once"),
        (Recurrence(date(2026, 5, 1), nth=2), 17, "draft-repeat-start"),
    ],
)
def test_what_is_too_much_too_little_or_beside_the_rule_is_refused(
    rule: Recurrence, at: int, why: str
) -> None:
    draft = replace(VIGIL, repeats=rule, starts_at=datetime(2026, 2, 6, at))  # noqa: DTZ001 - local
    with pytest.raises(Refusal) as refused:
        ensure_sound(draft, HOUSTON, Code("A7F3"))
    assert refused.value.key == why


def test_a_date_on_which_the_clocks_skip_the_hour_is_asked_about_and_may_be_left_out() -> None:
    night = replace(
        VIGIL,
        starts_at=datetime(2026, 3, 1, 2, 30),  # noqa: DTZ001 - local
        ends_at=None,
        repeats=Recurrence(date(2026, 3, 15)),
    )
    with pytest.raises(Refusal) as refused:
        ensure_sound(night, HOUSTON, Code("A7F3"))
    assert (refused.value.key, refused.value.parameters["day"]) == ("draft-repeat-skipped", "2026-03-08")
    ensure_sound(
        replace(night, repeats=Recurrence(date(2026, 3, 15), skipped=(date(2026, 3, 8),))),
        HOUSTON,
        Code("A7F3"),
    )


def test_the_digest_names_the_rule_and_every_date_left_out() -> None:
    rules = [
        None,
        Recurrence(date(2026, 3, 27)),
        Recurrence(date(2026, 3, 20)),
        Recurrence(date(2026, 3, 27), weeks=2),
        Recurrence(date(2026, 3, 27), nth=1),
        Recurrence(date(2026, 3, 27), skipped=(date(2026, 2, 13),)),
    ]
    assert len({replace(VIGIL, repeats=rule).digest() for rule in rules}) == len(rules)
