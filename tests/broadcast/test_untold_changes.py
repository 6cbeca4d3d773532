"""A change that nobody had heard of when it was called off: people go on from what they were told."""

from datetime import UTC, datetime

from sqlalchemy import update

from bot.broadcast.rendering import Rendering
from bot.domain.broadcast import DeliveryState
from bot.domain.calendar import Entry, Status
from bot.domain.ids import ChatId
from bot.services.notices import burst_of
from storage import tables
from tests.broadcast.card_world import cancel, publish, put_rally, told
from tests.broadcast.outbox_world import FIRST_CHAT, World


async def called_off(world: World) -> Entry:
    """One person was told of Harbor Plaza; the library was never told; then it was cancelled, which was."""
    rally, people = await put_rally(world), await world.people([ChatId(FIRST_CHAT)])
    await told(world, people, rally)
    assert await publish(world, rally, venue="Library steps") == 1
    assert await cancel(world, rally) == 1
    await everything_sent(world)
    return rally


async def everything_sent(world: World) -> None:
    columns = tables.delivery.c
    sent = {"state": DeliveryState.SENT, "started_at": datetime.now(UTC), "message_id": 700}
    async with world.transactions._writer.begin() as connection:
        await connection.execute(
            update(tables.delivery).where(columns.state == DeliveryState.PENDING).values(sent)
        )


async def cards(world: World) -> list[str]:
    async with world.transactions.read() as tx:
        due = await tx.cards.due(10)
    rendering, now = Rendering(world.transactions, lambda _: None), datetime.now(UTC)
    return [(await rendering.card(edit, now)).text for edit in due]


async def test_a_card_calls_off_the_place_that_it_named(sending: World) -> None:
    await called_off(sending)
    (card,) = await cards(sending)
    assert "Harbor Plaza" in card
    assert "Library" not in card


async def test_on_again_is_told_from_what_was_called_off(sending: World) -> None:
    rally = await called_off(sending)
    async with sending.transactions.write() as tx:
        before = (await tx.calendar.by_ids([rally.id]))[rally.id]
        burst = await burst_of(tx, before, before, datetime.now(UTC))
    assert (burst.known.venue, burst.known.status) == ("Harbor Plaza", Status.CANCELLED)


async def test_its_cards_say_the_same(sending: World) -> None:
    rally = await called_off(sending)
    assert await publish(sending, rally, status=Status.ANNOUNCED) == 1
    await everything_sent(sending)
    found = await cards(sending)
    assert len(found) == 2, "the announcement and the cancellation"
    for card in found:
        assert "Was: Harbor Plaza" in card
        assert "Library steps" in card
