"""/cancel and /postpone: prepared, proposed by one, approved by another, and only then told."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import date, timedelta

import pytest

from bot.domain.announcement import AnnouncementState, Purpose
from bot.domain.calendar import Status
from bot.domain.coordinator import Role, Standing
from bot.domain.ids import ChatId, Code
from bot.domain.subscriber import Language, Subscription
from bot.services.corrections import Correction
from bot.services.dispatching import Dispatch
from bot.services.notices import Notices
from bot.services.places import PlaceFinder
from bot.services.reviewing import Reviewing
from storage.transactions import SqlTransactions
from tests.builders import HOUSTON, NOW, TACOMA, a_subscriber, an_entry
from tests.handlers.harness import GROUP, PERSON, Bot, running
from tests.handlers.people import People
from tests.services.people import StandingClock

SECOND, OUTSIDER = 700100201, 700100202


@dataclass
class Scene:
    bot: Bot
    transactions: SqlTransactions
    reviewing: Reviewing

    async def state(self) -> AnnouncementState | None:
        async with self.transactions.read() as tx:
            found = await tx.announcements.by_code(Code("A7F3"))
        return found.state if found else None

    async def status(self) -> Status:
        async with self.transactions.read() as tx:
            found = await tx.calendar.by_code(Code("A7F3"))
        assert found is not None
        return found.status


@pytest.fixture
async def scene(transactions: SqlTransactions, finder: PlaceFinder) -> AsyncIterator[Scene]:
    clock = StandingClock(speed=1.0)
    rally = an_entry(TACOMA, date(2026, 2, 5), "18:00", code=Code("A7F3"), venue="Harbor Plaza")
    since, person = NOW - timedelta(days=9), a_subscriber()
    async with transactions.write() as tx:
        await tx.calendar.put_all([rally])
        for chat, city in ((PERSON, TACOMA), (SECOND, TACOMA), (OUTSIDER, HOUSTON)):
            await tx.coordinators.add(
                ChatId(chat), Role.COORDINATOR, Standing.ACTIVE, since, Language.EN, [f"c{city.id}"]
            )
        await tx.subscribers.add(person)
        await tx.subscribers.put_subscription(Subscription(person.id, f"c{TACOMA.id}", 25))
    dispatch = Dispatch(dict.fromkeys(Purpose, Correction(Notices(finder.place, clock))), 2)
    reviewing = Reviewing(transactions, finder, clock, dispatch, 25, lambda: None)
    people = People(transactions, finder, clock)
    async with running(transactions, people.features) as bot:
        yield Scene(bot, transactions, reviewing)


@pytest.mark.parametrize(
    ("command", "status"), [("cancel", Status.CANCELLED), ("postpone", Status.POSTPONED)]
)
async def test_one_taps_another_approves_and_people_are_told(
    scene: Scene, command: str, status: Status
) -> None:
    (screen,) = await scene.bot.say(f"/{command} A7F3")
    assert "Nothing is sent yet" in screen.text
    assert await scene.state() is AnnouncementState.DRAFT
    await scene.bot.press(next(iter(screen.buttons.values())))
    assert (await scene.state(), await scene.status()) == (AnnouncementState.IN_REVIEW, Status.ANNOUNCED)
    review = await scene.reviewing.screen(ChatId(SECOND), "A7F3")
    assert (review.entry.status, review.audience) == (status, 1)
    await scene.reviewing.approve(ChatId(SECOND), review.seen, review.proof.right)
    assert (await scene.state(), await scene.status()) == (AnnouncementState.APPROVED, status)
    async with scene.transactions.read() as tx:
        (told,) = await tx.broadcasts.totals()
    assert (told.planned, told.alert) == (1, "cancellation" if command == "cancel" else "change")


async def test_it_can_be_typed_and_waits_for_one_answer_at_a_time(scene: Scene) -> None:
    await scene.bot.say("/cancel_A7F3 yes")
    assert await scene.state() is AnnouncementState.IN_REVIEW
    (again,) = await scene.bot.say("/postpone A7F3")
    assert "waits for approval already" in again.text


@pytest.mark.parametrize("chat", [OUTSIDER, 5, GROUP])
async def test_who_does_not_act_for_the_city_proposes_nothing(scene: Scene, chat: int) -> None:
    for text in ("/cancel A7F3", "/cancel A7F3 yes", "/postpone A7F3 yes"):
        await scene.bot.say(text, chat_id=chat)
    assert await scene.state() is None


async def test_a_tap_on_an_outdated_screen_proposes_nothing(scene: Scene) -> None:
    await scene.bot.say("/cancel A7F3")
    await scene.bot.press("pc:cancel:A7F3:9")
    await scene.bot.press("pc:new:A7F3:1")
    assert await scene.state() is AnnouncementState.DRAFT
