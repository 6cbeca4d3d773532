"""When alerts are due, in wall time and across clock changes."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.domain.moments import BriefMoment, Due, briefs, is_news, reminders, starts
from bot.domain.planning import Profile
from bot.domain.quiet import after_silence, silences
from bot.domain.subscriber import DEFAULT_QUIET, QuietHours
from tests.builders import TACOMA, an_entry

ZONES = (
    "America/New_York",
    "America/Chicago",
    "America/Phoenix",
    "America/Anchorage",
    "Pacific/Honolulu",
    "America/Puerto_Rico",
    "Pacific/Guam",
    "Europe/Berlin",
    "Australia/Lord_Howe",
    "Asia/Kathmandu",
)
NIGHTS = (
    None,
    DEFAULT_QUIET,
    QuietHours(time(1, 30), time(2, 30)),
    QuietHours(time(17), time(23, 30)),
    QuietHours(time(2, 30), time(22, 15)),
    QuietHours(time(8), time(8)),
)
SWITCHES = (
    datetime(2026, 3, 6, tzinfo=UTC),
    datetime(2026, 10, 30, tzinfo=UTC),
    datetime(2026, 4, 3, tzinfo=UTC),
)


@pytest.mark.parametrize("zone", ZONES)
@pytest.mark.parametrize("quiet", NIGHTS)
@pytest.mark.parametrize("first", SWITCHES)
def test_a_brief_is_due_exactly_once_a_local_day_across_clock_changes(
    zone: str, quiet: QuietHours | None, first: datetime
) -> None:
    """Whatever the rhythm of planning: every minute, every hour, after long gaps."""
    profile, last = Profile(zone, quiet), first + timedelta(days=6)
    found: list[BriefMoment] = []
    after, steps = first, (1, 59, 60, 61, 600, 1440, 3000)
    while after < last:
        until = min(last, after + timedelta(minutes=steps[len(found) % len(steps)]))
        found += briefs([profile], after, until)
        after = until
    days = [moment.day for moment in found]
    assert len(days) in {5, 6, 7}
    assert days == [days[0] + timedelta(days=number) for number in range(len(days))]
    for moment in found:
        local = moment.due_at.astimezone(ZoneInfo(zone))
        assert local.date() == moment.day
        assert local.time() in {moment.at, time(moment.at.hour + 1, moment.at.minute)}
        assert moment.due_at < moment.expires_at


def test_those_whose_brief_is_at_the_same_time_share_it() -> None:
    profiles = [Profile("America/Chicago", quiet) for quiet in NIGHTS[:3]]
    until = datetime(2026, 2, 7, 1, tzinfo=UTC)
    ((moment, members),) = briefs(profiles, until - timedelta(hours=2), until).items()
    assert members == profiles
    assert moment.key == "brief:America/Chicago:2026-02-06:1800"


def test_a_silence_lasts_as_long_as_the_night_really_does() -> None:
    quiet = QuietHours(time(22), time(8))
    first, last = datetime(2026, 3, 7, 20, tzinfo=UTC), datetime(2026, 3, 10, tzinfo=UTC)
    lengths = [
        silence.ends_at - silence.starts_at for silence in silences(quiet, "America/New_York", first, last)
    ]
    assert lengths == [timedelta(hours=9), timedelta(hours=10)]


@pytest.mark.parametrize(
    ("local", "waits_until"),
    [
        ("2026-02-06T21:59", None),
        ("2026-02-06T22:00", None),
        ("2026-02-06T22:01", "2026-02-07T08:00"),
        ("2026-02-07T00:00", "2026-02-07T08:00"),
        ("2026-02-07T07:59", "2026-02-07T08:00"),
        ("2026-02-07T08:00", None),
    ],
)
def test_both_ends_of_quiet_hours_lie_outside(local: str, waits_until: str | None) -> None:
    zone = ZoneInfo("America/Denver")
    instant = datetime.fromisoformat(local).replace(tzinfo=zone)
    end = datetime.fromisoformat(waits_until or local).replace(tzinfo=zone)
    assert after_silence(instant, DEFAULT_QUIET, "America/Denver") == end


times_of_day = st.times().map(lambda one: one.replace(second=0, microsecond=0))


@settings(max_examples=200, deadline=None)
@given(
    quiet_starts=times_of_day,
    quiet_ends=times_of_day,
    start=st.integers(0, 6 * 24 * 60),
    zone=st.sampled_from(ZONES),
    switch=st.sampled_from(SWITCHES),
)
def test_a_reminder_is_due_once_outside_quiet_hours_and_before_the_start(
    quiet_starts: time, quiet_ends: time, start: int, zone: str, switch: datetime
) -> None:
    quiet = QuietHours(quiet_starts, quiet_ends)
    local = (switch + timedelta(minutes=start)).astimezone(ZoneInfo(zone)).replace(tzinfo=None)
    entry = an_entry(
        TACOMA, local.date(), f"{local:%H:%M}", zone=zone, announced_on=local.date() - timedelta(days=9)
    )
    profile, after = Profile(zone, quiet), switch - timedelta(days=3)
    found: list[Due] = []
    while after < switch + timedelta(days=8):
        until = after + timedelta(minutes=377)
        found += reminders(profile, starts([entry]), after, until)
        after = until
    (due,) = found
    assert due.at < entry.begins_at
    assert after_silence(due.at, quiet, zone) == due.at
    if not due.early:
        assert due.at >= entry.begins_at - timedelta(hours=2)
    assert due.at >= entry.begins_at - timedelta(hours=27)


@pytest.mark.parametrize(
    ("announced_on", "at", "news"),
    [
        (date(2026, 2, 6), "14:00", False),
        (date(2026, 2, 7), "14:00", True),
        (date(2026, 2, 7), None, True),
        (date(2026, 2, 7), "09:00", False),
        (date(2026, 2, 8), "14:00", False),
    ],
)
def test_news_is_what_no_brief_can_tell_of(announced_on: date, at: str | None, news: bool) -> None:
    assert is_news(an_entry(TACOMA, date(2026, 2, 7), at, announced_on=announced_on)) is news
