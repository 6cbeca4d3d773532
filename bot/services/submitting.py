"""What a draft will look like when it arrives, to how many, and its way into review."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import repeat

from bot.domain.announcement import Announcement, AnnouncementState, Purpose
from bot.domain.announcing.becoming import (
    correction_expires_at,
    dates_of,
    entry_of,
    lacking,
    review_ends,
)
from bot.domain.announcing.belonging import may_belong
from bot.domain.announcing.drafted import Preview
from bot.domain.announcing.repeating import ensure_sound
from bot.domain.audit import Act
from bot.domain.broadcast import Alert, Content, Item
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator
from bot.domain.errors import Refusal, StaleButton
from bot.domain.ids import ChatId
from bot.domain.places import Area, place_of_area
from bot.domain.planning import latest_start
from bot.services.alike import likely_doubles
from bot.services.areas import area_of_draft
from bot.services.authority import acting, plain_name
from bot.services.change_previews import ChangePreviews
from bot.services.correction_drafts import clear_others
from bot.services.dispatching import Dispatch, last_within
from bot.services.draft_access import editable, place_key, save
from bot.services.ports import Clock, Transactions, WriteTx
from bot.services.ports.places import PlaceFinder


class Submitting:
    """`approvals` is how many persons have to stand behind a broadcast, `send_rate` messages a second."""

    def __init__(
        self,
        transactions: Transactions,
        finder: PlaceFinder,
        clock: Clock,
        dispatch: Dispatch,
        approvals: int,
        send_rate: float,
        changes: ChangePreviews,
    ) -> None:
        self._transactions = transactions
        self._finder = finder
        self._clock = clock
        self._dispatch = dispatch
        self._approvals = approvals
        self._send_rate = send_rate
        self._changes = changes

    async def preview(self, chat_id: ChatId, code: str, revision: int | None = None) -> Preview:
        # Whom it would reach is worked out in tables of a writer's own; nothing is kept of it.
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            return await self._preview(tx, author, await editable(tx, author, code, revision))

    async def submit(
        self,
        chat_id: ChatId,
        code: str,
        revision: int | None = None,
        digest: str | None = None,
        *,
        despite: bool = False,
    ) -> Announcement:
        """Into review. By a button only what was on the screen: its revision and digest.

        Typed, what is likely a double of another is only submitted `despite` that.
        """
        now = self._clock.now()
        async with self._transactions.write() as tx:
            author = await acting(tx, chat_id)
            before = await editable(tx, author, code, revision)
            if before.state is not AnnouncementState.DRAFT:
                raise Refusal("draft-in-review", code=before.code)
            preview = await self._preview(tx, author, before)
            _ensure_seen(preview, digest, despite=despite)
            after = replace(
                before,
                state=AnnouncementState.IN_REVIEW,
                submitted_at=now,
                expires_at=_expires_at(preview),
            )
            await save(tx, before, after)
            await clear_others(tx, author, after, preview.area, now)
            await tx.audit.record(
                now, author.label, Act.SUBMITTED, before.code, before.draft.digest(), place_key(before)
            )
        return after

    async def _preview(self, tx: WriteTx, author: Coordinator, one: Announcement) -> Preview:
        if one.purpose is not Purpose.NEW:
            return await self._changes.of(tx, author, one)
        now, area = self._clock.now(), self._area(author, one)
        entry = entry_of(one, area, now, self._approvals)
        if latest_start(entry) <= now:
            raise Refusal("draft-past", code=one.code)
        days = await tx.calendar.by_ids([entry.belongs_to] if entry.belongs_to else [])
        if not all(may_belong(one.draft, area, day) for day in days.values()):
            raise Refusal("draft-day-elsewhere", code=one.code)
        dates = dates_of(entry, repeat(one.code))
        _, audience = await self._dispatch.effect(one).audience(tx, one, area, now)
        return Preview(
            announcement=one,
            entry=entry,
            area=area,
            content=_news_of(dates, area, now),
            entries={**days, **{each.id: each for each in dates}},
            audience=audience,
            lasts=last_within(audience, self._send_rate),
            approvals=self._approvals,
            doubles=await likely_doubles(tx, self._finder, one, dates, now),
            now=now,
        )

    def _area(self, author: Coordinator, one: Announcement) -> Area:
        """Where it is for; Refusal where something is missing, or it is not the author's (any more)."""
        area = area_of_draft(one.draft, self._finder)
        if lacking(one.draft) is not None or area is None:
            raise Refusal("draft-incomplete", code=one.code)
        if not author.may_announce_for(area):
            raise Refusal("draft-city-not-yours", city=plain_name(place_of_area(area)))
        ensure_sound(one.draft, area, one.code)
        return area


def _news_of(dates: Sequence[Entry], area: Area, now: datetime) -> Content:
    """What its approval would have sent."""
    items, key = tuple(Item(each.id) for each in dates), place_of_area(area).key
    return Content(Alert.NEW, now, area.zone, (key,), items, series=dates[0].series is not None)


def _ensure_seen(preview: Preview, digest: str | None, *, despite: bool) -> None:
    code = preview.announcement.code
    if digest is not None and preview.digest != digest:
        raise StaleButton
    if digest is None and preview.doubles and not despite:
        raise Refusal("draft-double", code=code, other=preview.doubles[0].entry.code)


def _expires_at(preview: Preview) -> datetime:
    if preview.before is not None:
        return correction_expires_at(preview.before, preview.entry, preview.now)
    return review_ends(preview.entry, preview.now)
