"""Pending edits of messages already sent. A row is gone once its edit was made, or cannot be made."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, delete, exists, func, insert, literal, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import OPEN_STATES, BroadcastState, DeliveryState
from bot.domain.cards import CardEdit, EditResult
from bot.domain.ids import BroadcastId, DeliveryId, EntryId
from bot.domain.subscriber import Language, SubscriberStatus
from storage import tables
from storage.cipher import ChatCipher
from storage.content import unpack
from storage.halts import not_halted
from storage.held_notices import REPLACED

_card = tables.card_edit.c
_broadcast = tables.broadcast.c
_delivery = tables.delivery.c
_edition = tables.edition.c
_names = tables.edition_entry.c
_subscriber = tables.subscriber.c
_message = tables.delivery.alias("message_of_notice")

_STOPPED = (BroadcastState.HELD, BroadcastState.CANCELLED)
_ARRIVED = and_(_delivery.state == DeliveryState.SENT, _delivery.message_id.is_not(None))

# The notices that ask for edits, in the order in which these are made.
_NOTICES = (
    select(_broadcast.id)
    .where(_broadcast.state.not_in(_STOPPED), exists().where(_card.broadcast_id == _broadcast.id))
    .order_by(_broadcast.lane, _broadcast.id)
)
# The message comes first, so that nothing is told by an edit alone.
_NOT_TOLD = exists().where(
    _message.c.broadcast_id == _card.broadcast_id,
    _message.c.subscriber_id == _delivery.subscriber_id,
    _message.c.state.in_(OPEN_STATES),
)
_ROWS = (
    select(
        _card.delivery_id,
        _card.broadcast_id,
        _card.tries,
        _delivery.message_id,
        func.coalesce(_delivery.started_at, _delivery.not_before).label("sent_at"),
        _edition.content,
        _subscriber.chat,
        _subscriber.language,
    )
    .join(tables.delivery, _delivery.id == _card.delivery_id)
    .join(tables.edition, _edition.id == _delivery.edition_id)
    .join(tables.subscriber, _subscriber.id == _delivery.subscriber_id)
    .join(tables.broadcast, _broadcast.id == _card.broadcast_id)
    .where(
        _card.broadcast_id == bindparam("notice"),
        _card.delivery_id.not_in(bindparam("waiting", expanding=True)),
        _ARRIVED,
        _subscriber.status == SubscriberStatus.ACTIVE,
        ~_NOT_TOLD,
        not_halted(_broadcast.lane),
    )
    .order_by(_card.delivery_id)
    .limit(bindparam("most"))
)


class Cards:
    def __init__(self, connection: AsyncConnection, cipher: ChatCipher) -> None:
        self._connection = connection
        self._cipher = cipher

    async def ask(self, key: str, entry_id: EntryId) -> int:
        notice = await self._connection.scalar(select(_broadcast.id).where(_broadcast.key == key))
        told = select(_message.c.subscriber_id).where(_message.c.broadcast_id == notice)
        query = (
            select(_delivery.id, literal(notice), literal(0))
            .join_from(tables.edition_entry, tables.delivery, _delivery.edition_id == _names.edition_id)
            .where(
                _names.entry_id == entry_id,
                _names.named.is_(True),
                or_(_ARRIVED, _delivery.state == DeliveryState.SENDING),
                _delivery.subscriber_id.in_(told),
            )
        )
        asked = query.with_only_columns(_delivery.id)
        await self._connection.execute(delete(tables.card_edit).where(_card.delivery_id.in_(asked)))
        columns = ["delivery_id", "broadcast_id", "tries"]
        return (await self._connection.execute(insert(tables.card_edit).from_select(columns, query))).rowcount

    async def drop_untold(self) -> None:
        replaced = (
            select(_card.delivery_id)
            .join(tables.delivery, _delivery.id == _card.delivery_id)
            .join(
                _message,
                and_(
                    _message.c.broadcast_id == _card.broadcast_id,
                    _message.c.subscriber_id == _delivery.subscriber_id,
                ),
            )
            .where(_message.c.state == DeliveryState.CANCELLED, _message.c.reason_code == REPLACED)
        )
        await self._connection.execute(delete(tables.card_edit).where(_card.delivery_id.in_(replaced)))

    async def due(self, limit: int, waiting: Collection[DeliveryId] = ()) -> tuple[CardEdit, ...]:
        found: list[CardEdit] = []
        for notice in (await self._connection.scalars(_NOTICES)).all():
            parameters = {"notice": notice, "waiting": list(waiting), "most": limit - len(found)}
            found += [self._to_domain(row) for row in await self._connection.execute(_ROWS, parameters)]
            if len(found) >= limit:
                break
        return tuple(found)

    async def has_due(self) -> bool:
        return bool(await self.due(1))

    async def count(self) -> int:
        query = (
            select(func.count())
            .select_from(tables.card_edit)
            .join(tables.delivery, _delivery.id == _card.delivery_id)
            .join(tables.subscriber, _subscriber.id == _delivery.subscriber_id)
            .where(_ARRIVED, _subscriber.status == SubscriberStatus.ACTIVE)
        )
        return await self._connection.scalar(query) or 0

    async def record(self, results: Sequence[EditResult]) -> None:
        for result in results:
            edit = result.edit
            row = and_(_card.delivery_id == edit.delivery_id, _card.broadcast_id == edit.notice)
            if result.done:
                await self._connection.execute(delete(tables.card_edit).where(row))
            elif result.tried:
                await self._connection.execute(
                    update(tables.card_edit).where(row).values(tries=_card.tries + 1)
                )

    def _to_domain(self, row: Any) -> CardEdit:
        return CardEdit(
            delivery_id=DeliveryId(row.delivery_id),
            notice=BroadcastId(row.broadcast_id),
            chat_id=self._cipher.open(row.chat),
            message_id=row.message_id,
            language=Language(row.language),
            content=unpack(row.content),
            sent_at=row.sent_at,
            tries=row.tries,
        )
