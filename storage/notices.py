"""Whom a change concerns, and the end of what it overtakes."""

from datetime import datetime

from sqlalchemy import (
    Select,
    Text,
    and_,
    cast,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    update,
)

from bot.domain.broadcast import OPEN_STATES, Alert, DeliveryState, Section
from bot.domain.ids import EntryId
from bot.domain.subscriber import Language
from bot.services.ports.notices import EVERYBODY, Concerned
from storage import tables, temporary
from storage.audience import may_hear_later, same_profile, wait_row
from storage.content import unpack
from storage.held_notices import REPLACED, HeldNotices, about, alone, has, is_of_more
from storage.rewording import reworded
from storage.types import UTCDateTime

_delivery = tables.delivery.c
_edition = tables.edition.c
_names = tables.edition_entry.c
_broadcast = tables.broadcast.c
_subscriber = tables.subscriber.c
_subscription = tables.subscription.c

_ARRIVED = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.UNCERTAIN)
_IN_DOUBT = or_(
    _delivery.state.in_((DeliveryState.SENDING, DeliveryState.UNCERTAIN)),
    and_(_delivery.ambiguous > 0, _delivery.state != DeliveryState.SENT),
)
"""On the wire, or nobody knows: it may arrive later."""


class Notices(HeldNotices):
    async def gather(self, concerned: Concerned) -> tuple[Language, ...]:
        await temporary.prepare(self._connection)
        waits = (wait_row(number, wait) for number, wait in enumerate(concerned.waits))
        await temporary.put(self._connection, temporary.wait, waits)
        held = (
            {
                "place_key": followed.place_key,
                "radius": followed.radius,
                "fact": 0,
                "entry_id": concerned.entry_id,
                "kind": concerned.kind,
                "section": Section.MAIN,
                "once": False,
                "triggers": True,
                "near": False,
            }
            for followed in concerned.holding
        )
        await temporary.put(self._connection, temporary.reached, held)
        members = _members(concerned.entry_ids)
        await self._connection.execute(
            insert(temporary.member).from_select(list(temporary.member.c), members)
        )
        languages = await self._connection.execute(select(temporary.member.c.language).distinct())
        return tuple(sorted(Language(row.language) for row in languages))

    async def gathered(self) -> int:
        return (await self._connection.scalar(select(func.count()).select_from(temporary.member))) or 0

    async def withdraw(self, entry_id: EntryId, now: datetime) -> None:
        named = _delivery.edition_id.in_(alone(entry_id))
        of_these = and_(named, _delivery.broadcast_id.not_in(_retractions()))
        await self._connection.execute(
            update(tables.delivery)
            .where(of_these, _delivery.state == DeliveryState.PENDING)
            .values(state=DeliveryState.CANCELLED, finished_at=now, reason_code=REPLACED)
        )
        # What is on the wire may come back as not sent; then its time has passed.
        await self._connection.execute(
            update(tables.delivery)
            .where(of_these, _delivery.state == DeliveryState.SENDING, _delivery.expires_at > now)
            .values(expires_at=now)
        )

    async def reword(self, entry_id: EntryId, mark: str, *, leave_out: bool, on: bool) -> int:
        query = select(tables.edition).where(about(entry_id), has(*OPEN_STATES), is_of_more())
        editions = (await self._connection.execute(query)).all()
        for edition in editions:
            content = unpack(edition.content)
            untrue = content.series and on is (content.alert is Alert.CANCELLATION)
            await reworded(self._connection, edition, mark, entry_id if leave_out or untrue else None)
        return len(editions)

    async def settle(self, key: str, entry_id: EntryId, until: datetime) -> int:
        broadcast = select(_broadcast.id).where(_broadcast.key == key).scalar_subquery()
        in_doubt = _told(entry_id).where(_IN_DOUBT, _delivery.broadcast_id != broadcast)
        settled = await self._connection.execute(
            update(tables.delivery)
            .where(
                _delivery.broadcast_id == broadcast,
                _delivery.state == DeliveryState.PENDING,
                _delivery.not_before < until,
                _delivery.subscriber_id.in_(in_doubt),
            )
            .values(not_before=literal(until, UTCDateTime))
        )
        return settled.rowcount


def _retractions() -> Select[tuple[int]]:
    return select(_broadcast.id).where(_broadcast.alert == Alert.RETRACTION)


def _told(*entry_ids: EntryId) -> Select[tuple[int]]:
    """Subscribers with a delivery that names one of the entries, in whatever state."""
    return (
        select(_delivery.subscriber_id)
        .join_from(tables.edition_entry, tables.delivery, _delivery.edition_id == _names.edition_id)
        .where(_names.entry_id.in_(entry_ids), _names.named.is_(True))
    )


def _members(entry_ids: tuple[EntryId, ...]) -> Select[tuple[int, int, str, str]]:
    reached, wait, mute = temporary.reached.c, temporary.wait.c, tables.mute.c
    told = _told(*entry_ids).where(or_(_delivery.state.in_(_ARRIVED), _delivery.ambiguous > 0))
    of_kind = cast(_subscription.kinds, Text).like(literal('%"') + reached.kind + literal('"%'))
    holding = (
        select(_subscription.subscriber_id)
        .join_from(
            temporary.reached,
            tables.subscription,
            and_(_subscription.place_key == reached.place_key, _subscription.radius == reached.radius),
        )
        .where(or_(_subscription.kinds.is_(None), of_kind))
    )
    mutes = select(func.count()).where(mute.subscriber_id == _subscriber.id, mute.entry_id.in_(entry_ids))
    muted = mutes.correlate(tables.subscriber).scalar_subquery() == len(entry_ids)
    return (
        select(_subscriber.id, wait.id, _subscriber.language, literal(EVERYBODY))
        .join(temporary.wait, same_profile())
        .where(
            may_hear_later(),
            _subscriber.id.in_(told.union(holding)),
            not_(muted),
        )
    )
