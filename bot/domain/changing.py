"""What a confirmed change makes of an entry, whom it cannot wait for, and until when it is worth telling."""

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.broadcast import Alert
from bot.domain.calendar import Entry, Status, Version
from bot.domain.planning import Profile
from bot.domain.quiet import silences

CANNOT_WAIT = timedelta(hours=3)
"""What starts this soon after the quiet hours is told inside of them."""
HELD_FOR, HELD_AT_MOST = timedelta(minutes=3), timedelta(minutes=10)
"""So long a change waits for the next one: after each of a burst, and after the first of it."""
NOT_HELD_WITHIN = timedelta(hours=2)
"""What starts this soon is told at once."""
_LONGEST_SILENCE = timedelta(hours=24)
_ALERTS = {Status.CANCELLED: Alert.CANCELLATION, Status.RETRACTED: Alert.RETRACTION}


def revised(before: Entry, after: Entry, confirmed_by: int, now: datetime) -> Entry:
    """`after` as the next revision of `before`: who confirmed it, when, and what it was."""
    return replace(
        after,
        revision=before.revision + 1,
        confirmed_by=confirmed_by,
        confirmed_at=now,
        was=before.version,
    )


def alert_of(entry: Entry) -> Alert:
    """The alert that tells of this entry's last revision."""
    return _ALERTS.get(entry.status, Alert.CHANGE)


def notice_key(entry: Entry) -> str:
    """Names the broadcast of this revision for good."""
    verb = "cancel" if entry.status is Status.CANCELLED else alert_of(entry).value
    return f"{verb}:{entry.code}:{entry.revision}"


def notice_at(profile: Profile, alert: Alert, starts_at: datetime, now: datetime) -> datetime:
    """When those of a profile are told: now, or at the end of the quiet hours if that is soon enough.

    `starts_at` is the earliest start that people were told, or that holds now.
    """
    if alert is Alert.RETRACTION:
        return now
    for silence in silences(profile.quiet, profile.zone, now - _LONGEST_SILENCE, now):
        if silence.holds(now) and starts_at >= silence.ends_at + CANNOT_WAIT:
            return silence.ends_at
    return now


def not_told_yet(now: Version, earlier: Version, later: Version) -> Version:
    """What to name as before, where some were told `earlier` and others `later` already.

    The earlier facts, as long as they differ from `now`: whoever heard of none of it has to know those.
    """
    return later if earlier == now else earlier


@dataclass(frozen=True, slots=True)
class Waiting:
    """A notice that some have not got yet: what it names as before, and since when it tells of anything."""

    before: Version
    since: datetime


@dataclass(frozen=True, slots=True)
class Burst:
    """What one notice tells of, joined with what still waits: from what its readers were told last.

    `changed_back`: it is what everybody was told last, so that there is nothing to tell.
    """

    known: Version
    since: datetime
    due_at: datetime
    starts_at: datetime
    over_at: datetime
    changed_back: bool


def held_for(before: Entry, after: Entry, now: datetime) -> timedelta:
    """How long a change waits for others to join it, unless one that waits already ends that sooner."""
    return _held_for(after, min(before.begins_at, after.begins_at), now)


def _held_for(after: Entry, starts_at: datetime, now: datetime) -> timedelta:
    may_wait = alert_of(after) is Alert.CHANGE and starts_at - now > NOT_HELD_WITHIN
    return HELD_FOR if may_wait else timedelta()


def burst(before: Entry, after: Entry, waiting: Sequence[Waiting], *, heard: bool, now: datetime) -> Burst:
    """`waiting` by age. `heard`: since the first of them somebody was told something of the entry."""
    since = now
    if waiting and not heard:
        known, since = waiting[0].before, min(each.since for each in waiting)
    else:
        told = [each.before for each in waiting][::-1]
        known = before.version
        for earlier in told:
            known = not_told_yet(after.version, earlier, known)
    states = (as_it_was(after, known), before, after)
    starts_at = min(state.begins_at for state in states)
    due_at = min(now + _held_for(after, starts_at, now), max(now, since + HELD_AT_MOST))
    over_at = max(state.over_at for state in states)
    return Burst(known, since, due_at, starts_at, over_at, known == after.version)


class Changed(StrEnum):
    WHAT = "what"
    WHEN = "when"
    PLACE = "place"
    CALLERS = "callers"
    ACCESS = "access"
    LINK = "link"
    PIN = "pin"
    DAY = "day"
    """The day of action it belongs to."""


_FIELDS = {
    Changed.WHEN: ("starts_on", "ends_on", "starts_at", "ends_at"),
    Changed.PLACE: ("venue", "address", "city", "state"),
    Changed.WHAT: ("kind", "title"),
    Changed.CALLERS: ("organizers",),
    Changed.ACCESS: ("access",),
    Changed.LINK: ("link",),
    Changed.PIN: ("pin",),
    Changed.DAY: ("belongs_to",),
}


def differences(before: Version, now: Version) -> tuple[Changed, ...]:
    """In the order in which they are told; a new place has a new spot, which is not told apart."""
    found = [
        changed
        for changed, names in _FIELDS.items()
        if any(getattr(before, name) != getattr(now, name) for name in names)
    ]
    return tuple(each for each in found if each is not Changed.PIN or Changed.PLACE not in found)


def as_it_was(entry: Entry, version: Version) -> Entry:
    """The entry with the facts of an earlier version."""
    facts = {each.name: getattr(version, each.name) for each in fields(version) if each.name != "pin"}
    spot = version.pin or entry.coordinates
    return replace(entry, **facts, coordinates=spot, own_coordinates=version.pin is not None)
