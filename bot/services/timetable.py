"""What a change of settings does to messages already planned, in the transaction that saves it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.domain.broadcast import Alert
from bot.domain.changing import as_it_was
from bot.domain.planning import Profile
from bot.domain.retiming import Waiting, comes_at, waits_for_silence
from bot.domain.subscriber import NewAlerts, Subscriber, SubscriberStatus
from bot.services.ports import Clock, WriteTx


class Briefing(Protocol):
    """The planner, as far as a change of hours needs it."""

    async def brief_now(self, tx: WriteTx, before: Profile, changed: Subscriber) -> int:
        """The brief of this evening at once, where the change would have dropped it; 1 or 0."""
        ...


@dataclass(frozen=True, slots=True)
class Timetable:
    clock: Clock
    briefing: Briefing

    async def follow(self, tx: WriteTx, before: Subscriber, after: Subscriber) -> bool:
        """After `after` was saved. Whether the brief of this evening comes now.

        What was switched off is not sent any more, what waits for quiet hours waits for the new ones, and
        a brief whose hour was moved behind now is not lost.
        """
        off = _switched_off(before, after)
        if off:
            await tx.subscribers.cancel_pending(after.id, only_alerts=off)
        then, now = Profile.of(before), Profile.of(after)
        if then == now:
            return False
        await self._retime(tx, after, then, now)
        if not (before.brief and after.brief and after.status is SubscriberStatus.ACTIVE):
            return False
        return await self.briefing.brief_now(tx, then, after) > 0

    async def _retime(self, tx: WriteTx, subscriber: Subscriber, before: Profile, after: Profile) -> None:
        now = self.clock.now()
        for waiting in await tx.subscribers.waiting(subscriber.id, now):
            if not waits_for_silence(waiting, before):
                continue
            at = comes_at(waiting.alert, await _starts_at(tx, waiting), after, now)
            if at != waiting.not_before:
                await tx.subscribers.retime(waiting.id, at)


def _switched_off(before: Subscriber, after: Subscriber) -> set[Alert]:
    """New actions that come with the brief are not told of at once either."""
    wanted = {
        Alert.BRIEF: (before.brief, after.brief),
        Alert.NEW: (before.new is NewAlerts.ONCE, after.new is NewAlerts.ONCE),
        Alert.REMINDER: (before.reminder, after.reminder),
    }
    return {alert for alert, (was, is_) in wanted.items() if was and not is_}


async def _starts_at(tx: WriteTx, waiting: Waiting) -> datetime:
    """The first start it tells of, where it is now or where people were told it would be."""
    content = waiting.content
    entries = await tx.calendar.by_ids([item.entry_id for item in content.items])
    known = list(entries.values())
    if content.before is not None:
        known += [as_it_was(entry, content.before) for entry in entries.values()]
    return min((entry.begins_at for entry in known), default=waiting.not_before)
