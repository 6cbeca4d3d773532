"""The journal of sending. Every change is a compare-and-set on a row's state and epoch."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import and_, exists, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import LATE_AFTER, Alert, BroadcastState, Delivery, DeliveryState, Wording
from bot.domain.ids import BroadcastId, DeliveryId, EditionId
from bot.domain.settling import MOVED, Result, after_unknown
from bot.domain.subscriber import ChatKind, SubscriberStatus
from storage import moving, tables
from storage.cipher import ChatCipher
from storage.deliveries_of_subscriber import cancel_pending
from storage.due import GOING, Due, nothing_open
from storage.meta import Meta
from storage.outbox_statements import CLAIM, LATENESS, SENT, STARTED

EPOCH = "epoch"

_broadcast = tables.broadcast.c
_delivery = tables.delivery.c
_edition = tables.edition.c
_subscriber = tables.subscriber.c


class Outbox(Due):
    def __init__(self, connection: AsyncConnection, cipher: ChatCipher) -> None:
        super().__init__(connection, cipher)
        self._meta = Meta(connection)

    async def begin(self, at: datetime) -> int:
        epoch = int(await self._meta.get(EPOCH) or 0) + 1
        await self._meta.put(EPOCH, str(epoch))
        left = (
            select(_delivery.id, _delivery.ambiguous, _broadcast.alert)
            .join(tables.broadcast, _broadcast.id == _delivery.broadcast_id)
            .where(_delivery.state == DeliveryState.SENDING)
        )
        for row in (await self._connection.execute(left)).all():
            state = after_unknown(Alert(row.alert), row.ambiguous)
            values = {"state": state, "ambiguous": row.ambiguous + 1}
            if state is DeliveryState.UNCERTAIN:
                values |= {"finished_at": at, "reason_code": "the process ended"}
            await self._connection.execute(
                update(tables.delivery).where(_delivery.id == row.id).values(values)
            )
        return epoch

    async def word(self, edition_id: EditionId, wording: Wording) -> Wording:
        first = await self._connection.execute(
            update(tables.edition)
            .where(_edition.id == edition_id, _edition.text.is_(None))
            .values(text=wording.text, buttons=wording.buttons)
        )
        if first.rowcount:
            return wording
        _, kept = (await self.editions([edition_id]))[edition_id]
        assert kept is not None
        return kept

    async def claim(self, batch: Collection[Delivery], epoch: int, now: datetime) -> frozenset[DeliveryId]:
        parameters = {
            "ids": [delivery.id for delivery in batch],
            "editions": list({delivery.edition_id for delivery in batch}),
            "of_epoch": epoch,
            "now": now,
        }
        rows = (await self._connection.execute(CLAIM, parameters)).all()
        await self._connection.execute(STARTED, {"ids": list({row.broadcast_id for row in rows})})
        return frozenset(DeliveryId(row.id) for row in rows)

    async def record(
        self, results: Sequence[Result], epoch: int, lateness: Mapping[DeliveryId, float]
    ) -> None:
        sent = [result for result in results if result.state is DeliveryState.SENT]
        if sent:
            await self._connection.execute(
                SENT,
                [
                    {"row": result.id, "of_epoch": epoch, "message": result.message_id, "at": result.at}
                    for result in sent
                ],
            )
            await self._add_lateness(sent, lateness)
        for result in results:
            if result.state is not DeliveryState.SENT:
                await self._record_one(result, epoch)

    async def release(self, epoch: int, known: Collection[DeliveryId]) -> int:
        released = await self._connection.execute(
            update(tables.delivery)
            .where(
                _delivery.state == DeliveryState.SENDING,
                _delivery.epoch == epoch,
                _delivery.id.not_in(known),
            )
            .values(state=DeliveryState.PENDING, attempts=_delivery.attempts - 1)
        )
        return released.rowcount

    async def expire(self, ids: Collection[DeliveryId], now: datetime) -> int:
        expired = await self._connection.execute(
            update(tables.delivery)
            .where(
                _delivery.id.in_(ids),
                _delivery.state == DeliveryState.PENDING,
                _delivery.expires_at <= now,
            )
            .values(state=DeliveryState.EXPIRED, finished_at=now)
        )
        return expired.rowcount

    async def finish(self, ids: Collection[BroadcastId]) -> None:
        await self._connection.execute(
            update(tables.broadcast)
            .where(_broadcast.id.in_(ids), _broadcast.state.in_(GOING), nothing_open())
            .values(state=BroadcastState.DONE)
        )

    async def hold(self, broadcast_id: BroadcastId, reason: str, *, take_back: bool = False) -> None:
        await self._connection.execute(
            update(tables.broadcast)
            .where(_broadcast.id == broadcast_id, _broadcast.state.in_(GOING))
            .values(state=BroadcastState.HELD, reason=reason)
        )
        if take_back:
            gone = exists().where(
                _delivery.subscriber_id == _subscriber.id,
                _delivery.broadcast_id == broadcast_id,
                or_(
                    _delivery.state == DeliveryState.GONE,
                    and_(_delivery.state == DeliveryState.PENDING, _delivery.reason_code.is_not(None)),
                ),
            )
            await self._connection.execute(
                update(tables.subscriber)
                .where(_subscriber.status == SubscriberStatus.SUSPENDED, gone)
                .values(status=SubscriberStatus.ACTIVE, stopped_on=None)
            )

    async def _record_one(self, result: Result, epoch: int) -> None:
        values: dict[str, object] = {"state": result.state}
        if result.unknown:
            values["ambiguous"] = _delivery.ambiguous + 1
        if result.reason is not None:
            values["reason_code"] = result.reason
        if result.state is not DeliveryState.PENDING:
            values["finished_at"] = result.at
        changed = await self._connection.execute(
            update(tables.delivery)
            .where(
                _delivery.id == result.id,
                _delivery.state == DeliveryState.SENDING,
                _delivery.epoch == epoch,
            )
            .values(values)
        )
        if changed.rowcount and result.gone:
            await self._suspend(result)
        if changed.rowcount and result.lost_thread:
            await self._to_general(result)
        if changed.rowcount and result.moved_to is not None:
            await moving.move(self._connection, self._cipher, result.delivery.chat_id, result.moved_to)

    async def _suspend(self, result: Result) -> None:
        """Unreachable: silence now, and the places kept a week in case the chat comes back.

        What waits for a group stays, and expires in its time: groups take a bot in again and mean it.
        """
        suspended = await self._connection.execute(
            update(tables.subscriber)
            .where(_subscriber.id == result.subscriber_id, _subscriber.status == SubscriberStatus.ACTIVE)
            .values(status=SubscriberStatus.SUSPENDED, stopped_on=result.at.date())
            .returning(_subscriber.kind)
        )
        if suspended.scalar_one_or_none() == ChatKind.PRIVATE:
            await cancel_pending(self._connection, result.subscriber_id, None, None)

    async def _to_general(self, result: Result) -> None:
        """Only the delivery that ends the topic's use says so; one for another topic by now does not."""
        left = await self._connection.execute(
            update(tables.subscriber)
            .where(_subscriber.id == result.subscriber_id, _subscriber.thread == result.delivery.thread)
            .values(thread=None)
        )
        if left.rowcount:
            await self._connection.execute(
                update(tables.delivery)
                .where(_delivery.id == result.id)
                .values(reason_code=f"{MOVED}closed or deleted")
            )

    async def _add_lateness(self, sent: Sequence[Result], lateness: Mapping[DeliveryId, float]) -> None:
        by_broadcast: dict[BroadcastId, list[float]] = defaultdict(list)
        for result in sent:
            by_broadcast[result.broadcast_id].append(lateness.get(result.id, 0.0))
        for broadcast_id, seconds in by_broadcast.items():
            more = sum(1 for one in seconds if one > LATE_AFTER.total_seconds())
            parameters = {"broadcast": broadcast_id, "more": more, "worst": max(seconds)}
            await self._connection.execute(LATENESS, parameters)
