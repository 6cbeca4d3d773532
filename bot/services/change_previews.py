"""What people would read of a change, how many, and when."""

from dataclasses import dataclass
from datetime import timedelta

from bot.domain.announcement import Announcement, Purpose
from bot.domain.announcing.drafted import Preview
from bot.domain.broadcast import Content, Item
from bot.domain.changing import alert_of
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.services.correction_drafts import ensure_correctable, ensure_submittable
from bot.services.corrections import ensure_sound, known_entry, outcome
from bot.services.notices import Notices
from bot.services.ports import Clock, WriteTx
from bot.services.ports.places import PlaceFinder


@dataclass(frozen=True, slots=True)
class ChangePreviews:
    """`approvals` is how many persons have to stand behind a broadcast, `send_rate` messages a second."""

    finder: PlaceFinder
    notices: Notices
    clock: Clock
    approvals: int
    send_rate: float

    async def of(self, tx: WriteTx, author: Coordinator, one: Announcement) -> Preview:
        """Refusal where nothing changes, where it may not, or where it is not the author's to change."""
        now, before = self.clock.now(), await known_entry(tx, one)
        city = self.finder.city(one.draft.city_id) if one.draft.city_id is not None else None
        if before is None or city is None:
            raise StaleButton
        ensure_correctable(self.finder, before, Purpose.CHANGE, now)
        await ensure_submittable(tx, self.finder, author, one, before)
        if not author.covers(city):
            raise Refusal("draft-city-not-yours", city=city.label)
        entry = outcome(one, before, city, now, self.approvals)
        ensure_sound(one, before, entry, now)
        told, audience = await self.notices.foreseen(tx, entry)
        days = await tx.calendar.by_ids([entry.belongs_to] if entry.belongs_to else [])
        item = (Item(entry.id),)
        return Preview(
            announcement=one,
            entry=entry,
            city=city,
            content=Content(alert_of(entry), told.due_at, entry.zone, (), item, told.known, told.since),
            entries={**days, entry.id: entry},
            audience=audience,
            lasts=timedelta(seconds=audience / self.send_rate),
            approvals=self.approvals,
            doubles=(),
            now=now,
            before=before,
            goes_at=told.due_at if told.due_at > now else None,
        )
