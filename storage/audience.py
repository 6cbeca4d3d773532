"""Who is reached by what: grouped per subscriber by the database, in tables that last for one transaction."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Text,
    and_,
    case,
    cast,
    exists,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.domain.broadcast import Alert, BroadcastState, DeliveryState, Section
from bot.domain.subscriber import ChatKind, Language, NewAlerts, SubscriberStatus
from bot.services.ports.planning import Audience, Group, Reached, Wait
from storage import tables, temporary

_TOLD_STATES = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.PENDING, DeliveryState.UNCERTAIN)
"""Deliveries after which a subscriber counts as told, or is about to be."""
_subscriber = tables.subscriber.c
_subscription = tables.subscription.c
_wait = temporary.wait.c
_reached = temporary.reached.c
_told = temporary.told.c
_member = temporary.member.c


async def gather(connection: AsyncConnection, audience: Audience) -> tuple[Group, ...]:
    await temporary.prepare(connection)
    await temporary.put(
        connection, temporary.wait, (wait_row(number, wait) for number, wait in enumerate(audience.waits))
    )
    await temporary.put(connection, temporary.reached, map(_reached_row, audience.reached))
    await connection.execute(insert(temporary.told).from_select(list(_told), _told_query(audience.told_by)))
    await connection.execute(insert(temporary.member).from_select(list(_member), _members_query(audience)))
    groups = await connection.execute(select(_member.language, _member.signature).distinct())
    return tuple(
        Group(Language(language), signature, tuple(sorted({int(fact) for fact in signature.split(",")})))
        for language, signature in groups
    )


def may_hear_later() -> ColumnElement[bool]:
    """Active, or a group that the bot cannot write to now: a correction waits there until it expires."""
    return or_(
        _subscriber.status == SubscriberStatus.ACTIVE,
        and_(
            _subscriber.status == SubscriberStatus.SUSPENDED,
            _subscriber.kind != ChatKind.PRIVATE,
        ),
    )


def _told_query(told_by: Sequence[Alert]) -> Select[Any]:
    """Who was told of an entry that is to be told once only."""
    delivery, broadcast, names = tables.delivery.c, tables.broadcast.c, tables.edition_entry.c
    once = select(_reached.entry_id).where(_reached.once.is_(True))
    return (
        select(delivery.subscriber_id, names.entry_id)
        .join_from(tables.edition_entry, tables.delivery, delivery.edition_id == names.edition_id)
        .join(tables.broadcast, broadcast.id == delivery.broadcast_id)
        .where(
            names.entry_id.in_(once),
            names.named.is_(True),
            delivery.state.in_(_TOLD_STATES),
            # What is held may never be sent: it tells nobody.
            or_(broadcast.state != BroadcastState.HELD, delivery.state != DeliveryState.PENDING),
            broadcast.alert.in_(told_by),
        )
        .distinct()
    )


def _members_query(audience: Audience) -> Select[Any]:
    """Each subscriber with the numbers of the facts that reach them."""
    return (
        select(_subscriber.id, _wait.id, _subscriber.language, _signature())
        .join_from(
            temporary.reached,
            tables.subscription,
            and_(
                _subscription.place_key == _reached.place_key,
                _subscription.radius == _reached.radius,
            ),
        )
        .join(tables.subscriber, _subscriber.id == _subscription.subscriber_id)
        .join(temporary.wait, same_profile())
        .where(
            # Nearly everybody is active: an index would only bring them out of the order of the groups.
            _subscriber.status.concat("") == SubscriberStatus.ACTIVE,
            *_among_those_reached(audience.alert),
            *([_subscriber.id == audience.only] if audience.only is not None else []),
            *_wants(audience.alert),
            *_not_served(audience.instead_of),
            *_worth_telling(),
        )
        .group_by(_subscriber.id, _wait.id, _subscriber.language)
        .having(func.max(case((_reached.triggers, 1), else_=0)) == 1)
    )


def _worth_telling() -> list[ColumnElement[bool]]:
    """Of a kind that is wanted, not muted, and not told of already where once is enough."""
    mute = tables.mute.c
    muted = exists().where(mute.subscriber_id == _subscriber.id, mute.entry_id == _reached.entry_id)
    told = exists().where(_told.subscriber_id == _subscriber.id, _told.entry_id == _reached.entry_id)
    # A JSON list of words is searched as text: the same on every database.
    of_kind = cast(_subscription.kinds, Text).like(literal('%"') + _reached.kind + literal('"%'))
    return [
        or_(_subscription.kinds.is_(None), of_kind),
        not_(muted),
        or_(_reached.once.is_(False), not_(told)),
    ]


def _among_those_reached(alert: Alert) -> list[ColumnElement[bool]]:
    """A brief concerns nearly everybody; of any other alert few, who are found by their places first."""
    if alert is Alert.BRIEF:
        return []
    places = temporary.reached.alias()
    reached = select(_subscription.subscriber_id).join_from(
        tables.subscription,
        places,
        and_(_subscription.place_key == places.c.place_key, _subscription.radius == places.c.radius),
    )
    return [_subscriber.id.in_(reached.correlate(None))]


def _not_served(instead_of: str | None) -> list[ColumnElement[bool]]:
    if instead_of is None:
        return []
    delivery, broadcast = tables.delivery.c, tables.broadcast.c
    alike = select(broadcast.id).where(broadcast.key.like(instead_of))
    served = exists().where(
        delivery.subscriber_id == _subscriber.id,
        delivery.broadcast_id.in_(alike),
        delivery.state.in_(_TOLD_STATES),
    )
    return [not_(served)]


def _signature() -> ColumnElement[str]:
    """The numbers of the facts, and of the nearest action (the least number) if no other is near."""
    is_nearest = _reached.section == Section.NEAREST
    facts = func.aggregate_strings(case((not_(is_nearest), cast(_reached.fact, Text))), ",")
    nearest = func.min(case((is_nearest, _reached.fact)))
    wanted = and_(func.max(case((_reached.near, 1), else_=0)) == 0, nearest.is_not(None))
    return facts + case((wanted, literal(",") + cast(nearest, Text)), else_="")


def same_profile() -> ColumnElement[bool]:
    return and_(
        _wait.home_zone == _subscriber.home_zone,
        _wait.brief_hour == _subscriber.brief_hour,
        _wait.quiet_starts.is_not_distinct_from(_subscriber.quiet_starts),
        _wait.quiet_ends.is_not_distinct_from(_subscriber.quiet_ends),
    )


def _wants(alert: Alert) -> list[ColumnElement[bool]]:
    """The switches; changes, cancellations and retractions have none."""
    private = _subscriber.kind == ChatKind.PRIVATE
    match alert:
        case Alert.BRIEF:
            never_new = _subscriber.new == NewAlerts.OFF
            newly = _reached.section == Section.NEWLY_LISTED
            return [_subscriber.brief.is_(True), not_(and_(newly, never_new))]
        case Alert.NEW:
            return [private, _subscriber.new == NewAlerts.ONCE]
        case Alert.REMINDER:
            return [private, _subscriber.reminder.is_(True)]
        case _:
            return []


def wait_row(number: int, wait: Wait) -> dict[str, object]:
    quiet = wait.profile.quiet
    return {
        "id": number,
        "home_zone": wait.profile.zone,
        "quiet_starts": quiet.starts if quiet else None,
        "quiet_ends": quiet.ends if quiet else None,
        "brief_hour": wait.profile.brief_hour,
        "not_before": wait.not_before,
        "soonest_expiry": wait.soonest_expiry,
    }


def _reached_row(reached: Reached) -> dict[str, object]:
    return {
        "place_key": reached.followed.place_key,
        "radius": reached.followed.radius,
        "fact": reached.fact,
        "entry_id": reached.entry_id,
        "kind": reached.kind,
        "section": reached.section,
        "once": reached.once,
        "triggers": reached.triggers,
        "near": reached.near,
    }
