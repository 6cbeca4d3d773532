"""The pacer keeps every limit, to the second, and lets replies through first."""

from itertools import pairwise

import pytest

from bot.broadcast.pacer import AFTER_BAN, SHARE, UNKNOWN_BAN, Pacer
from bot.domain.broadcast import Lane
from bot.domain.ids import ChatId
from tests.broadcast.fake_time import FakeTime

GROUP, OTHER_GROUP = ChatId(-100), ChatId(-200)


def a_pacer(rate: float) -> tuple[Pacer, FakeTime]:
    time = FakeTime()
    return Pacer(rate, time.monotonic, time.sleep), time


async def _send(pacer: Pacer, time: FakeTime, log: list[tuple[float, int]], chat: int, lane: Lane) -> None:
    await pacer.turn(ChatId(chat), lane)
    log.append((time.now, chat))


async def _replies(rate: float, chats: list[int]) -> list[float]:
    pacer, time = a_pacer(rate)
    log: list[tuple[float, int]] = []
    await time.run(*(_send(pacer, time, log, chat, Lane.REPLY) for chat in chats))
    return [at for at, _ in log]


def _most_in_a_second(times: list[float]) -> int:
    return max(sum(1 for other in times if at <= other < at + 1) for at in times)


@pytest.mark.parametrize("rate", [1, 5, 25, 30])
async def test_turns_are_evenly_spaced_from_the_first_on(rate: float) -> None:
    times = await _replies(rate, list(range(1, 60)))
    gaps = [after - before for before, after in pairwise(times)]
    assert min(gaps) == pytest.approx(1 / (rate * SHARE))
    assert max(gaps) == pytest.approx(1 / (rate * SHARE))
    assert _most_in_a_second(times) <= rate


async def test_after_an_idle_hour_there_is_no_burst() -> None:
    pacer, time = a_pacer(25)
    assert pacer.take([ChatId(1)]) == 1
    time.now += 3600
    assert pacer.take([ChatId(chat) for chat in range(1, 100)]) == 1


async def test_one_chat_gets_one_message_a_second() -> None:
    times = await _replies(25, [7, 7, 7, 7])
    assert [at - times[0] for at in times] == pytest.approx([0, 1, 2, 3])


async def test_a_group_gets_eighteen_a_minute() -> None:
    times = await _replies(25, [GROUP] * 40)
    assert times[17] - times[0] == pytest.approx(17)
    assert times[18] - times[0] == pytest.approx(60)
    assert max(sum(1 for other in times if at <= other < at + 60) for at in times) == 18


async def test_the_lower_lane_goes_first_and_within_a_lane_who_came_first() -> None:
    pacer, time = a_pacer(10)
    log: list[tuple[float, int]] = []
    lanes = [Lane.BRIEF, Lane.NEW, Lane.REPLY, Lane.RETRACTION, Lane.REPLY]
    await pacer.turn(ChatId(99))
    await time.run(*(_send(pacer, time, log, chat, lane) for chat, lane in enumerate(lanes, 1)))
    assert [chat for _, chat in log] == [3, 5, 4, 2, 1]


async def test_a_chat_that_waits_does_not_keep_the_others_waiting() -> None:
    pacer, time = a_pacer(10)
    log: list[tuple[float, int]] = []
    await time.run(*(_send(pacer, time, log, chat, Lane.REPLY) for chat in (7, 7, 8, 9)))
    assert [chat for _, chat in log] == [7, 8, 9, 7]


@pytest.mark.parametrize("rate", [25, 100, 1000])
async def test_batches_reach_the_rate_and_never_pass_it(rate: int) -> None:
    pacer, time = a_pacer(rate)
    times: list[float] = []
    fresh = iter(range(1, 1_000_000))
    start = time.now
    while time.now < start + 5:
        chats = [ChatId(next(fresh)) for _ in range(100)]
        times += [time.now] * pacer.take(chats)
        time.now += 0.007
    assert len(times) / 5 == pytest.approx(rate * SHARE, rel=0.02)
    assert _most_in_a_second(times) <= rate + 1


async def test_a_batch_ends_before_a_chat_that_must_wait() -> None:
    pacer, time = a_pacer(1000)
    pacer.take([ChatId(1)])
    time.now += 0.01
    assert pacer.take([ChatId(2), ChatId(1), ChatId(3)]) == 1
    assert pacer.chat_opens_in(ChatId(1)) == pytest.approx(0.99)


async def test_a_broadcast_waits_for_replies_but_never_starves() -> None:
    pacer, time = a_pacer(10)
    log: list[tuple[float, int]] = []
    broadcast: list[float] = []

    async def outbox() -> None:
        for chat in range(1000, 1010):
            while not pacer.take([ChatId(chat)]):
                await time.sleep(max(pacer.opens_in(), 0.001))
            broadcast.append(time.now)

    await time.run(*(_send(pacer, time, log, chat, Lane.REPLY) for chat in range(1, 31)), outbox())
    first, last = broadcast[0], broadcast[-1]
    replies_between = [at for at, _ in log if first <= at <= last]
    assert sum(1 for at, _ in log if at < first) == 3
    assert len(replies_between) == 27
    assert _most_in_a_second(sorted(broadcast + [at for at, _ in log])) <= 10


async def test_a_429_in_a_private_chat_stops_all_until_it_is_over() -> None:
    pacer, time = a_pacer(25)
    pacer.flooded(ChatId(1), 30)
    start = time.now
    assert pacer.opens_in() == pytest.approx(30 + AFTER_BAN)
    assert pacer.take([ChatId(2)]) == 0
    await time.run(pacer.turn(ChatId(3)))
    assert time.now - start == pytest.approx(30 + AFTER_BAN)


async def test_the_gate_only_moves_forward() -> None:
    pacer, _ = a_pacer(25)
    pacer.flooded(ChatId(1), 60)
    pacer.flooded(ChatId(2), 1)
    assert pacer.opens_in() == pytest.approx(60 + AFTER_BAN)


async def test_a_429_that_names_no_time_stops_for_a_while() -> None:
    pacer, _ = a_pacer(25)
    pacer.flooded(ChatId(1), None)
    assert pacer.opens_in() == pytest.approx(UNKNOWN_BAN + AFTER_BAN)


async def test_a_429_in_a_group_pauses_that_group_alone() -> None:
    pacer, _ = a_pacer(25)
    pacer.flooded(GROUP, 30)
    assert pacer.opens_in() == 0
    assert pacer.chat_opens_in(GROUP) == pytest.approx(30 + AFTER_BAN)
    assert pacer.take([ChatId(2)]) == 1


@pytest.mark.parametrize(("later", "closes"), [(9.0, True), (11.0, False)])
async def test_a_second_group_soon_after_closes_the_gate(later: float, closes: bool) -> None:
    pacer, time = a_pacer(25)
    pacer.flooded(GROUP, 30)
    time.now += later
    pacer.flooded(OTHER_GROUP, 30)
    assert (pacer.opens_in() > 1) is closes


async def test_the_same_group_twice_pauses_that_group_alone() -> None:
    pacer, _ = a_pacer(25)
    pacer.flooded(GROUP, 30)
    pacer.flooded(GROUP, 30)
    assert pacer.opens_in() == 0


async def test_memory_does_not_grow_with_the_chats_written_to() -> None:
    pacer, time = a_pacer(1000)
    for chat in range(1, 20_000):
        pacer.take([ChatId(chat if chat % 10 else -chat)])
        time.now += 0.01
    assert len(pacer._chats._last) < 2000
    assert len(pacer._chats._groups) < 2000
