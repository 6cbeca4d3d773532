"""Quiet hours as stretches of real time, and what they do to an instant that falls inside."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.calendar import local_time, to_utc
from bot.domain.subscriber import QuietHours

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Silence:
    """One night of quiet hours, aware UTC. Both ends lie outside: a message may go out at either."""

    starts_at: datetime
    ends_at: datetime

    def holds(self, instant: datetime) -> bool:
        return self.starts_at < instant < self.ends_at


def silences(quiet: QuietHours | None, zone: str, first: datetime, last: datetime) -> Iterator[Silence]:
    """Every silence that touches the time from `first` to `last`, in order.

    Hours that end at or before their start end on the next day, so equal ones are a whole day.
    """
    if quiet is None:
        return
    over_midnight = quiet.ends <= quiet.starts
    day = local_time(first, zone).date() - _DAY
    last_day = local_time(last, zone).date()
    while day <= last_day:
        ends_on = day + _DAY if over_midnight else day
        silence = Silence(
            to_utc(datetime.combine(day, quiet.starts), zone),
            to_utc(datetime.combine(ends_on, quiet.ends), zone),
        )
        if silence.ends_at >= first and silence.starts_at <= last:
            yield silence
        day += _DAY


def after_silence(instant: datetime, quiet: QuietHours | None, zone: str) -> datetime:
    """`instant`, or the end of the quiet hours it falls into."""
    for silence in silences(quiet, zone, instant, instant):
        if silence.holds(instant):
            return silence.ends_at
    return instant
