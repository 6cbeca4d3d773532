"""The poll loop: at least once, in order within a chat, and what ends it."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Any

import pytest
from telegram import Bot, Update

from bot.domain.broadcast import Ambiguous, NotSent, TokenRefused
from bot.domain.errors import AnotherInstance, Misconfigured
from bot.telegram.inbox import Inbox
from bot.telegram.poll import AFTER_CONFLICT, LONGEST_BACK_OFF, QUIET_WEEK, SOONEST, Poll
from bot.telegram.repeats import Repeats
from tests.handlers.harness import TOKEN
from tests.telegram.updates import LIMIT, Server, a_message

Handle = Callable[[Update], Awaitable[None]]


@dataclass(slots=True)
class Time:
    """Sleeping is instant and moves the clock."""

    now: float = 1000.0
    slept: list[float] = field(default_factory=list)

    def monotonic(self) -> float:
        return self.now

    async def sleep(self, seconds: float) -> None:
        self.slept.append(seconds)
        self.now += seconds
        await asyncio.sleep(0)


@dataclass(slots=True)
class Handled:
    """Remembers what it was given; a chat's gate, where there is one, holds its updates up."""

    texts: list[str] = field(default_factory=list)
    gates: dict[int, asyncio.Event] = field(default_factory=dict)
    repeats: Repeats = field(default_factory=Repeats)
    busy: dict[int, int] = field(default_factory=dict)
    _progress: asyncio.Event = field(default_factory=asyncio.Event)

    async def __call__(self, update: Update) -> None:
        assert update.message is not None
        assert update.message.text is not None
        if (gate := self.gates.get(update.message.chat.id)) is not None:
            await gate.wait()
        if self.busy.get(update.update_id, 0) > 0:
            self.busy[update.update_id] -= 1
            self.repeats.again(update.update_id)
            return
        self.texts.append(update.message.text)
        self._progress.set()

    async def count(self, number: int) -> None:
        async with asyncio.timeout(5):
            while len(self.texts) < number:
                self._progress.clear()
                await self._progress.wait()


def a_poll(server: Server, handled: Handled, time: Time | None = None) -> Poll:
    time = time or Time()
    inbox = Inbox(Bot(TOKEN), handled, handled.repeats)
    return Poll(server, inbox, monotonic=time.monotonic, sleep=time.sleep)


@asynccontextmanager
async def polling(poll: Poll) -> AsyncIterator[None]:
    async with asyncio.timeout(20), asyncio.TaskGroup() as tasks:
        task = tasks.create_task(poll.run())
        yield
        poll.stop()
        await task


async def test_updates_are_handled_once_and_confirmed_when_they_are_through() -> None:
    server, handled = Server(a_message(7, "a"), a_message(8, "b", 2)), Handled()
    async with polling(a_poll(server, handled)):
        await handled.count(2)
        server.add(a_message(9, "c"))
        await handled.count(3)
    assert sorted(handled.texts) == ["a", "b", "c"]
    assert server.waiting == []
    assert server.asked[0]["offset"] is None
    assert server.asked[-1]["offset"] == 10


@pytest.mark.parametrize("forgets", [True, False])
async def test_a_server_that_does_not_keep_polls_open_is_not_asked_without_a_pause(*, forgets: bool) -> None:
    time = Time()

    class Hasty(Server):
        async def call(self, method: str, parameters: Mapping[str, object] | None = None) -> Any:
            offset = {} if forgets else {"offset": None}
            return await super().call(method, {**(parameters or {}), "timeout": 0, **offset})

    server, handled = Hasty(a_message(7, "a")), Handled()
    async with polling(a_poll(server, handled, time)):
        await handled.count(1)
        async with asyncio.timeout(5):
            while len(server.asked) < 20:  # noqa: ASYNC110 - a count, no event
                await asyncio.sleep(0.01)
    assert time.slept.count(SOONEST) >= 15
    assert handled.texts == ["a"]


async def test_what_is_not_through_stays_with_telegram() -> None:
    server = Server(*(a_message(number, str(number), chat_id=number) for number in (7, 8, 9)))
    handled = Handled(gates={8: asyncio.Event()})
    async with polling(a_poll(server, handled)):
        await handled.count(2)
        await asyncio.sleep(0.3)
        assert [update["update_id"] for update in server.waiting] == [8, 9]
        handled.gates[8].set()
        await handled.count(3)
    assert sorted(handled.texts) == ["7", "8", "9"]


async def test_a_chat_keeps_its_order_and_holds_up_no_other() -> None:
    texts = [f"{number}" for number in range(20)]
    slow = [a_message(100 + number, text, chat_id=1) for number, text in enumerate(texts)]
    server = Server(*slow, a_message(200, "quick", chat_id=2))
    handled = Handled(gates={1: asyncio.Event()})
    async with polling(a_poll(server, handled)):
        await handled.count(1)
        assert handled.texts == ["quick"]
        handled.gates[1].set()
        await handled.count(21)
    assert handled.texts[1:] == texts


async def test_more_than_one_batch_gets_through() -> None:
    server = Server(*(a_message(number, str(number), chat_id=number % 7) for number in range(250)))
    handled = Handled()
    async with polling(a_poll(server, handled)):
        await handled.count(250)
    assert len(set(handled.texts)) == 250
    assert len(server.waiting) < LIMIT


