"""The figures an operator sees add up, and outlive the rows they count."""

import json
from datetime import UTC, datetime, timedelta

from bot.domain.broadcast import Alert, Gone, Sent
from bot.domain.ids import ChatId
from bot.domain.status import Status
from bot.services.housekeeping import Housekeeping
from bot.services.status import as_json, as_text, read_status
from tests.broadcast.outbox_world import FIRST_CHAT, ScriptedWire, World, until_idle

CHATS = range(FIRST_CHAT, FIRST_CHAT + 10)


class Later:
    """The clock, so much later."""

    speed = 1.0

    def __init__(self, by: timedelta) -> None:
        self._by = by

    def now(self) -> datetime:
        return datetime.now(UTC) + self._by


class Checkpoints:
    times = 0

    async def __call__(self) -> None:
        self.times += 1


async def status_of(sending: World) -> Status:
    return await read_status(sending.transactions, datetime.now(UTC), 2)


async def _broadcast_to_all(sending: World) -> list[int]:
    people = await sending.people(CHATS)
    await sending.broadcast(people, Alert.REMINDER)
    wire = ScriptedWire(lambda chat, _: Gone("403 blocked") if chat == FIRST_CHAT else Sent(1))
    async with sending.sending(wire) as outbox:
        await until_idle(outbox)
    return people


async def test_the_states_of_each_broadcast_add_up_to_what_was_planned(sending: World) -> None:
    people = await _broadcast_to_all(sending)
    await sending.set_state(await sending.broadcast(people[5:7]), "held")
    told = json.loads(as_json(await status_of(sending)))
    done, held = told["broadcasts"]
    assert (done["alert"], done["state"]) == ("reminder", "done")
    assert done["planned"] == sum(done["states"].values()) == 10
    assert (done["states"]["sent"], done["states"]["gone"]) == (9, 1)
    assert (held["planned"], held["states"]["pending"]) == (2, 2)
    assert told["backlog"] == 2
    assert told["held"] == [{"key": held["key"], "reason": None}]


async def test_what_waits_is_the_backlog(sending: World) -> None:
    await sending.broadcast(await sending.people(CHATS))
    assert (await status_of(sending)).backlog == 10


async def test_the_table_names_every_broadcast_and_what_is_held(sending: World) -> None:
    assert as_text(await status_of(sending)).startswith("Nothing was broadcast yet.")
    await _broadcast_to_all(sending)
    async with sending.transactions.write() as tx:
        totals = (await tx.broadcasts.totals())[0]
    text = as_text(await status_of(sending))
    assert totals.key in text
    assert "1 gone" in text
    assert "backlog: 0" in text


async def test_totals_outlive_pruning(sending: World) -> None:
    await _broadcast_to_all(sending)
    before = await status_of(sending)
    checkpoint = Checkpoints()
    await Housekeeping(sending.transactions, Later(timedelta(hours=75)), checkpoint)()
    assert await sending.one("SELECT count(*) FROM delivery") == 10
    assert checkpoint.times == 0
    await Housekeeping(sending.transactions, Later(timedelta(hours=77)), checkpoint)()
    assert await sending.one("SELECT count(*) FROM delivery") == 0
    assert await sending.one("SELECT count(*) FROM edition") == 1
    assert checkpoint.times == 1
    assert await status_of(sending) == before
    await Housekeeping(sending.transactions, Later(timedelta(days=31)), checkpoint)()
    assert await sending.one("SELECT count(*) FROM edition") == 0
    assert await status_of(sending) == before


async def test_who_was_gone_is_erased_after_a_week_and_not_before(sending: World) -> None:
    await _broadcast_to_all(sending)
    for days, left in ((7, 10), (8, 9)):
        await Housekeeping(sending.transactions, Later(timedelta(days=days)), Checkpoints())()
        assert await sending.one("SELECT count(*) FROM subscriber") == left
    async with sending.transactions.read() as tx:
        assert await tx.subscribers.by_chat(ChatId(FIRST_CHAT)) is None


async def test_what_still_waits_is_never_pruned(sending: World) -> None:
    broadcast = await sending.broadcast(await sending.people(CHATS))
    await sending.set_state(broadcast, "held")
    await Housekeeping(sending.transactions, Later(timedelta(days=90)), Checkpoints())()
    assert await sending.states(broadcast) == {"pending": 10}
