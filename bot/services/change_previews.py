"""What people would read of a change, how many, and when."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import timedelta

from bot.domain.announcement import Announcement, Purpose
from bot.domain.announcing.belonging import may_belong
from bot.domain.announcing.drafted import Preview
from bot.domain.broadcast import Content, Item
from bot.domain.calendar import Entry
from bot.domain.changing import alert_of
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.places import Area, place_of_area
from bot.services.areas import area_of_draft, area_of_entry
from bot.services.authority import plain_name
from bot.services.correction_drafts import ensure_correctable, ensure_submittable
from bot.services.corrections import draft_of, ensure_sound, known_entry, outcome
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
        area = area_of_draft(one.draft, self.finder)
        if before is None or area is None:
            raise StaleButton
        ensure_correctable(self.finder, author, before, Purpose.CHANGE, now)
        await ensure_submittable(tx, self.finder, author, one, before)
        if not author.may_announce_for(area):
            raise Refusal("draft-city-not-yours", city=plain_name(place_of_area(area)))
        entry = outcome(one, before, area, now, self.approvals)
        ensure_sound(one, before, entry, now)
        told, audience = await self.notices.foreseen(tx, entry)
        days = await tx.calendar.by_ids([entry.belongs_to] if entry.belongs_to else [])
        self._ensure_still_part(one, before, area, days.values())
        item = (Item(entry.id),)
        return Preview(
            announcement=one,
            entry=entry,
            area=area,
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

    def _ensure_still_part(
        self, one: Announcement, before: Entry, area: Area, days: Collection[Entry]
    ) -> None:
        """Refusal where it moves away from the day of action that it was part of."""
        was, old = draft_of(before), area_of_entry(before, self.finder)
        fitted = [day for day in days if may_belong(was, old, day)]
        if not all(may_belong(one.draft, area, day) for day in fitted):
            raise Refusal("draft-day-elsewhere", code=one.code)
