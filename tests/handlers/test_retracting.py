"""/retract: one person of the place, in private, at once, with words that name no place."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from bot.domain.broadcast import Alert, DeliveryState
from bot.domain.calendar import Entry, Status
from bot.domain.coordinator import Role, Standing
from bot.domain.ids import ChatId, Code
from bot.domain.places import CityPlace
from bot.domain.subscriber import Language, Subscription
from bot.services.notices import Notices
from bot.services.places import PlaceFinder
from bot.services.retracting import Retracting
from bot.views.office_buttons import RetractAlert
from handlers.retracting import RetractingHandlers
from handlers.telling import Telling
from storage import tables
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, TACOMA, a_subscriber, an_entry
from tests.handlers.harness import GROUP, PERSON, Bot, running
from tests.services.people import StandingClock

OTHER, OUTSIDER, OPERATOR = 700100201, 700100202, 700100203


@dataclass
class Scene:
    bot: Bot
    transactions: SqlTransactions
    clock: StandingClock
    woken: list[bool]

    async def entry(self) -> Entry:
        async with self.transactions.read() as tx:
            return (await tx.calendar.by_code(Code("A7F3"))) or pytest.fail("gone")

    async def notices(self) -> list[str]:
        query = select(tables.delivery.c.state).join(tables.broadcast)
        async with self.transactions.read() as tx:
            found = await tx.planning._connection.scalars(
                query.where(tables.broadcast.c.alert == Alert.RETRACTION)
            )
            return list(found)


@pytest.fixture
async def scene(transactions: SqlTransactions, finder: PlaceFinder) -> AsyncIterator[Scene]:
    clock, woken, places = StandingClock(speed=1.0), list[bool](), finder
    rally = an_entry(TACOMA, date(2026, 2, 5), "18:00", code=Code("A7F3"), venue="Harbor Plaza")
    async with transactions.write() as tx:
        await tx.calendar.put_all([rally])
        since = NOW - timedelta(hours=1)
        for chat, key in ((PERSON, f"c{TACOMA.id}"), (OTHER, "sWA"), (OUTSIDER, f"c{HOUSTON.id}")):
            await tx.coordinators.add(
                ChatId(chat), Role.COORDINATOR, Standing.ACTIVE, since, Language.EN, [key]
            )
        await tx.coordinators.add(ChatId(OPERATOR), Role.OPERATOR, Standing.ACTIVE, since, Language.EN)
        for _ in range(3):
            person = a_subscriber()
            await tx.subscribers.add(person)
            await tx.subscribers.put_subscription(Subscription(person.id, CityPlace(TACOMA).key, 25))
    notices = Notices(places.place, clock)
    service = Retracting(transactions, places, clock, notices, lambda: woken.append(True))
    async with running(
        transactions, lambda asking, replies: [RetractingHandlers(asking, replies, service, Telling(replies))]
    ) as bot:
        yield Scene(bot, transactions, clock, woken)


async def test_one_tap_retracts_and_everybody_concerned_is_told(scene: Scene) -> None:
    (asked,) = await scene.bot.say("/retract A7F3")
    assert "Retract alert A7F3?" in asked.text
    assert not await scene.notices()
    done = await scene.bot.press(asked.buttons["Retract A7F3"])
    assert "fewer than 10 chats" in " ".join(call.text for call in done)
    assert await scene.notices() == [DeliveryState.PENDING] * 3
    assert scene.woken == [True]
    entry = await scene.entry()
    assert (entry.status, entry.revision, entry.confirmed_by) == (Status.RETRACTED, 1, 1)
    async with scene.transactions.read() as tx:
        (row,) = await tx.audit.latest(5)
    assert (row.act, row.object, row.place_key) == ("retracted", "A7F3", f"c{TACOMA.id}")


@pytest.mark.parametrize("chat", [PERSON, OTHER, OPERATOR])
async def test_it_can_be_typed_by_whoever_acts_for_the_place(scene: Scene, chat: int) -> None:
    await scene.bot.say("/retract_A7F3 yes", chat_id=chat)
    assert len(await scene.notices()) == 3


@pytest.mark.parametrize("chat", [OUTSIDER, 5, GROUP])
async def test_nobody_else_can_and_nothing_is_told(scene: Scene, chat: int) -> None:
    await scene.bot.say("/retract A7F3 yes", chat_id=chat)
    await scene.bot.press(RetractAlert("A7F3", 0), chat_id=chat)
    assert (await scene.entry()).status is Status.ANNOUNCED
    assert not await scene.notices()
    assert not scene.woken


async def test_a_second_press_and_an_outdated_screen_do_nothing(scene: Scene) -> None:
    await scene.bot.press(RetractAlert("A7F3", 7))
    assert not await scene.notices()
    await scene.bot.press(RetractAlert("A7F3", 0))
    assert "retracted already" in (await scene.bot.press(RetractAlert("A7F3", 0)))[-1].text
    (again,) = await scene.bot.say("/retract A7F3 yes")
    assert "retracted already" in again.text
    assert len(await scene.notices()) == 3


async def test_what_is_over_and_what_is_unknown_is_refused(scene: Scene) -> None:
    (unknown,) = await scene.bot.say("/retract ZZZZ yes")
    assert "ZZZZ" in unknown.text
    scene.clock.at = NOW + timedelta(days=7)
    (over,) = await scene.bot.say("/retract A7F3 yes")
    assert "is over" in over.text
    assert not await scene.notices()
