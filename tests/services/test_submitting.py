"""What the author is told before review is what the second person is told, and what happens."""

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from bot.domain.announcement import Purpose
from bot.domain.calendar import Kind
from bot.domain.ids import Code
from bot.domain.subscriber import ChatKind, NewAlerts, SubscriberStatus, Subscription
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, a_subscriber
from tests.services.review_world import RALLY, ReviewWorld


@pytest.fixture
async def world(transactions: SqlTransactions) -> ReviewWorld:
    """Twelve who will be told; and who follows the city and will not."""
    world = ReviewWorld(transactions)
    await world.followers(12)
    async with transactions.write() as tx:
        for facts, kinds in (
            ({}, frozenset({Kind.VIGIL})),
            ({"kind": ChatKind.SUPERGROUP}, None),
            ({"new": NewAlerts.BRIEF}, None),
            ({"new": NewAlerts.OFF}, None),
            ({"status": SubscriberStatus.STOPPED}, None),
        ):
            person = a_subscriber(**facts)
            await tx.subscribers.add(person)
            await tx.subscribers.put_subscription(Subscription(person.id, f"c{HOUSTON.id}", 25, kinds))
    return world


async def test_preview_review_and_what_is_sent_count_the_same(world: ReviewWorld) -> None:
    author, approver = await world.coordinator(), await world.coordinator()
    code = Code("PREV")
    async with world.transactions.write() as tx:
        await tx.announcements.create(code, Purpose.NEW, author.id, RALLY)
    preview = await world.submitting.preview(author.chat_id, code)
    submitted = await world.submitting.submit(author.chat_id, code)
    review = await world.reviewing.screen(approver.chat_id, submitted.id)
    assert preview.audience == review.audience == 12
    assert preview.lasts == review.last_within == timedelta(seconds=12 / 25 * 1.1 + 10)
    await world.approve(approver, submitted)
    assert await world.deliveries() == 12


async def test_a_preview_leaves_nothing_behind(world: ReviewWorld) -> None:
    author = await world.coordinator()
    async with world.transactions.write() as tx:
        await tx.announcements.create(Code("PREV"), Purpose.NEW, author.id, RALLY)
    await world.submitting.preview(author.chat_id, Code("PREV"))
    async with world.transactions.read() as tx:
        for table in (tables.broadcast, tables.delivery, tables.entry):
            assert await tx.planning._connection.scalar(select(func.count()).select_from(table)) == 0
