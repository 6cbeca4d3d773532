"""Pushes of a city as coordinators make them, one after another."""

from dataclasses import replace
from datetime import timedelta

from sqlalchemy import select, update

from bot.domain.announcement import Purpose
from bot.domain.broadcast import BroadcastState, DeliveryState
from bot.domain.calendar import Entry
from bot.domain.coordinator import Coordinator, Role
from bot.domain.limits import Held
from storage import tables
from tests.services.review_world import RALLY, ReviewWorld

SOON = timedelta(minutes=11)


async def people(world: ReviewWorld) -> tuple[Coordinator, Coordinator, Coordinator]:
    """Author, approver, and an operator who has no part in it."""
    await world.followers(3)
    return (
        await world.coordinator(),
        await world.coordinator(),
        await world.coordinator(role=Role.OPERATOR),
    )


async def pushed(
    world: ReviewWorld, author: Coordinator, by: Coordinator, after: timedelta = SOON, venue: str = "Gate 1"
) -> Entry:
    """Something new, approved and sent after some time."""
    world.clock.at += after
    announcement = await world.submitted(author, replace(RALLY, venue=venue))
    await world.approve(by, announcement)
    return await world.entry(announcement.code)


async def corrected(
    world: ReviewWorld, author: Coordinator, by: Coordinator, entry: Entry, venue: str = "", **more: object
) -> Entry:
    world.clock.at += SOON
    purpose = Purpose.CHANGE if venue else Purpose.CANCEL
    facts = {"venue": venue} if venue else {}
    await world.approve(by, await world.proposed(author, entry, purpose, **facts))
    return await world.entry(entry.code)


async def states(world: ReviewWorld) -> list[tuple[str, str | None]]:
    async with world.transactions.read() as tx:
        return [(total.state, total.reason) for total in await tx.broadcasts.totals()]


async def held(world: ReviewWorld) -> Held:
    (found,) = await world.holds.waiting()
    return found


async def arrived(world: ReviewWorld) -> None:
    """Everything that is not held was sent."""
    going = select(tables.broadcast.c.id).where(tables.broadcast.c.state != BroadcastState.HELD)
    columns = tables.delivery.c
    async with world.transactions.write() as tx:
        await tx.planning._connection.execute(
            update(tables.delivery)
            .where(columns.broadcast_id.in_(going), columns.state == DeliveryState.PENDING)
            .values(state=DeliveryState.SENT, finished_at=world.clock.at)
        )


async def due(world: ReviewWorld) -> int:
    async with world.transactions.read() as tx:
        return len(await tx.outbox.due(world.clock.now(), 100))
