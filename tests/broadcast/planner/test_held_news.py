"""What a held announcement would have told is new to the brief; what was sent is not."""

from datetime import date

import pytest
from sqlalchemy import select

from bot.domain.broadcast import Alert, DeliveryState, Section
from bot.domain.ids import BroadcastId
from bot.domain.limits import Reason
from bot.domain.planning import Candidate, Moment, latest_start
from storage import tables
from tests.broadcast.planner.world import World, at
from tests.builders import TACOMA, an_entry


@pytest.mark.parametrize("held", [True, False])
async def test_the_brief_tells_of_what_is_held(world: World, held: bool) -> None:
    newly = an_entry(TACOMA, date(2026, 2, 12), listed_from=at("2026-02-04 12:00"))
    await world.follow(TACOMA)
    await world.begin("2026-02-04 11:00")
    await world.go_to("2026-02-04 12:00")
    await world.put(newly)
    now = world.clock.now()
    async with world.transactions.write() as tx:
        profiles = await tx.planning.profiles()
        candidates = (Candidate(newly, once=True),)
        moment = Moment(
            "new:A7F3:1", Alert.NEW, now, latest_start(newly), profiles, candidates, told_by=tuple(Alert)
        )
        assert await world.planner.freeze(tx.planning, moment, now) == 1
        if held:
            broadcast = await tx.planning._connection.scalar(select(tables.broadcast.c.id))
            assert broadcast is not None
            await tx.outbox.hold(BroadcastId(broadcast), Reason.PUSHES)
    await world.go_to("2026-02-04 18:00")
    briefs = await world.frozen(Alert.BRIEF)
    assert [brief.section(Section.NEWLY_LISTED) for brief in briefs] == ([(newly.id,)] if held else [])
    assert (await world.only(Alert.NEW)).state is DeliveryState.PENDING
