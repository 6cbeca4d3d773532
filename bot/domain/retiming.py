"""What a change of hours makes of messages that wait already: new quiet hours hold for them too."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.domain.broadcast import NOTICES, Alert, Content
from bot.domain.changing import CANNOT_WAIT
from bot.domain.ids import DeliveryId
from bot.domain.planning import Profile
from bot.domain.quiet import after_silence, silences

_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Waiting:
    """A delivery that is due later than now."""

    id: DeliveryId
    alert: Alert
    not_before: datetime
    content: Content


def waits_for_silence(waiting: Waiting, profile: Profile) -> bool:
    """Is it the end of this profile's quiet hours that it waits for, and nothing else?"""
    nights = silences(profile.quiet, profile.zone, waiting.not_before - _DAY, waiting.not_before)
    return any(night.ends_at == waiting.not_before for night in nights)


def comes_at(alert: Alert, starts_at: datetime, profile: Profile, now: datetime) -> datetime:
    """When those of a profile get what waits: now, or at the end of the quiet hours of now.

    A change of what starts soon after them does not wait. What would wait past its expiry expires, as it
    would had it been planned with these hours.
    """
    at = after_silence(now, profile.quiet, profile.zone)
    return now if alert in NOTICES and starts_at < at + CANNOT_WAIT else at
