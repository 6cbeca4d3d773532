"""The outbox's statements that run for every few messages: building one costs more than running it."""

from sqlalchemy import Float, Integer, bindparam, case, exists, update

from bot.domain.broadcast import BroadcastState, DeliveryState
from storage import tables
from storage.due import GOING, MAY_GO, TO_ACTIVE

_broadcast = tables.broadcast.c
_delivery = tables.delivery.c

CLAIM = (
    update(tables.delivery)
    .where(
        _delivery.id.in_(bindparam("ids", expanding=True)),
        MAY_GO,
        exists().where(_broadcast.id == _delivery.broadcast_id, _broadcast.state.in_(GOING)),
        TO_ACTIVE,
    )
    .values(
        state=DeliveryState.SENDING,
        epoch=bindparam("of_epoch"),
        attempts=_delivery.attempts + 1,
        started_at=bindparam("now"),
    )
    .returning(_delivery.id, _delivery.broadcast_id)
)
STARTED = (
    update(tables.broadcast)
    .where(_broadcast.id.in_(bindparam("ids", expanding=True)), _broadcast.state == BroadcastState.QUEUED)
    .values(state=BroadcastState.SENDING)
)
SENT = (
    update(tables.delivery)
    .where(
        _delivery.id == bindparam("row"),
        _delivery.epoch == bindparam("of_epoch"),
        _delivery.state == DeliveryState.SENDING,
    )
    .values(state=DeliveryState.SENT, message_id=bindparam("message"), finished_at=bindparam("at"))
)
LATENESS = (
    update(tables.broadcast)
    .where(_broadcast.id == bindparam("broadcast"))
    .values(
        late=_broadcast.late + bindparam("more", type_=Integer),
        worst_lateness=case(
            (_broadcast.worst_lateness < bindparam("worst", type_=Float), bindparam("worst", type_=Float)),
            else_=_broadcast.worst_lateness,
        ),
    )
)
