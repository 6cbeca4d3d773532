"""When alerts become due: the evening brief, what is new, and reminders, each around quiet hours."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from bot.domain.calendar import Entry, local_time, to_utc
from bot.domain.planning import Profile, has_known_start, is_local_action, latest_start, stands
from bot.domain.quiet import Silence, silences
from bot.domain.subscriber import BRIEF_HOURS, DEFAULT_BRIEF_HOUR, QuietHours

BRIEF_AT = time(DEFAULT_BRIEF_HOUR)
EARLIEST_BRIEF = time(BRIEF_HOURS[0])
BRIEF_ENDS = time(22)
COMING_DAYS = 14
REMINDED_BEFORE = timedelta(hours=2)
JOINED_WITHIN = timedelta(hours=1)
LONGEST_WAIT = timedelta(hours=24)
"""Quiet hours last at most a day, so a reminder moves by no more."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BriefMoment:
    """The brief on the evening of `day` for one zone; `at` is its wall time there."""

    zone: str
    day: date
    at: time

    @property
    def key(self) -> str:
        return f"brief:{self.zone}:{self.day}:{self.at:%H%M}"

    @property
    def keys_of_the_day(self) -> str:
        """What the keys of this evening's briefs are like, in any zone and at any hour."""
        return f"brief:%:{self.day}:%"

    @property
    def due_at(self) -> datetime:
        return to_utc(datetime.combine(self.day, self.at), self.zone)

    @property
    def expires_at(self) -> datetime:
        """22:00, or midnight for a brief that cannot go out before."""
        if self.at < BRIEF_ENDS:
            return to_utc(datetime.combine(self.day, BRIEF_ENDS), self.zone)
        return to_utc(datetime.combine(self.day + _DAY, time()), self.zone)

    @property
    def tells_of(self) -> date:
        return self.day + _DAY

    @property
    def before(self) -> "BriefMoment":
        return BriefMoment(self.zone, self.day - _DAY, self.at)

    @property
    def knows_from(self) -> datetime:
        """What was listed by then, every brief of the day knew, whichever hour its reader had chosen."""
        return min(self.due_at, to_utc(datetime.combine(self.day, EARLIEST_BRIEF), self.zone))


def brief_at(profile: Profile) -> time:
    """The hour chosen, also where it then waits for quiet hours to end; their start, if they end at 22:00 or
    later.
    """
    wanted, quiet = time(profile.brief_hour), profile.quiet
    if quiet is None or not _silenced(wanted, quiet):
        return wanted
    ends_tomorrow = quiet.ends <= quiet.starts < wanted
    return quiet.starts if ends_tomorrow or quiet.ends >= BRIEF_ENDS else wanted


def brief_comes_at(profile: Profile) -> time:
    """When the brief reaches those of a profile: at its time, or at the end of their quiet hours."""
    at, quiet = brief_at(profile), profile.quiet
    waits = quiet is not None and at == time(profile.brief_hour) and _silenced(at, quiet)
    return quiet.ends if quiet is not None and waits else at


def overtaken_brief(
    before: Profile, after: Profile, planned_until: datetime, now: datetime
) -> BriefMoment | None:
    """The brief of this evening that a change of hours or zone moved from ahead to behind, to come now.

    `planned_until`: whatever was due by then has been planned; whatever is due later will be.
    """
    day = local_time(now, before.zone).date()
    missed = BriefMoment(before.zone, day, brief_at(before))
    moved = BriefMoment(after.zone, day, brief_at(after))
    if not (moved.due_at <= planned_until < missed.due_at and now < moved.expires_at):
        return None
    return BriefMoment(after.zone, day, local_time(now, after.zone).time().replace(second=0, microsecond=0))


def briefs(profiles: Iterable[Profile], after: datetime, until: datetime) -> dict[BriefMoment, list[Profile]]:
    """The briefs due in (after, until], each with those who share it, by due instant."""
    shared: dict[tuple[str, time], list[Profile]] = {}
    for profile in profiles:
        shared.setdefault((profile.zone, brief_at(profile)), []).append(profile)
    due = {
        BriefMoment(zone, day, at): members
        for (zone, at), members in shared.items()
        for day in _days(zone, after, until)
        if after < BriefMoment(zone, day, at).due_at <= until
    }
    return dict(sorted(due.items(), key=lambda pair: pair[0].due_at))


def is_news(entry: Entry) -> bool:
    """Is it listed too late for the brief of the evening before, yet before it starts?

    What was approved here is told of by its approval, to whoever was there then.
    """
    if entry.listed_from is not None:
        return False
    evening = to_utc(datetime.combine(entry.starts_on - _DAY, BRIEF_AT), entry.zone)
    return is_local_action(entry) and stands(entry) and evening < entry.listed_at < latest_start(entry)


@dataclass(frozen=True, slots=True)
class Start:
    """An action with a known start, its instants worked out once for all profiles."""

    entry: Entry
    at: datetime
    listed_at: datetime

    @classmethod
    def of(cls, entry: Entry) -> "Start":
        return cls(entry, entry.begins_at, entry.listed_at)


@dataclass(frozen=True, slots=True)
class Due:
    """A reminder of one action for one profile; `early` if it comes before the quiet hours."""

    at: datetime
    start: Start
    early: bool = False


def starts(entries: Iterable[Entry]) -> list[Start]:
    """Those of `entries` that may be reminded of, by start."""
    known = [Start.of(e) for e in entries if is_local_action(e) and stands(e) and has_known_start(e)]
    return sorted(known, key=lambda start: (start.at, start.entry.id))


def reminders(profile: Profile, starts: Sequence[Start], after: datetime, until: datetime) -> Iterator[Due]:
    """The reminders due for `profile` in (after, until], in the order of `starts`.

    Two hours before the start. Inside quiet hours: at their end, or, if that is not before the start,
    at their beginning. What was not listed by then is not reminded of.
    """
    quiet = list(silences(profile.quiet, profile.zone, after - LONGEST_WAIT, until + LONGEST_WAIT))
    for start in starts:
        due = _reminder(start, quiet)
        if after < due.at <= until and start.listed_at <= due.at:
            yield due


def joined(dues: Iterable[Due], now: datetime) -> list[list[Due]]:
    """What one subscriber gets in one message: all that is still ahead, early ones apart.

    What has begun by `now` is too late for a message; it is kept apart, by the instant it was due.
    """
    batches: dict[tuple[bool, datetime | None], list[Due]] = {}
    for due in dues:
        missed = None if due.start.at > now else due.at
        batches.setdefault((due.early, missed), []).append(due)
    return list(batches.values())


def _reminder(start: Start, quiet: Iterable[Silence]) -> Due:
    at = start.at - REMINDED_BEFORE
    for silence in quiet:
        if silence.holds(at):
            if silence.ends_at < start.at:
                return Due(silence.ends_at, start)
            return Due(silence.starts_at, start, early=True)
    return Due(at, start)


def _silenced(at: time, quiet: QuietHours) -> bool:
    """Do these hours hold this one? Both ends lie outside."""
    if quiet.ends <= quiet.starts:
        return quiet.starts < at or quiet.ends > at
    return quiet.starts < at < quiet.ends


def _days(zone: str, after: datetime, until: datetime) -> Iterator[date]:
    day = local_time(after, zone).date()
    while day <= local_time(until, zone).date():
        yield day
        day += _DAY
