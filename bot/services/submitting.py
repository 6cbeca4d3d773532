"""What a draft will look like when it arrives, to how many, and its way into review."""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.announcing.becoming import (
    correction_expires_at,
    doubles,
    entry_of,
    lacking,
    review_ends,
)
from bot.domain.announcing.drafted import Preview
from bot.domain.audit import Act
from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.holding import held
from bot.domain.ids import ChatId
from bot.domain.places import City, CityPlace
from bot.services.authority import acting
from bot.services.change_previews import ChangePreviews
from bot.services.correction_drafts import clear_others
from bot.services.draft_access import editable, place_key, save
from bot.services.own_places import with_radius
from bot.services.ports import Clock, ReadTx, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder


class Submitting:
    """`approvals` is how many persons have to stand behind a broadcast, `send_rate` messages a second."""

    def __init__(
        self,
        transactions: Transactions,
        finder: PlaceFinder,
        clock: Clock,
        approvals: int,
        send_rate: float,
        changes: ChangePreviews,
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._approvals = approvals
        self._send_rate = send_rate
        self._changes = changes

    async def preview(self, chat_id: ChatId, code: str, revision: int | None = None) -> Preview:
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            return await self._preview(tx, author, await editable(tx, author, code, revision))

    async def submit(
        self, chat_id: ChatId, code: str, revision: int | None = None, digest: str | None = None
    ) -> Announcement:
        """Into review. By a button only what was on the screen: its revision and digest."""
        now = self._clock.now()
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            before = await editable(tx, author, code, revision)
            if before.state is not AnnouncementState.DRAFT:
                raise Refusal("draft-in-review", code=before.code)
            preview = await self._preview(tx, author, before)
            if digest is not None and preview.digest != digest:
                raise StaleButton
            after = replace(
                before,
                state=AnnouncementState.IN_REVIEW,
                submitted_at=now,
                expires_at=_expires_at(preview),
            )
            await save(tx, before, after)
            await clear_others(tx, author, after, preview.city, now)
            await tx.audit.record(
                now, author.label, Act.SUBMITTED, before.code, before.draft.digest(), place_key(before)
            )
        return after

    async def _preview(self, tx: WriteTx, author: Coordinator, one: Announcement) -> Preview:
        """Refusal where something is missing, past, or for a city that is not the author's (any more)."""
        if one.purpose is not Purpose.NEW:
            return await self._changes.of(tx, author, one)
        missing = lacking(one.draft)
        city = self._finder.city(one.draft.city_id) if one.draft.city_id is not None else None
        if missing is not None or city is None:
            raise Refusal("draft-incomplete", code=one.code)
        if not author.covers(city):
            raise Refusal("draft-city-not-yours", city=city.label)
        now = self._clock.now()
        entry = entry_of(one, city, now, self._approvals)
        if entry.begins_at <= now:
            raise Refusal("draft-past", code=one.code)
        days = await tx.calendar.by_ids([entry.belongs_to] if entry.belongs_to else [])
        others = await self._others(tx, entry, city)
        audience = await self._audience(tx, entry)
        return Preview(
            announcement=one,
            entry=entry,
            city=city,
            content=Content(Alert.NEW, now, city.zone, (CityPlace(city).key,), (Item(entry.id),)),
            entries={**days, entry.id: entry},
            audience=audience,
            lasts=timedelta(seconds=audience / self._send_rate),
            approvals=self._approvals,
            doubles=doubles(entry, others),
            now=now,
        )

    async def _others(self, tx: ReadTx | WriteTx, entry: Entry, city: City) -> list[Entry]:
        """Of that day, listed yet or not, and what waits for review in the same city."""
        on = entry.starts_on
        waiting = [
            entry_of(one, city, self._clock.now(), 0)
            for one in await tx.announcements.in_review()
            if one.purpose is Purpose.NEW and one.draft.city_id == city.id and lacking(one.draft) is None
        ]
        return [*await tx.calendar.listed(entry.over_at, on, on), *waiting]

    async def _audience(self, tx: ReadTx | WriteTx, entry: Entry) -> int:
        """Whoever follows a city whose circle holds it."""
        reached = [
            one
            for one in await tx.planning.followed()
            if isinstance(place := self._finder.place(one.place_key), CityPlace)
            and held(with_radius(place, one.radius), entry)
        ]
        return await tx.announcements.audience(reached) if reached else 0


def _expires_at(preview: Preview) -> datetime:
    if preview.before is not None:
        return correction_expires_at(preview.before, preview.entry, preview.now)
    return review_ends(preview.announcement.draft, preview.city.zone, preview.now)
