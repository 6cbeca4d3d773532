"""What a confirmed change makes of an entry, whom it cannot wait for, and until when it is worth telling."""

from dataclasses import fields, replace
from datetime import datetime, timedelta
from enum import StrEnum

from bot.domain.broadcast import Alert
from bot.domain.calendar import Entry, Status, Version
from bot.domain.planning import Profile
from bot.domain.quiet import silences

CANNOT_WAIT = timedelta(hours=3)
"""What starts this soon after the quiet hours is told inside of them."""
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


def notice_expires_at(before: Entry, after: Entry) -> datetime:
    """The end of the action, where people were told it would be or where it is now: the later one."""
    return max(before.over_at, after.over_at)


def notice_at(profile: Profile, alert: Alert, before: Entry, after: Entry, now: datetime) -> datetime:
    """When those of a profile are told: now, or at the end of the quiet hours if that is soon enough."""
    if alert is Alert.RETRACTION:
        return now
    starts_at = min(entry.begins_at for entry in (before, after))
    for silence in silences(profile.quiet, profile.zone, now - _LONGEST_SILENCE, now):
        if silence.holds(now) and starts_at >= silence.ends_at + CANNOT_WAIT:
            return silence.ends_at
    return now


def not_told_yet(now: Version, earlier: Version, later: Version) -> Version:
    """What to name as before, where some were told `earlier` and others `later` already.

    The earlier facts, as long as they differ from `now`: whoever heard of none of it has to know those.
    """
    return later if earlier == now else earlier


class Changed(StrEnum):
    WHAT = "what"
    WHEN = "when"
    PLACE = "place"
    CALLERS = "callers"
    ACCESS = "access"


_FIELDS = {
    Changed.WHEN: ("starts_on", "ends_on", "starts_at", "ends_at"),
    Changed.PLACE: ("venue", "address", "city", "state"),
    Changed.WHAT: ("kind", "title"),
    Changed.CALLERS: ("organizers",),
    Changed.ACCESS: ("access",),
}


def differences(before: Version, now: Version) -> tuple[Changed, ...]:
    """In the order in which they are told."""
    return tuple(
        changed
        for changed, names in _FIELDS.items()
        if any(getattr(before, name) != getattr(now, name) for name in names)
    )


def as_it_was(entry: Entry, version: Version) -> Entry:
    """The entry with the facts of an earlier version."""
    return replace(entry, **{each.name: getattr(version, each.name) for each in fields(version)})
