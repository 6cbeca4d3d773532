"""Who is reached by what: grouped per subscriber by the database, in tables that last for one transaction."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ColumnElement,
    Index,
    Integer,
    MetaData,
    Select,
    String,
    Table,
    Text,
    Time,
    and_,
    case,
    cast,
    delete,
    exists,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
)
from sqlalchemy.ext.asyncio import AsyncConnection
from sqlalchemy.schema import CreateIndex, CreateTable

from bot.domain.broadcast import Alert, DeliveryState, Section
from bot.domain.subscriber import ChatKind, Language, NewAlerts, SubscriberStatus
from bot.services.ports.planning import Audience, Group, NewEdition, Reached, Wait
from storage import tables
from storage.types import UTCDateTime

_TOLD_STATES = (DeliveryState.SENT, DeliveryState.SENDING, DeliveryState.PENDING, DeliveryState.UNCERTAIN)
"""Deliveries after which a subscriber counts as told, or is about to be."""
_BATCH = 1000
_temporary = MetaData()
_options: dict[str, Any] = {"prefixes": ["TEMPORARY"], "postgresql_on_commit": "DROP"}

_wait = Table(
    "audience_wait",
    _temporary,
    Column("id", Integer, primary_key=True),
    Column("home_zone", String(40), nullable=False),
    Column("quiet_starts", Time),
    Column("quiet_ends", Time),
    Column("not_before", UTCDateTime, nullable=False),
    Column("soonest_expiry", UTCDateTime, nullable=False),
    Index("ix_audience_wait", "home_zone"),
    **_options,
)
_reached = Table(
    "audience_reached",
    _temporary,
    Column("place_key", String(12), nullable=False),
    Column("radius", Integer, nullable=False),
    Column("fact", Integer, nullable=False),
    Column("entry_id", String(80), nullable=False),
    Column("kind", String(20), nullable=False),
    Column("section", String(12), nullable=False),
    Column("once", Boolean, nullable=False),
    Column("triggers", Boolean, nullable=False),
    Index("ix_audience_reached", "place_key", "radius"),
    **_options,
)
_told = Table(
    "audience_told",
    _temporary,
    Column("subscriber_id", BigInteger, primary_key=True, autoincrement=False),
    Column("entry_id", String(80), primary_key=True),
    **_options,
)
_member = Table(
    "audience_member",
    _temporary,
    Column("subscriber_id", BigInteger, nullable=False),
    Column("wait", Integer, nullable=False),
    Column("language", String(2), nullable=False),
    Column("signature", Text, nullable=False),
    **_options,
)
_edition = Table(
    "audience_edition",
    _temporary,
    Column("language", String(2), primary_key=True),
    Column("signature", Text, primary_key=True),
    Column("edition_id", BigInteger, nullable=False),
    Column("expires_at", UTCDateTime, nullable=False),
    **_options,
)

_subscriber = tables.subscriber.c
_subscription = tables.subscription.c


async def gather(connection: AsyncConnection, audience: Audience) -> tuple[Group, ...]:
    await _empty_tables(connection)
    await _put(connection, _wait, (_wait_row(number, wait) for number, wait in enumerate(audience.waits)))
    await _put(connection, _reached, map(_reached_row, audience.reached))
    await connection.execute(insert(_told).from_select(list(_told.c), _told_query(audience.told_by)))
    await connection.execute(insert(_member).from_select(list(_member.c), _members_query(audience.alert)))
    columns = _member.c
    groups = await connection.execute(select(columns.language, columns.signature).distinct())
    return tuple(
        Group(Language(language), signature, tuple(sorted({int(fact) for fact in signature.split(",")})))
        for language, signature in groups
    )


async def match(connection: AsyncConnection, editions: Iterable[tuple[int, NewEdition]]) -> None:
    """Say which edition, by its id, each gathered group gets."""
    rows = (
        {
            "language": edition.language,
            "signature": group,
            "edition_id": edition_id,
            "expires_at": edition.expires_at,
        }
        for edition_id, edition in editions
        for group in edition.groups
    )
    await _put(connection, _edition, rows)


async def deliver(connection: AsyncConnection, broadcast_id: int, lane: int, now: datetime) -> int:
    """Write the deliveries of everybody whose group got an edition; how many.

    Who would be written to only when the edition's time has passed is journalled as expired at once.
    """
    expires_at = case(
        (_edition.c.expires_at > _wait.c.soonest_expiry, _edition.c.expires_at),
        else_=_wait.c.soonest_expiry,
    )
    too_late = or_(expires_at <= now, _edition.c.expires_at <= _wait.c.not_before)
    values = {
        "broadcast_id": literal(broadcast_id),
        "edition_id": _edition.c.edition_id,
        "subscriber_id": _member.c.subscriber_id,
        "state": case((too_late, DeliveryState.EXPIRED), else_=DeliveryState.PENDING),
        "lane": literal(lane),
        "not_before": _wait.c.not_before,
        "expires_at": expires_at,
        "finished_at": case((too_late, literal(now, UTCDateTime))),
    }
    query = (
        select(*(value.label(name) for name, value in values.items()))
        .join_from(
            _member,
            _edition,
            and_(_edition.c.language == _member.c.language, _edition.c.signature == _member.c.signature),
        )
        .join(_wait, _wait.c.id == _member.c.wait)
    )
    return (await connection.execute(insert(tables.delivery).from_select(list(values), query))).rowcount


def _told_query(told_by: Sequence[Alert]) -> Select[Any]:
    """Who was told of an entry that is to be told once only."""
    delivery, broadcast, names = tables.delivery.c, tables.broadcast.c, tables.edition_entry.c
    once = select(_reached.c.entry_id).where(_reached.c.once.is_(True))
    return (
        select(delivery.subscriber_id, names.entry_id)
        .join_from(tables.edition_entry, tables.delivery, delivery.edition_id == names.edition_id)
        .join(tables.broadcast, broadcast.id == delivery.broadcast_id)
        .where(
            names.entry_id.in_(once),
            names.named.is_(True),
            delivery.state.in_(_TOLD_STATES),
            broadcast.alert.in_(told_by),
        )
        .distinct()
    )


def _members_query(alert: Alert) -> Select[Any]:
    """Each subscriber with the numbers of the facts that reach them."""
    mute = tables.mute.c
    muted = exists().where(mute.subscriber_id == _subscriber.id, mute.entry_id == _reached.c.entry_id)
    told = exists().where(_told.c.subscriber_id == _subscriber.id, _told.c.entry_id == _reached.c.entry_id)
    # A JSON list of words is searched as text: the same on every database.
    of_kind = cast(_subscription.kinds, Text).like(literal('%"') + _reached.c.kind + literal('"%'))
    facts = func.aggregate_strings(cast(_reached.c.fact, Text), ",")
    return (
        select(_subscriber.id, _wait.c.id, _subscriber.language, facts)
        .join_from(
            _reached,
            tables.subscription,
            and_(
                _subscription.place_key == _reached.c.place_key,
                _subscription.radius == _reached.c.radius,
            ),
        )
        .join(tables.subscriber, _subscriber.id == _subscription.subscriber_id)
        .join(_wait, _same_profile())
        .where(
            _subscriber.status == SubscriberStatus.ACTIVE,
            *_wants(alert),
            or_(_subscription.kinds.is_(None), of_kind),
            not_(muted),
            or_(_reached.c.once.is_(False), not_(told)),
        )
        .group_by(_subscriber.id, _wait.c.id, _subscriber.language)
        .having(func.max(case((_reached.c.triggers, 1), else_=0)) == 1)
    )


def _same_profile() -> ColumnElement[bool]:
    return and_(
        _wait.c.home_zone == _subscriber.home_zone,
        _wait.c.quiet_starts.is_not_distinct_from(_subscriber.quiet_starts),
        _wait.c.quiet_ends.is_not_distinct_from(_subscriber.quiet_ends),
    )


def _wants(alert: Alert) -> list[ColumnElement[bool]]:
    """The switches; changes, cancellations and retractions have none."""
    private = _subscriber.kind == ChatKind.PRIVATE
    match alert:
        case Alert.BRIEF:
            never_new = _subscriber.new == NewAlerts.OFF
            newly = _reached.c.section == Section.NEWLY_LISTED
            return [_subscriber.brief.is_(True), not_(and_(newly, never_new))]
        case Alert.NEW:
            return [private, _subscriber.new == NewAlerts.ONCE]
        case Alert.REMINDER:
            return [private, _subscriber.reminder.is_(True)]
        case _:
            return []


def _wait_row(number: int, wait: Wait) -> dict[str, object]:
    quiet = wait.profile.quiet
    return {
        "id": number,
        "home_zone": wait.profile.zone,
        "quiet_starts": quiet.starts if quiet else None,
        "quiet_ends": quiet.ends if quiet else None,
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
    }


async def _empty_tables(connection: AsyncConnection) -> None:
    for table in _temporary.sorted_tables:
        await connection.execute(CreateTable(table, if_not_exists=True))
        for index in table.indexes:
            await connection.execute(CreateIndex(index, if_not_exists=True))
        await connection.execute(delete(table))


async def _put(connection: AsyncConnection, table: Table, rows: Iterable[dict[str, object]]) -> None:
    remaining = iter(rows)
    while batch := list(islice(remaining, _BATCH)):
        await connection.execute(insert(table), batch)