@pytest.mark.parametrize(
    "malformed",
    [
        pytest.param({"update_id": 8, "message": {"message_id": 1}}, id="fields missing"),
        pytest.param({"update_id": 8, "message": "text"}, id="wrong type"),
        pytest.param({"update_id": 8, "message": None}, id="nothing"),
        pytest.param({"update_id": 8, "a_later_kind": {"id": 1}}, id="unknown kind"),
    ],
)
async def test_a_malformed_update_does_not_wedge_the_others(malformed: dict[str, Any]) -> None:
    server = Server(a_message(7, "before"), malformed, a_message(9, "after"))
    handled = Handled()

    async def only_messages(update: Update) -> None:
        if update.message is not None:
            await handled(update)

    async with polling(Poll(server, Inbox(Bot(TOKEN), only_messages, handled.repeats))):
        await handled.count(2)
    assert handled.texts == ["before", "after"]


@pytest.mark.parametrize("nonsense", ["text", None, [], {"message": {}}, {"update_id": "7"}])
async def test_what_is_no_update_at_all_is_passed_over(nonsense: object) -> None:
    handled = Handled()
    inbox = Inbox(Bot(TOKEN), handled, handled.repeats)
    async with asyncio.TaskGroup() as tasks:
        assert inbox.take([nonsense, a_message(7)], tasks) == 1
    assert handled.texts == ["hello"]


async def test_the_same_update_again_has_no_second_effect() -> None:
    handled = Handled()
    inbox = Inbox(Bot(TOKEN), handled, handled.repeats)
    async with asyncio.TaskGroup() as tasks:
        for _ in range(3):
            inbox.take([a_message(7)], tasks)
            await asyncio.sleep(0.01)
    assert handled.texts == ["hello"]


async def test_a_busy_database_is_tried_again_until_it_works(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.inbox.FIRST_PAUSE", 0.001)
    server, handled = Server(a_message(7, "a"), a_message(8, "b")), Handled(busy={7: 3})
    async with polling(a_poll(server, handled)):
        await handled.count(2)
    assert handled.texts == ["a", "b"], "the order of the chat holds over repeats"


async def test_a_handler_that_fails_or_hangs_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.telegram.inbox.LONGEST", 0.02)
    handled = Handled(gates={1: asyncio.Event()})

    async def broken_for_two(update: Update) -> None:
        if update.effective_chat is not None and update.effective_chat.id == 2:
            raise ZeroDivisionError
        await handled(update)

    server = Server(a_message(7), a_message(8, chat_id=2), a_message(9, "well", chat_id=3))
    async with polling(Poll(server, Inbox(Bot(TOKEN), broken_for_two, handled.repeats))):
        await handled.count(1)
        await asyncio.sleep(0.1)
    assert handled.texts == ["well"]
    assert server.asked[-1]["offset"] == 10


async def test_one_conflict_is_waited_out_and_two_in_a_minute_end_the_loop() -> None:
    time, handled = Time(), Handled()
    server = Server(a_message(7))
    server.failures = [(Ambiguous("409"), 409)]
    poll = a_poll(server, handled, time)
    async with polling(poll):
        await handled.count(1)
        time.now += 61
    server.failures = [(Ambiguous("409"), 409)] * 2
    with pytest.raises(AnotherInstance):
        await a_poll(server, handled, time).run()
    assert time.slept == [AFTER_CONFLICT] * 2


async def test_conflicts_far_apart_are_no_second_instance() -> None:
    time, handled = Time(), Handled()
    server = Server()
    poll = a_poll(server, handled, time)
    server.failures = [(Ambiguous("409"), 409), (NotSent("429", retry_after=61, gate=True), 429)]
    server.failures += [(Ambiguous("409"), 409)]
    server.waiting = [a_message(7)]
    async with polling(poll):
        await handled.count(1)
    assert time.slept[:3] == [AFTER_CONFLICT, 61, AFTER_CONFLICT]
    assert server.failures == []


async def test_a_refused_token_ends_the_loop_and_names_the_setting() -> None:
    server = Server(a_message(7))
    server.failures = [(TokenRefused("401"), 401)]
    with pytest.raises(Misconfigured) as refused:
        await a_poll(server, Handled()).run()
    assert refused.value.setting == "BOT_TOKEN"
    assert len(server.asked) == 1


async def test_a_network_that_is_away_is_asked_less_and_less_until_it_is_back() -> None:
    time, handled = Time(), Handled()
    server = Server(a_message(7))
    server.failures = [(NotSent("connect"), None)] * 4 + [(Ambiguous("502"), 502)] * 4
    async with polling(a_poll(server, handled, time)):
        await handled.count(1)
    assert time.slept == [1, 2, 4, 8, 16, LONGEST_BACK_OFF, LONGEST_BACK_OFF, LONGEST_BACK_OFF]


async def test_telegram_says_how_long_to_wait() -> None:
    time, handled = Time(), Handled()
    server = Server(a_message(7))
    server.failures = [(NotSent("429", retry_after=17, gate=True), 429)]
    async with polling(a_poll(server, handled, time)):
        await handled.count(1)
    assert time.slept == [17]


async def test_stopping_waits_for_what_is_being_handled_and_confirms_it() -> None:
    server, handled = Server(a_message(7)), Handled(gates={1: asyncio.Event()})
    poll = a_poll(server, handled)
    async with asyncio.timeout(5), asyncio.TaskGroup() as tasks:
        task = tasks.create_task(poll.run())
        await asyncio.sleep(0.05)
        poll.stop()
        await asyncio.sleep(0.05)
        assert not task.done()
        handled.gates[1].set()
    assert handled.texts == ["hello"]
    assert server.waiting == []


async def test_after_a_quiet_week_lower_ids_are_not_missed() -> None:
    time, handled = Time(), Handled()
    server = Server(a_message(7_000_000, "before"))
    async with polling(a_poll(server, handled, time)):
        await handled.count(1)
        await asyncio.sleep(0.05)
        time.now += QUIET_WEEK + 1
        server.add()
        await asyncio.sleep(0.05)
        server.add(a_message(12, "lower"))
        await handled.count(2)
    assert handled.texts == ["before", "lower"]
